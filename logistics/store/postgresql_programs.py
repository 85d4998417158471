"""PostgreSQL's own programs, which know best how to copy its databases: ``pg_dump`` and ``pg_restore``."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

from logistics.store import migrations
from logistics.store.addresses import Address
from logistics.store.errors import Damaged, NotBackedUp, NotRestored, StoreUnusable

_COPIED_VERSION: Final = re.compile(rf"^COPY \S*{migrations.TABLE} .*\n(\S+)$", re.MULTILINE)
# Who restores a backup owns it, whatever the users of the server that it comes from are called.
_OWNER_STAYS: Final = ("--no-owner", "--no-privileges")
_IN_ONE_STEP: Final = ("--clean", "--if-exists", "--single-transaction", "--exit-on-error")


def copy(place: Address, to: Path) -> None:
    """Copy a database that may be in use, as it is at one moment, to an archive. Raises NotBackedUp, StoreUnusable."""
    try:
        _run("pg_dump", "--format=custom", f"--file={to}", *_OWNER_STAYS, to_speak_with=place)
    except _Failed as error:
        raise NotBackedUp(f"The store in {place.words} could not be backed up: {error}") from error


def version_of(backup: Path) -> str | None:
    """The version of an archive, all of which is read; None where it is of no store. Raises Damaged, StoreUnusable."""
    try:
        _run("pg_restore", f"--file={os.devnull}", str(backup))
        rows = _run("pg_restore", "--data-only", f"--table={migrations.TABLE}", "--file=-", str(backup))
    except _Failed as error:
        raise Damaged(str(error)) from error
    found = _COPIED_VERSION.search(rows)
    return found[1] if found else None


def put(backup: Path, place: Address) -> None:
    """Put the tables of an archive in the place of a store's, as one transaction. Raises NotRestored, StoreUnusable."""
    try:
        _run("pg_restore", *_IN_ONE_STEP, *_OWNER_STAYS, str(backup), to_speak_with=place)
    except _Failed as error:
        raise NotRestored(f"Nothing was restored to {place.words}: {error}") from error


class _Failed(Exception):
    """What a program said when it failed, as a sentence."""


def _run(name: str, *arguments: str, to_speak_with: Address | None = None) -> str:
    """What a program prints. Raises _Failed, and StoreUnusable where the program is missing."""
    program = shutil.which(name)
    if program is None:
        raise StoreUnusable(
            f"The program {name} is missing, and backups of PostgreSQL need it. Install PostgreSQL's client programs "
            "(Debian, Ubuntu: sudo apt install postgresql-client)."
        )
    environment = dict(os.environ)
    command = [program, *arguments]
    if to_speak_with is not None:
        uri, password = _uri_and_password(to_speak_with)
        command += [f"--dbname={uri}", "--no-password"]
        if password:
            environment["PGPASSWORD"] = password
    result = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if result.returncode:
        raise _Failed(_first_line(result.stderr) or f"{name} ended with {result.returncode}.")
    return result.stdout


def _uri_and_password(place: Address) -> tuple[str, str]:
    """The address as PostgreSQL's programs take it, and apart from it what no command line may show."""
    query = place.url.query.get("password", "")
    password = place.url.password or (query if isinstance(query, str) else query[-1])
    url = place.url.set(drivername="postgresql", password=None).difference_update_query(["password"])
    return url.render_as_string(hide_password=False), password


def _first_line(said: str) -> str:
    """``pg_dump: error: no such table`` as a sentence, without the name of the program."""
    line = said.strip().split("\n", 1)[0].split("error: ", 1)[-1].strip()
    return f"{line.rstrip('.')}." if line else ""
