"""The versions public pages depend on: code, settings, content and statistics."""

import functools
import importlib
import logging
import os
import threading
import time
import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Any

from django.conf import ENVIRONMENT_VARIABLE, settings
from django.core.cache import cache
from django.core.signals import setting_changed
from django.db import InterfaceError, OperationalError
from django.db.models import Max, Subquery, Value
from django.dispatch import receiver
from redis.exceptions import RedisError

from records.build_digest import compute_build_digest, compute_digest
from records.models import Publication, get_record_types
from records.version_cache import read_versions
from stats.models import RefreshState, StatisticsVersion
from web.outages import is_database_unavailable, warn_of_outage

log = logging.getLogger(__name__)

#: The versions are read at most this often, in seconds, by each process.
VERSION_TTL = 1.0
#: Seconds that a thread waits for another one that is reading them.
READ_WAIT = 0.5
#: Seconds after which another thread reads them instead.
READ_TIMEOUT = 5.0
#: Secrets, and URLs that may contain a password.
_NOT_SHOWN = {
    "SECRET_KEY", "SECRET_KEY_FALLBACKS", "ENCRYPTION_KEYS", "REDIS_URL", "CELERY_BROKER_URL",
    "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD",
}  # fmt: skip


@functools.cache
def compute_program_digest() -> str:
    """Return a digest of the code and of the public settings: it stays the same while a process runs."""
    return compute_digest(compute_build_digest(), get_public_settings())


@receiver(setting_changed)
def _on_setting_changed(**_kwargs: Any) -> None:
    # Sent by tests, which change settings.
    compute_program_digest.cache_clear()


def get_public_settings() -> dict[str, Any]:
    """Return settings with plain values, except secrets.

    Paths and nested settings are omitted: they differ between machines or come from the code.
    """
    values = {name: getattr(settings, name, None) for name in _list_setting_names()}
    return {name: value for name, value in values.items() if _is_plain(value)}


@functools.cache
def _list_setting_names() -> list[str]:
    module = importlib.import_module(os.environ[ENVIRONMENT_VARIABLE])
    return [name for name in dir(module) if name.isupper() and name not in _NOT_SHOWN]


def _is_plain(value: Any) -> bool:
    if isinstance(value, (list, tuple)):
        return all(_is_plain(entry) for entry in value)
    return value is None or isinstance(value, (str, int, float, bool))


@dataclass(frozen=True)
class SiteVersion:
    """Number and digest of the newest log row, and a digest of the statistics and of what apps registered.

    After a backup is restored, numbers are assigned again; the digests distinguish these states.
    """

    number: int = 0
    newest: str = ""
    statistics: str = ""

    @functools.cached_property
    def by_type(self) -> dict[str, tuple[int, Any]]:
        """The newest publication of each record type, read when it is first needed."""
        return read_versions(get_record_types())


#: Of apps above: what else pages depend on, as functions that return a subquery.
_more: dict[str, Callable[[], Any]] = {}


def register_version(name: str, build: Callable[[], Any]) -> None:
    """Make the versions of pages depend on the value of a subquery, too; it is read in the same query."""
    _more[f"more_{name}"] = build


_ROW = ("number", "at", "record_type", "slug", "version", "action", "data")


def read_version() -> SiteVersion:
    """Read the version from the database: one query, or two if nothing is published."""
    counting = RefreshState.objects.order_by().annotate(all=Value(1)).values("all")
    counted = {
        "statistics": Subquery(StatisticsVersion.objects.values("number")[:1]),
        "changed_at": Subquery(counting.annotate(newest=Max("changed_at")).values("newest")),
        "as_of": Subquery(counting.annotate(newest=Max("as_of")).values("newest")),
        **{name: build() for name, build in _more.items()},
    }
    newest = Publication.objects.order_by("-number").annotate(**counted).values_list(*_ROW, *counted).first()
    if newest is None:
        return SiteVersion(
            0, "", compute_digest(*StatisticsVersion.objects.annotate(**counted).values_list(*counted))
        )
    return SiteVersion(newest[0], compute_digest(*newest[: len(_ROW)]), compute_digest(*newest[len(_ROW) :]))


def has_log_row(number: int, newest: str) -> bool:
    """Return whether the publication log contains a row with this number and digest."""
    row = Publication.objects.filter(number=number).values_list(*_ROW).first()
    return (compute_digest(*row) if row else "") == newest


@dataclass(frozen=True)
class KnownVersion:
    """The version last read by this process.

    `is_current` is false if the database is unavailable or slow; `version` is then the last known
    one, or None. `line` changes when the database is restored to an earlier state.
    """

    version: SiteVersion | None = None
    is_current: bool = False
    line: str = ""
    confirmed_at: float = 0.0


class VersionReader:
    """Reads the version from the database at most once in `VERSION_TTL` seconds.

    One thread reads; the others wait at most `READ_WAIT` seconds and then use the last known version.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        with self._lock:
            self._known = KnownVersion()
            self._tried = self._confirmed = self._started = float("-inf")
            self._reading: tuple[threading.Event, float] | None = None

    def read(self, *, now: bool = False) -> KnownVersion:
        """Return the known version; `now` always reads it from the database."""
        with self._lock:
            moment = time.monotonic()
            if not now and moment - self._tried < VERSION_TTL:
                return self._known
            reading = self._reading
            if now or reading is None or moment - reading[1] > READ_TIMEOUT:
                own = self._reading = (threading.Event(), moment)
            else:
                own = None
                if moment - self._confirmed < 2 * VERSION_TTL:
                    return self._known
        if own is not None:
            return self._ask(*own)
        assert reading is not None
        reading[0].wait(max(0.0, reading[1] + READ_WAIT - moment))
        with self._lock:
            if time.monotonic() - self._confirmed >= 2 * VERSION_TTL:
                return replace(self._known, is_current=False)
            return self._known

    def _ask(self, done: threading.Event, started: float) -> KnownVersion:
        try:
            version = read_version()
            # An unavailable cache gives no line; it is asked again, or pages seen now have none in an outage.
            is_same = version == self._known.version and self._known.line
            line = self._known.line if is_same else resolve_line(version)
            known = KnownVersion(version, True, line, time.time())
        except (OperationalError, InterfaceError) as error:
            if not is_database_unavailable(error):
                raise
            warn_of_outage(log, "The database can't be asked for the version of the content.", error)
            known = replace(self._known, is_current=False, line=self._known.line or get_known_line())
        finally:
            with self._lock:
                if self._reading is not None and self._reading[0] is done:
                    self._reading = None
            done.set()
        with self._lock:
            if (
                started >= self._started
            ):  # otherwise a thread that started later has already stored its result
                self._started, self._known = started, known
                self._tried = time.monotonic()
                if known.is_current:
                    self._confirmed = self._tried
        return known


versions = VersionReader()


def read_recent_versions(record_types: Collection[str]) -> dict[str, tuple[int, Any]]:
    """Return what `read_versions()` returns, as of the known version, with a query in a second at most."""
    known = versions.read()
    if known.version is None or not known.is_current:
        return read_versions(record_types)
    by_type = known.version.by_type
    return {code: by_type[code] for code in record_types if code in by_type}


# -- the line of versions ---------------------------------------------------------------------------

_LINE = "line-of-versions"


def resolve_line(version: SiteVersion) -> str:
    """Return the identifier of the line of versions this version belongs to.

    Restoring an older state starts a new line, because responses cached under the previous line may contain
    lost changes. The line and its last version are shared by all processes through the cache.
    """
    try:
        stored = cache.get(_LINE)
        if stored is None:
            stored = (version.number, version.newest, uuid.uuid4().hex)
            if not cache.add(_LINE, stored, None):
                stored = cache.get(_LINE) or stored
        number, newest, line = stored
        if not has_log_row(number, newest):
            line = uuid.uuid4().hex
        if (version.number, version.newest, line) != stored:
            cache.set(_LINE, (version.number, version.newest, line), None)
        return line
    except RedisError:
        return ""


def get_known_line() -> str:
    """Return the line stored in the cache, for use while the database is unavailable."""
    try:
        stored = cache.get(_LINE)
    except RedisError:
        return ""
    return stored[-1] if stored else ""
