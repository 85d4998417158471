"""The lock files: the same versions everywhere, a hash for each file, and no address of an index."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ["requirements.lock", "requirements-test.lock", "requirements-bench.lock"]
_PIN = re.compile(r"^(?P<name>[a-z0-9.-]+)==(?P<version>[^ ;\\]+)(?P<rest>(?:.*\\\n)+.*)$", re.MULTILINE)
_LINE_THAT_STARTS_A_PIN = re.compile(r"^[^\s#]", re.MULTILINE)


def pins(lock: str) -> dict[tuple[str, str], int]:
    """Number of hashes of each (name, version); a name has several versions where Pythons differ."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    found = {
        (pin["name"], pin["version"]): pin["rest"].count("--hash=sha256:") for pin in _PIN.finditer(text)
    }
    assert len(found) == len(_LINE_THAT_STARTS_A_PIN.findall(text)), (
        f"{lock} has lines that are no pinned version"
    )
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_every_version_has_its_hashes(lock: str) -> None:
    assert [name for name, hashes in pins(lock).items() if not hashes] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_names_a_host_or_a_folder_of_a_machine(lock: str) -> None:
    assert (
        re.findall(r"https?:|file:|index-url|find-links|@ ", (ROOT / lock).read_text(encoding="utf-8")) == []
    )


@pytest.mark.parametrize("lock", LOCKS[1:])
def test_what_is_tested_and_measured_is_what_people_get(lock: str) -> None:
    assert pins("requirements.lock").keys() - pins(lock).keys() == set()


def test_the_build_backend_is_locked() -> None:
    assert "setuptools" in {name for name, _version in pins("requirements.lock")}
