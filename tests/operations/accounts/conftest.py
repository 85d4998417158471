"""Passwords that cost little to check, and a store on SQLite where nothing else is asked for."""

import pytest

from logistics.operations.accounts.passwords import HASHER
from tests.operations.accounts.house import Watched


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(HASHER, "argon2", Watched())


@pytest.fixture
def store_url(request: pytest.FixtureRequest) -> str:
    """The URL of a store that is set up and empty. With the mark ``on_both`` on each kind of database in turn."""
    return str(request.getfixturevalue(f"{getattr(request, 'param', 'sqlite')}_url"))
