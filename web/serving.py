"""The application as a server: gunicorn with threads, quiet, and trusting nobody's word on who calls."""

from __future__ import annotations

import errno
import gc
import os
import select
import socket
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from gunicorn.app.base import BaseApplication
from gunicorn.workers.gthread import ThreadWorker
from werkzeug.middleware.proxy_fix import ProxyFix

from logistics.errors import LogisticsError
from logistics.operations.admitting import first_path
from logistics.operations.instance import Instance, instance
from web.app import create_app
from web.fastfeeds import FastFeeds
from web.loglines import Lines, write_errors_as_json

if TYPE_CHECKING:
    from types import FrameType

    from _typeshed.wsgi import WSGIApplication

THIS_MACHINE: Final = ("127.0.0.1", "localhost")
_WAITING: Final = 1024
_MOMENT_MS: Final = 2
_WHY_NOT: Final = {
    errno.EADDRINUSE: "another program listens there. Stop it, or choose another port: logistics serve --port {other}",
    errno.EACCES: "this account may not use so low a port. Choose one from 1024 on.",
    errno.EADDRNOTAVAIL: "this machine has no such address. Leave --host out, or see its addresses.",
}


class CannotServe(LogisticsError):
    """A server that cannot be started as it was asked for; the text says why and what would mend it."""


def application() -> WSGIApplication:
    """The application that the environment names, for any server of WSGI. Raises UnusableSetting, StoreUnusable."""
    app = create_app()
    served = FastFeeds(app)
    # Whoever calls could say these things of themselves; only a proxy that we know of is believed, and it alone.
    return ProxyFix(served, x_for=1, x_proto=1, x_host=1) if instance().behind_proxy else served


def serve(host: str, port: int, workers: int, threads: int, tell: Callable[[str], None]) -> None:
    """Serve the office that the environment names until somebody stops it. ``tell`` takes the lines to begin with.

    Raises CannotServe, UnusableSetting, StoreUnusable.
    """
    named = instance()
    _refuse_unknown(named, host)
    office = named.open()
    listening = _listen(host, port)
    try:
        link = first_path(office, int(time.time()))
    finally:
        office.database.dispose()  # each worker opens its own
    begin = replace(named, public_url=named.public_url or _address(host, listening))
    tell(f"Open {begin.address('/')} (stop with Ctrl-C)")
    if link:
        tell(
            "Nobody has an account yet. Within 15 minutes, make the first one by this link, which serves once:"
        )
        tell(begin.address(link))
    write_errors_as_json()
    _Server(_settings(listening.detach(), workers, threads)).run()


def _refuse_unknown(named: Instance, host: str) -> None:
    if host not in THIS_MACHINE and not named.public_url:
        raise CannotServe(
            f"Nobody could open the pages on {host}, since they answer only under an address that they know. Say it, "
            "such as LOGISTICS_PUBLIC_URL=https://press.example.org, or leave --host out."
        )


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=_WAITING)
    except socket.gaierror as error:
        raise CannotServe(
            f"There is no address “{host}”. Leave --host out, or write it as 127.0.0.1."
        ) from error
    except OSError as error:
        why = _WHY_NOT.get(error.errno or 0, f"{error.strerror}.").format(other=port + 1)
        raise CannotServe(f"Port {port} of {host} cannot be listened on: {why}") from error


def _address(host: str, listening: socket.socket) -> str:
    return f"http://{host}:{listening.getsockname()[1]}"


def _settings(listening: int, workers: int, threads: int) -> Mapping[str, object]:
    """What differs from gunicorn's own: https://gunicorn.org/reference/settings/"""
    return {
        "bind": f"fd://{listening}",
        "workers": workers,
        "worker_class": _Threads,
        "threads": threads,
        "post_fork": _stay_on_one_core,
        "timeout": 60,
        "graceful_timeout": 10,
        "keepalive": 5,
        "control_socket_disable": True,
        "proc_name": "logistics",
        "logger_class": Lines,
        "loglevel": "warning",
        "accesslog": "-",
        # Headers by which a proxy speaks for a caller: ours are read by ProxyFix, and only where one was announced.
        "forwarded_allow_ips": "",
        "forwarder_headers": "",
        "secure_scheme_headers": {},
    }


def _stay_on_one_core(_server: object, worker: Any) -> None:
    """Keep a process on one core: its threads take turns at Python, and pass the turn on twice as fast there."""
    if sys.platform == "linux":
        cores = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {cores[worker.age % len(cores)]})


def _asks_again(sock: socket.socket) -> bool:
    """Whether a connection has more to read, now or within a moment."""
    poll = select.poll()
    poll.register(sock, select.POLLIN)
    return bool(poll.poll(_MOMENT_MS))


class _Threads(ThreadWorker):  # type: ignore[misc] # a class without type information
    def handle(self, conn: Any) -> object:
        """Answer a connection, and on the same thread what it asks right after.

        Handing a connection back and having another thread take it up takes longer than most answers. Nobody waits
        for it: as soon as there is other work, or nothing comes for a moment, the connection is handed back.
        """
        stays = super().handle(conn)
        while stays is True and self.alive and self.tpool._work_queue.empty() and _asks_again(conn.sock):
            stays = super().handle(conn)
        return stays

    def handle_quit(self, sig: int, frame: FrameType | None) -> None:
        """End as on SIGTERM: gunicorn 27's own way waits here for a lock that the thread it interrupts may hold."""
        self.handle_exit(sig, frame)


class _Server(BaseApplication):  # type: ignore[misc] # a class without type information
    def __init__(self, settings: Mapping[str, object]) -> None:
        self._settings = settings
        super().__init__(prog="logistics serve")

    def load_config(self) -> None:
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The application, made anew in each worker."""
        made = application()
        gc.collect()
        gc.freeze()  # what is there now stays: without this, a tenth of the work would be looking through it
        return made
