"""The Celery app. Loaded only if a broker is configured."""

import os
from typing import Any

from celery import Celery
from celery.app.amqp import AMQP
from celery.schedules import crontab
from celery.signals import beat_init, worker_ready
from kombu.connection import Connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")

#: Seconds between two periodic refreshes; an older task expires.
_REFRESH_INTERVAL = 10
#: Seconds until a worker looks again for what editors wait for.
_PROMPT_INTERVAL = 3


class BrokerConnection(Connection):
    """Retries every two seconds while the broker is unavailable, instead of at growing intervals."""

    def ensure_connection(self, *args: Any, **kwargs: Any) -> Any:
        return super().ensure_connection(*args, **{"interval_max": 2, **kwargs})


class Broker(AMQP):
    Connection = BrokerConnection


app = Celery("hub", amqp=Broker)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = {
    # In case the message of a refresh was lost.
    "refresh what is stale": {
        "task": "stats.tasks.refresh_stale_projections",
        "schedule": _REFRESH_INTERVAL,
        "options": {"expires": _REFRESH_INTERVAL},
    },
    "do what editors wait for": {
        "task": "stats.tasks.run_jobs_of_editors",
        "schedule": _PROMPT_INTERVAL,
        "options": {"expires": _PROMPT_INTERVAL},
    },
    "refresh everything": {
        "task": "stats.tasks.refresh_all_projections",
        "schedule": crontab(hour=3, minute=30),
    },
    # What a publisher has accepted of a batch; a round without one is a query.
    "write accepted proposals": {
        "task": "stats.tasks.write_accepted_proposals",
        "schedule": _REFRESH_INTERVAL,
        "options": {"expires": _REFRESH_INTERVAL},
    },
    # Once a day for each account, however often it runs.
    "send morning mails": {
        "task": "hub.tasks.send_morning_mails",
        "schedule": crontab(minute=5),
        "options": {"expires": 3600},
    },
    # Builds what is due: the latest bundle once a night, a release after the end of a quarter.
    "build bundles": {
        "task": "bundles.tasks.build_bundles",
        "schedule": crontab(minute=15),
        "options": {"expires": 3600},
    },
}
app.autodiscover_tasks()


@worker_ready.connect
@beat_init.connect
def _send_pending_work(**_kwargs: Any) -> None:
    # On start, refresh pending statistics in case their message was lost, and build what is missing.
    app.send_task("stats.tasks.refresh_stale_projections", expires=60)
    app.send_task("bundles.tasks.build_bundles", expires=3600)
