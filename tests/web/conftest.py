"""Every test of the pages runs on both kinds of store, unless it says on which."""

from collections.abc import Iterator

import pytest

from tests.databases import KINDS
from tests.web.offices import Rig, furnished


@pytest.fixture(params=KINDS)
def store_url(request: pytest.FixtureRequest) -> str:
    """The URL of a store that is set up and empty."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def rig(store_url: str) -> Iterator[Rig]:
    """An office with its application."""
    made = furnished(store_url)
    yield made
    made.office.database.dispose()
