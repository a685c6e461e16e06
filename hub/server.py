"""The server behind `make run`, for one machine: `python -m hub.server PORT`.

It reads each request to its end before a thread takes it up: who sends half a request keeps nobody waiting.
"""

import logging
import signal
import sys

import waitress

from hub.wsgi import application

HOST = "127.0.0.1"


def main(port: int) -> None:
    # It would tell of every request that waits for a thread.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    signal.signal(signal.SIGTERM, lambda *_args: sys.exit())
    waitress.serve(
        application,
        listen=f"{HOST}:{port}",
        threads=4,
        # Connections cost next to nothing; the limit leaves files to be opened where a process may open 256.
        connection_limit=200,
        # select() refuses what a process has opened after its 1,024th file.
        asyncore_use_poll=True,
        channel_timeout=60,
        cleanup_interval=10,
        max_request_header_size=32 * 1024,
        max_request_body_size=64 * 1024 * 1024,
        ident=None,
        _quiet=True,
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
