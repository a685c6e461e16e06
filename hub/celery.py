"""Celery: `celery -A hub worker` and `celery -A hub beat`. Loaded only where there is a broker."""

import os
from typing import Any

from celery import Celery
from celery.schedules import crontab
from celery.signals import beat_init, worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")

app = Celery("hub")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = {
    # For every wake-up that was lost. Nobody needs an old one.
    "count what is stale": {
        "task": "stats.tasks.count_what_is_stale",
        "schedule": 60,
        "options": {"expires": 60},
    },
    "count everything": {
        "task": "stats.tasks.count_everything",
        "schedule": crontab(hour=3, minute=30),
    },
}
app.autodiscover_tasks()


@worker_ready.connect
@beat_init.connect
def _look_around(**_kwargs: Any) -> None:
    """Whoever starts has what waits counted, also where the message about it is gone."""
    app.send_task("stats.tasks.count_what_is_stale", expires=60)
