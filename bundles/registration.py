"""What ties bundles to other apps: pages depend on them, workers build them, sources withdraw them."""

from functools import partial
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max, Subquery, Value
from django.db.models.signals import post_save
from django.dispatch import receiver

from bundles.models import Release
from bundles.releases import (
    ATTEMPT_PAUSE,
    MOST_ATTEMPTS,
    build_releases,
    enqueue_build,
    is_latest_missing,
    withdraw_and_enqueue,
)
from records.models import Source
from records.publishing import content_changed
from stats.dispatch import register_job
from web.versions import register_version


def _select_newest_build() -> Subquery:
    releases = Release.objects.order_by().annotate(every=Value(1)).values("every")
    return Subquery(releases.annotate(newest=Max("built_at")).values("newest"))


register_version("releases", _select_newest_build)
register_job(build_releases)


@receiver(content_changed)
def _on_content_changed(sender: Any, **_kwargs: Any) -> None:
    # Only the first one: the others are built at night.
    if settings.CELERY_BROKER_URL and is_latest_missing():
        # One build tries for so long; a queue of them would refresh the statistics again and again.
        pause = ATTEMPT_PAUSE * MOST_ATTEMPTS
        transaction.on_commit(partial(enqueue_build, at_most_every=pause), robust=True)


@receiver(post_save, sender=Source)
def _on_source_saved(sender: Any, instance: Source, **_kwargs: Any) -> None:
    if instance.link_ok or any(entry[1] is withdraw_and_enqueue for entry in connection.run_on_commit):
        return
    transaction.on_commit(withdraw_and_enqueue, robust=True)
