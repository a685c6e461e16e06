"""The waitress server of `make run`: `python -m hub.server PORT`.

waitress buffers requests before a thread handles them, so that slow clients do not block others.
"""

import logging
import re
import signal
import sys

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import create_server

from hub.wsgi import application

HOST = "127.0.0.1"


class Utf8Parser(HTTPRequestParser):
    """Reads addresses with characters in UTF-8 (`?q=长春`), as of curl; in production gunicorn does."""

    def parse_header(self, header_plus: bytes) -> None:
        line, end, headers = header_plus.partition(b"\r\n")
        line = re.sub(rb"[\x80-\xff]", lambda byte: b"%%%02X" % byte[0][0], line)
        super().parse_header(line + end + headers)


class _Utf8Channel(HTTPChannel):
    parser_class = Utf8Parser


def run_server(port: int) -> None:
    # waitress logs a warning for each request that waits for a thread.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    signal.signal(signal.SIGTERM, lambda *_args: sys.exit())
    server = create_server(
        application,
        listen=f"{HOST}:{port}",
        threads=4,
        # Below the limit of 256 open files that some systems set for a process.
        connection_limit=200,
        # select() fails for file descriptors above 1,023.
        asyncore_use_poll=True,
        channel_timeout=60,
        cleanup_interval=10,
        max_request_header_size=32 * 1024,
        max_request_body_size=64 * 1024 * 1024,
        ident=None,
    )
    server.channel_class = _Utf8Channel
    server.run()


if __name__ == "__main__":
    run_server(int(sys.argv[1]))
