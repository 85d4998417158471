"""The guard of conftest.py itself: tests speak to this machine and to nobody else."""

import socket

import pytest

# Addresses kept for documentation (RFC 5737, RFC 3849) and a name that can never exist (RFC 6761).
OUTSIDE = ["192.0.2.1", "2001:db8::1"]


@pytest.mark.parametrize("host", OUTSIDE)
def test_a_connection_to_the_outside_is_refused(host: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as outgoing, pytest.raises(AssertionError, match="this machine"):
        outgoing.connect((host, 443))


@pytest.mark.parametrize("host", OUTSIDE)
def test_a_datagram_to_the_outside_is_refused(host: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with (
        socket.socket(family, socket.SOCK_DGRAM) as outgoing,
        pytest.raises(AssertionError, match="this machine"),
    ):
        outgoing.sendto(b"?", (host, 53))


def test_looking_up_a_name_is_refused() -> None:
    with pytest.raises(AssertionError, match=r"nowhere\.invalid"):
        socket.getaddrinfo("nowhere.invalid", 443)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_this_machine_may_speak_to_itself(host: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection((host, port), timeout=5), server.accept()[0] as accepted:
            assert accepted.getsockname()[1] == port
