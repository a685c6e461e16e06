"""gunicorn in production: `gunicorn --config deploy/gunicorn.conf.py`. docs/settings.md says more."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from hub.logs import logging_settings

wsgi_app = "hub.wsgi"
# Only the proxy in front reaches it: gunicorn alone is stopped by a few clients that send slowly.
bind = "127.0.0.1:8000"
# As many pages are made at once as there are processors; threads wait for the database or the cache.
workers = int(os.environ.get("WEB_CONCURRENCY", os.cpu_count() or 1))
threads = 4
# In seconds: a process that hangs for so long is replaced; one that is to end has so long for its answers.
timeout = 30
graceful_timeout = 30
# It would be put into the home folder, which a service has no right to.
control_socket_disable = True
# Its own lines in the form of the hub's; requests are in the log of the proxy.
logconfig_dict = logging_settings(as_json=True)
