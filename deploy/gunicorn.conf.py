"""gunicorn configuration for production, see docs/operations.md."""

import gc
import os
import re
import sys
from pathlib import Path
from typing import Any

from gunicorn.http import message

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from hub.logs import build_logging_settings

wsgi_app = "hub.wsgi"
# Reachable only through the proxy, because a few slow clients can block gunicorn. systemd hands over a socket
# of this address (deploy/hub-web.socket).
bind = "127.0.0.1:8000"
# One process per processor; threads wait for the database or the cache.
workers = int(os.environ.get("WEB_CONCURRENCY", os.cpu_count() or 1))
threads = 4
# In seconds: limit for a hanging worker, and for finishing requests on shutdown.
timeout = 30
graceful_timeout = 30
# Bytes of a request line: the most that gunicorn supports, and as many as the proxy forwards.
limit_request_line = 8190
# Addresses may have characters in UTF-8 (`?q=长春`), as of curl: only spaces and controls are refused.
message.RFC9112_TARGET_INVALID = re.compile(r"[\x00-\x20\x7f]")
# The socket would be created in the home directory, which services may not write to.
control_socket_disable = True
# Same format as the application log; requests are in the access log of the proxy.
logconfig_dict = build_logging_settings(as_json=True)


def post_worker_init(worker: Any) -> None:
    """Leave what was loaded at the start out of garbage collections, which took 0.2 s of some requests."""
    gc.collect()
    gc.freeze()
