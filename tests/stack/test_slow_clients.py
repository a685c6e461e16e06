"""The server of `make run` answers while other clients hold connections open."""

import socket
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit

import pytest

CLIENTS = 64
SECONDS = 10

HALF_A_HEADER = b"GET /en/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Half: "
HALF_A_BODY = (
    b"POST /en/contact/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/plain\r\n"
    b"Content-Length: 100000\r\n\r\nhalf"
)


def slowest_answer(address: str, seconds: float) -> float:
    """How long the slowest answer of /healthz and of a page takes, asked for twice a second."""
    slowest, end = 0.0, time.monotonic() + seconds
    while time.monotonic() < end:
        for path in ("/healthz", "/en/"):
            start = time.monotonic()
            with urllib.request.urlopen(f"{address}{path}", timeout=20) as response:
                response.read()
            slowest = max(slowest, time.monotonic() - start)
        time.sleep(0.5)
    return slowest


@contextmanager
def held(address: str, beginning: bytes, drip: bytes = b"") -> Iterator[None]:
    """CLIENTS connections that send a beginning and no more than `drip` every two seconds after it."""
    parts = urlsplit(address)
    ended = threading.Event()
    with ExitStack() as stack:
        connections = [
            stack.enter_context(socket.create_connection((parts.hostname, parts.port), timeout=5))
            for _number in range(CLIENTS)
        ]
        for connection in connections:
            connection.sendall(beginning)

        def send() -> None:
            while drip and not ended.wait(2):
                for connection in connections:
                    connection.sendall(drip)

        sender = threading.Thread(target=send)
        sender.start()
        try:
            yield
        finally:
            ended.set()
            sender.join()


@pytest.mark.parametrize(
    ("beginning", "drip"),
    [(b"", b""), (HALF_A_HEADER, b""), (HALF_A_HEADER, b"x"), (HALF_A_BODY, b""), (HALF_A_BODY, b"x")],
    ids=["silent", "half a header", "a dripping header", "half a body", "a dripping body"],
)
def test_readers_are_answered_within_a_second_beside_64_slow_clients(
    hub: str, beginning: bytes, drip: bytes
) -> None:
    slowest_answer(hub, 0.1)
    with held(hub, beginning, drip):
        assert slowest_answer(hub, SECONDS) < 1
