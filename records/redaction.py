"""Redaction: versions of a record are emptied for reasons of law or privacy.

    redact("city", "datong", [12, 15], by=user, reason="…")

Number, time and the fact of each version stay in the publication log; what it said goes from every
place that keeps data of records. Each place registers a function that clears it, in a module
`redaction_places` of its app. A row of its own in the log, with the action "redacted", tells partners.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from records import publishing
from records.choices import Action
from records.models import ContentVersion, Publication, Record, Redaction, SlugAlias, record_types
from records.permissions import Program
from records.translation import COLUMNS

log = logging.getLogger(__name__)

REDACT_PERMISSION = "records.redact_publication"
TITLE_COLUMNS = tuple(f"title_{column}" for column in COLUMNS)


class RedactionError(Exception):
    """Why nothing was redacted, in a sentence for the administrator."""


@dataclass(frozen=True)
class RedactionTarget:
    """What is to be cleared. `number` is that of the new row, `rows` are the rows of the log to empty."""

    number: int
    model: type[Record]
    slug: str
    rows: list[Publication]
    #: No version that stays says what the record is: neither now nor after the last of these rows.
    is_complete: bool
    #: When the next version that stays became public; what is older may hold what is redacted.
    until: datetime | None
    #: The primary keys that records at this address have had.
    ids: frozenset[int]
    #: What the record was called in these versions, and is not called in any that is public now.
    titles: frozenset[str]


@dataclass(frozen=True)
class Place:
    """Where data of records is kept. `clear` gives the number of rows or entries that it cleared."""

    name: str
    models: tuple[type[models.Model], ...]
    clear: Callable[[RedactionTarget], int]


@dataclass(frozen=True)
class Store:
    """What is no table and keeps data of records: it is emptied whole, after the commit."""

    name: str
    purge: Callable[[], int]


_places: dict[str, Place] = {}
_stores: dict[str, Store] = {}


def register(
    name: str, *tables: type[models.Model]
) -> Callable[[Callable[[RedactionTarget], int]], Callable[[RedactionTarget], int]]:
    """Register a function that clears `tables` of a redacted record, in the transaction of the redaction."""

    def add(clear: Callable[[RedactionTarget], int]) -> Callable[[RedactionTarget], int]:
        _places[name] = Place(name, tables, clear)
        return clear

    return add


def register_store(name: str) -> Callable[[Callable[[], int]], Callable[[], int]]:
    """Register a function that empties a cache or file after the commit; what it raises is reported."""

    def add(purge: Callable[[], int]) -> Callable[[], int]:
        _stores[name] = Store(name, purge)
        return purge

    return add


def places() -> list[Place]:
    return list(_places.values())


def stores() -> list[Store]:
    return list(_stores.values())


@dataclass
class RedactionResult:
    """What was redacted: the rows of the log, and how much was cleared at each place."""

    rows: list[Publication]
    cleared: dict[str, int | None] = field(default_factory=dict)
    redaction: Redaction | None = None


def redact(
    record_type: str, slug: str, numbers: Iterable[int], *, by: Any, reason: str, dry_run: bool = False
) -> RedactionResult:
    """Empty these rows of the log of one record everywhere. `dry_run`: only count what would be cleared.

    Raises `RedactionError`, and nothing is changed, if one of them is public now.
    """
    if not by.has_perm(REDACT_PERMISSION):
        raise PermissionDenied(f"{by} may not redact versions.")
    if not reason.strip() and not dry_run:
        raise RedactionError(_("Give the reason."))
    with transaction.atomic():
        with publishing.writing(Program("redaction")):  # it may end the record
            result = _redact(record_types()[record_type], slug, set(numbers), by, reason.strip())
        if dry_run:
            transaction.set_rollback(True)
    return result


def _redact(model: type[Record], slug: str, numbers: set[int], by: Any, reason: str) -> RedactionResult:
    # In the order of all writers: the record first, then the row that puts writers in a queue.
    list(model.objects.select_for_update(no_key=True).filter(slug=slug).values_list("pk"))
    ContentVersion.objects.select_for_update(no_key=True).get(pk=1)
    rows, newest = _select_rows(model, slug, numbers)
    number, now = publishing._take_numbers(1), timezone.now()
    target = _build_target(model, slug, rows, newest, number)
    cleared: dict[str, int | None] = {place.name: place.clear(target) for place in places()}
    cleared |= dict.fromkeys(_stores)  # not yet
    Publication.objects.create(
        number=number,
        record_type=model.type_code,
        slug=slug,
        version=newest.version,
        action=Action.REDACTED,
        at=now,
    )
    redaction = Redaction.objects.create(
        number=number,
        record_type=model.type_code,
        slug=slug,
        redacted=[row.number for row in rows],
        at=now,
        by=by,
        username=by.get_username(),
        reason=reason,
        cleared=cleared,
    )
    result = RedactionResult(rows, cleared, redaction)
    transaction.on_commit(partial(_purge_after_commit, result))
    return result


def _purge_after_commit(result: RedactionResult) -> None:
    assert result.redaction is not None
    result.cleared.update(purge_stores(result.redaction))


def purge_stores(redaction: Redaction) -> dict[str, int | None]:
    """Empty what is no table, and note how much; None where it failed, which is logged."""
    cleared: dict[str, int | None] = {}
    for store in stores():
        try:
            cleared[store.name] = store.purge()
        except Exception:  # one store that is away keeps none of the others
            log.exception("Redaction %s: %s could not be emptied.", redaction.number, store.name)
            cleared[store.name] = None
    redaction.cleared |= cleared
    redaction.save(update_fields=["cleared"])
    return cleared


def _select_rows(model: type[Record], slug: str, numbers: set[int]) -> tuple[list[Publication], Publication]:
    """The rows that are to be emptied, oldest first, and the record's newest version."""
    versions = list(
        Publication.objects.versions().filter(record_type=model.type_code, slug=slug).order_by("number")
    )
    unknown = numbers - {row.number for row in versions}
    if unknown or not numbers:
        raise RedactionError(_("There is no such version of “%(slug)s”.") % {"slug": slug})
    newest, rows, is_included = versions[-1], [], False
    for row in versions:
        # The end of a record repeats its title: it goes with the version before it.
        is_end = row.action in (Action.WITHDRAWN, Action.DELETED)
        if is_end and row.number in numbers and not is_included:
            raise RedactionError(
                _("The end of a record is redacted with the version before it: choose that.")
            )
        is_included = is_included if is_end else row.number in numbers or row.is_redacted
        if is_included and not row.is_redacted:
            rows.append(row)
    if newest in rows and newest.action in (Action.PUBLISHED, Action.CHANGED):
        message = _(
            "Version %(version)s of “%(slug)s” is public now. Correct the record or withdraw it, "
            "then redact this version."
        )
        raise RedactionError(message % {"version": newest.version, "slug": slug})
    if not rows:
        raise RedactionError(_("These versions have been redacted already."))
    return rows, newest


def _build_target(
    model: type[Record], slug: str, rows: list[Publication], newest: Publication, number: int
) -> RedactionTarget:
    alias = SlugAlias.objects.filter(record_type=model.type_code, slug=slug).values("target")
    kept = Publication.objects.filter(record_type=model.type_code, data__isnull=False)
    kept = kept.filter(models.Q(slug=slug) | models.Q(slug__in=alias), number__gt=rows[-1].number)
    following = kept.exclude(number__in=[row.number for row in rows]).order_by("number").first()
    live = model.objects.published().filter(models.Q(slug=slug) | models.Q(slug__in=alias)).first()
    present = {str(live.title_in(language)) for language in ("en", "zh-hans", "zh-hant")} if live else set()
    titles = {getattr(row, column) for row in rows for column in TITLE_COLUMNS}
    former = set(model.history.filter(slug=slug).values_list("id", flat=True))
    return RedactionTarget(
        number=number,
        model=model,
        slug=slug,
        rows=rows,
        is_complete=following is None,
        until=following.at if following else None,
        ids=frozenset(former | set(model.objects.filter(slug=slug).values_list("pk", flat=True))),
        titles=frozenset(titles - present - {""}),
    )
