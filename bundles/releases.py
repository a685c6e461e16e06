"""Releases: which bundles are built, kept and withdrawn.

`latest` is built as soon as there is content, and then once a night if that has changed. After the end of a
quarter, `2026-Q3` is built from the publication log as of its last day; it stays, with its address. If
something in a release isn't public any more, because of a redaction or a link that was turned off, its file
is deleted at once and built again.

Only one process builds. A file appears under its name when it is complete, and its row in the database after
that; whatever a killed process leaves is removed by the next one.
"""

import fcntl
import hashlib
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any, NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from bundles.models import RebuildReason, Release
from records.models import ContentVersion, Publication, Redaction, Source
from records.projections.database_snapshot import database_snapshot
from records.publishing import get_content_version
from stats.dispatch import send_task

log = logging.getLogger(__name__)

LATEST = "latest"
#: From this time on, in Shanghai, the bundle of the night is due; the statistics are refreshed before.
_NIGHTLY = time(4)
#: How often a bundle is tried if redactions come in while it is built.
_ATTEMPTS = 3
_TASK = "bundles.tasks.build_bundles"
_SENT_KEY = "bundles:build-sent"
#: Seconds between attempts while other workers refresh what the first bundle has, and their largest number.
ATTEMPT_PAUSE, MOST_ATTEMPTS = 20, 30
_LOCK, _BUILDS, _FILES = ".lock", ".build-", "china-hub-"


class Plan(NamedTuple):
    """A release to build. `day`: the data are those at its end; None: those of now."""

    name: str
    day: date | None = None
    reason: str = ""


def get_bundle_folder() -> Path:
    """Return the folder of the files; it is created if it doesn't exist."""
    folder = Path(settings.BUNDLE_ROOT)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def has_bundle_file(release: Release) -> bool:
    return bool(release.file_name) and (get_bundle_folder() / release.file_name).is_file()


# -- building ---------------------------------------------------------------------------------------


def build_releases(
    *,
    is_now: bool = False,
    is_forced: bool = False,
    on_built: Callable[[Release], Any] | None = None,
) -> bool:
    """Build the releases that are due. Return False if another process is building.

    `is_now`: don't wait for the night. `is_forced`: build `latest` although it has the content of now.
    """
    with _build_lock() as is_free:
        if not is_free:
            return False
        _remove_leftovers()
        withdraw_releases()
        for plan in list_due_plans(is_now=is_now, is_forced=is_forced):
            release = _build(plan)
            if on_built:
                on_built(release)
            _remove_leftovers()
    return True


@contextmanager
def _build_lock() -> Iterator[bool]:
    """Give whether this process may build. The system releases the lock of a process that ends."""
    with (get_bundle_folder() / _LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


def _remove_leftovers() -> None:
    """Delete what killed processes left, and files that no release has any more. Needs the lock."""
    kept = set(Release.objects.values_list("file_name", flat=True))
    for path in get_bundle_folder().iterdir():
        if path.name.startswith(_BUILDS):
            rmtree(path)
        elif path.name.startswith(_FILES) and path.name not in kept:
            path.unlink()


def is_latest_missing() -> bool:
    return not Release.objects.filter(name=LATEST).exists()


def list_due_plans(*, is_now: bool = False, is_forced: bool = False) -> list[Plan]:
    """Return the releases to build: missing ones, those without a file, and `latest` if it is due."""
    number = get_content_version()
    if not number:
        return []
    releases = {release.name: release for release in Release.objects.all()}
    latest = releases.pop(LATEST, None)
    plans = [
        Plan(release.name, release.day, release.reason)
        for release in releases.values()
        if not has_bundle_file(release)
    ]
    quarter = get_finished_quarter(timezone.localdate())
    if quarter.name not in releases and Publication.objects.filter(at__lt=_get_end(quarter)).exists():
        plans.append(quarter)
    if latest is None or not has_bundle_file(latest) or is_forced:
        return [Plan(LATEST), *plans]
    if latest.number != number and (is_now or _is_night_due(latest)):
        return [Plan(LATEST), *plans]
    return plans


def _is_night_due(latest: Release) -> bool:
    """Return whether the nightly build of this day is due and not done."""
    now = timezone.localtime()
    due = timezone.make_aware(datetime.combine(now.date(), _NIGHTLY))
    return now >= due > latest.built_at


def get_finished_quarter(today: date) -> Plan:
    """Return the last quarter that has ended: `2026-Q3` from October to December 2026."""
    last = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1) - timedelta(days=1)
    return Plan(f"{last.year}-Q{last.month // 3}", last)


def _get_end(quarter: Plan) -> datetime:
    assert quarter.day is not None
    return timezone.make_aware(datetime.combine(quarter.day + timedelta(days=1), time.min))


def _build(plan: Plan) -> Release:
    for _attempt in range(_ATTEMPTS):
        # Not TemporaryDirectory: another thread of a process that ends must not find it half removed.
        folder = Path(mkdtemp(prefix=_BUILDS, dir=get_bundle_folder()))
        try:
            release = _write_release(plan, folder)
        finally:
            rmtree(folder)
        if release:
            log.info("The bundle %s of content version %s is built.", release.name, release.number)
            return release
    raise RuntimeError(f"The bundle {plan.name} can't be built: something in it was redacted each time.")


def _write_release(plan: Plan, folder: Path) -> Release | None:
    """Build and store a release; None if something in it was redacted meanwhile."""
    # pyarrow and rdflib are imported in processes that build only.
    from api.records.selectors import get_publication_number_at
    from bundles.archive import compute_checksum, write_bundle
    from bundles.package import Edition

    (folder / "files").mkdir()
    path, now = folder / "bundle.zip", timezone.now()
    with database_snapshot():
        built_number = get_content_version()
        number = get_publication_number_at(plan.day) if plan.day else built_number
        with override("en"):
            reason = str(RebuildReason(plan.reason).label) if plan.reason else ""
        write_bundle(path, Edition(plan.name, number, now, plan.day, reason), folder / "files")
        addresses = _compute_addresses(number)
    checksum = compute_checksum(path)
    release = Release(
        name=plan.name,
        day=plan.day,
        number=number,
        built_number=built_number,
        built_at=now,
        addresses=addresses,
        file_name=f"{_FILES}{plan.name}-{checksum[:12]}.zip",
        size=path.stat().st_size,
        checksum=checksum,
        reason=plan.reason,
    )
    return release if _store_release(release, path) else None


def _store_release(release: Release, path: Path) -> bool:
    """Move the file to its place and write the row, unless something in it isn't public any more."""
    with transaction.atomic():
        # Redactions take this lock: none can come between the check and the row.
        ContentVersion.objects.select_for_update(no_key=True).get(pk=1)
        if find_rebuild_reason(release):
            return False
        os.replace(path, get_bundle_folder() / release.file_name)
        former = Release.objects.filter(name=release.name).values_list("pk", flat=True).first()
        release.pk = former
        release.save()
    return True


# -- withdrawing ------------------------------------------------------------------------------------


def withdraw_releases() -> int:
    """Delete the files of releases in which something isn't public any more; return their number."""
    count = 0
    for release in Release.objects.exclude(file_name=""):
        reason = find_rebuild_reason(release)
        if not reason:
            continue
        name = release.file_name
        Release.objects.filter(pk=release.pk, file_name=name).update(file_name="", reason=reason)
        with suppress(FileNotFoundError):
            (get_bundle_folder() / name).unlink()
        count += 1
    return count


def withdraw_and_enqueue() -> int:
    """Withdraw what isn't public any more, also of killed builds, and have it built again."""
    count = withdraw_releases()
    with _build_lock() as is_free:  # else the process that builds notices by itself
        if is_free:
            _remove_leftovers()
    if count:
        enqueue_build()
    return count


def enqueue_build(*, at_most_every: int = 0) -> None:
    """Enqueue a build; with `at_most_every`, once in so many seconds. Never raises."""
    if not settings.CELERY_BROKER_URL:
        return  # `run_worker` builds it
    try:
        if not at_most_every or cache.add(_SENT_KEY, True, timeout=at_most_every):
            send_task(_TASK)
    except Exception as error:
        log.warning("The build of a bundle could not be enqueued; the beat does it: %s", error)


def find_rebuild_reason(release: Release) -> str:
    """Return why a release has to be built again; empty if all that it has is public."""
    later = Redaction.objects.filter(number__gt=release.built_number).values_list("redacted", flat=True)
    if any(number <= release.number for numbers in later for number in numbers):
        return RebuildReason.REDACTION
    return RebuildReason.LINK if _compute_addresses(release.number) != release.addresses else ""


def _compute_addresses(number: int) -> str:
    """Return a digest of the addresses of sources in the log: turning off a link clears them there."""
    rows = Publication.objects.filter(record_type=Source.type_code, number__lte=number, data__isnull=False)
    digest = hashlib.sha256()
    for row in rows.order_by("number").values_list("number", "data__url", "data__archived_url"):
        digest.update(repr(row).encode())
    return digest.hexdigest()
