"""Refreshes of statistics and search, and tasks: Celery with a broker, else a management command."""

from hub.settings.base import VAR_DIR, env
from hub.settings.caches import REDIS_URL

# Minimum number of seconds between two refreshes of a statistic, so that a burst of edits causes a limited
# number of refreshes.
REFRESH_PAUSE = env.number("REFRESH_PAUSE", default=2, least=0, most=3600)
# After this many seconds a worker without result is considered dead, and another one takes over its task.
REFRESH_LEASE = env.number("REFRESH_LEASE", default=15, least=1, most=86_400)

CELERY_BROKER_URL = env.redis("BROKER_URL", default=REDIS_URL)
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 900
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")
# Retry without limit; the default is 100 attempts.
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
# Short timeouts, because edits in the admin send tasks.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_connect_timeout": 2,
    "socket_timeout": 5,
    "visibility_timeout": 900,
}
