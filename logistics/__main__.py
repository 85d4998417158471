"""The process of the command: ``logistics``, or ``python -m logistics``."""

import gc
from typing import NoReturn


def run() -> NoReturn:
    """Import the command and run it.

    A check is a short process, and most of it is importing. What is imported stays to the end: collecting garbage
    among it, while it comes in and again when the process ends, would take a fifth of the time.
    """
    gc.disable()
    from logistics import cli  # noqa: PLC0415 - after the line above

    gc.freeze()
    gc.enable()
    cli.run()


if __name__ == "__main__":
    run()
