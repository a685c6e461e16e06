"""Celery: `celery -A hub worker` and `celery -A hub beat`. Loaded only where there is a broker."""

import os
from typing import Any

from celery import Celery
from celery.app.amqp import AMQP
from celery.schedules import crontab
from celery.signals import beat_init, worker_ready
from kombu.connection import Connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")

#: Seconds between two looks of the beat for what waits. Nobody needs an old one.
LOOK = 10


class BrokerConnection(Connection):
    """Tries every few seconds to reach a broker that is away; by itself Celery waits longer each time."""

    def ensure_connection(self, *args: Any, **kwargs: Any) -> Any:
        return super().ensure_connection(*args, **{"interval_max": 2, **kwargs})


class Broker(AMQP):
    Connection = BrokerConnection


app = Celery("hub", amqp=Broker)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = {
    # For every wake-up that was lost.
    "count what is stale": {
        "task": "stats.tasks.count_what_is_stale",
        "schedule": LOOK,
        "options": {"expires": LOOK},
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
