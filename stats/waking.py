"""Waking those who count. A wake-up carries nothing: what is to be done stands in the tables."""

import logging

from django.conf import settings
from django.core.cache import cache

logger = logging.getLogger(__name__)

_SENT = "stats:wake-up-sent"


def wake() -> None:
    """Tell a worker that something is stale; never raises and never waits for a refresh.

    In a burst one wake-up a second is sent. It arrives after the last of those that it stands for, because it
    is delayed longer than others are held back. Where it is lost, the next one or the beat does its work;
    where there is no broker, `manage.py work` looks by itself.
    """
    if not settings.CELERY_BROKER_URL:
        return
    try:
        if not cache.add(_SENT, True, timeout=max(1, settings.STATISTICS_PAUSE - 1)):
            return
    except Exception:
        logger.warning("The cache is away: a wake-up is sent for each edit.")
    try:
        # Where there is no broker, nothing of Celery is loaded.
        from stats.tasks import count_what_is_stale

        count_what_is_stale.apply_async(countdown=settings.STATISTICS_PAUSE, retry=False)
    except Exception:
        logger.warning("No wake-up could be sent; the next one or the beat does its work.", exc_info=True)
