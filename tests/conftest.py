"""What holds for every test: no connection leaves this machine, hypothesis writes only inside the checkout.

``ICAL_VALIDATOR`` may name a script that judges a feed (``.ci/run`` sets it).
"""

import gc
import ipaddress
import os
import sys
from pathlib import Path

from hypothesis import configuration, settings

# What is said of tests that did not run; stores for tests.
pytest_plugins = ["tests.missing", "tests.databases"]

ROOT = Path(__file__).resolve().parent.parent


def _is_here(host: object) -> bool:
    if host is None or host in ("", b"", "localhost", b"localhost"):
        return True
    try:
        address = ipaddress.ip_address(host.decode() if isinstance(host, bytes) else str(host))
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _refuse_the_outside(event: str, arguments: tuple[object, ...]) -> None:
    """Audit hook (PEP 578): sees each connection and name look-up of this process, whichever library asks."""
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        host = arguments[0]
    elif event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        if not isinstance(address, tuple):  # a socket of this machine's own, or one connected before
            return
        host = address[0]
    else:
        return
    if not _is_here(host):
        raise AssertionError(f"A test asked the network for {host!r}. Tests may only speak to this machine.")


sys.addaudithook(_refuse_the_outside)

configuration.set_hypothesis_home_dir(ROOT / ".hypothesis")
settings.register_profile("press", deadline=None, max_examples=60, print_blob=True)
settings.register_profile("press-ci", settings.get_profile("press"), derandomize=True, database=None)
settings.load_profile("press-ci" if os.environ.get("CI") else "press")


def pytest_collection_finish() -> None:
    """Leave what is there by now out of every later look for garbage: it stays to the end. A tenth of all the time."""
    gc.collect()
    gc.freeze()
