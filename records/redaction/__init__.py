"""Redaction: clearing versions of a record for legal or privacy reasons.

    redact("city", "datong", [12, 15], by=user, reason="…")

The publication log keeps number, time and action of each version; its content is deleted from every table
and store with data of records. Apps register functions that do so in their module `redaction_handlers`. A new
row of the log, with the action "redacted", informs API clients.
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
from records.choices import ENDS, Action
from records.models import (
    ContentVersion,
    Publication,
    Record,
    Redaction,
    Revision,
    SlugAlias,
    get_record_types,
)
from records.permissions import SystemWriter
from records.projections import clear_records
from records.publishing.past_versions import find_slugs_of_records
from records.snapshots import fill_snapshot, select_public_data
from records.texts.translation import OVERRIDES, get_text

log = logging.getLogger(__name__)

REDACT_PERMISSION = "records.redact_publication"
TITLE_COLUMNS = ("title_en", "title_zh_hans")


class RedactionError(Exception):
    """Nothing was redacted. The message is shown to the administrator."""


@dataclass(frozen=True)
class RedactionTarget:
    """The data to clear. `number`: that of the new row of the log; `rows`: the rows to clear."""

    number: int
    model: type[Record]
    slug: str
    rows: list[Publication]
    #: No later version of the record remains.
    is_complete: bool
    #: Time of the next remaining version; older data may contain what is redacted.
    until: datetime | None
    #: All primary keys that records with this slug have had.
    ids: frozenset[int]
    #: Titles in these versions that the published record no longer has.
    titles: frozenset[str]


@dataclass(frozen=True)
class RedactionHandler:
    """Clears tables with data of records. `clear` returns the number of cleared rows."""

    name: str
    models: tuple[type[models.Model], ...]
    clear: Callable[[RedactionTarget], int]


@dataclass(frozen=True)
class ExternalStore:
    """A cache or file with data of records. It is purged as a whole after the commit."""

    name: str
    purge: Callable[[], int]


_places: dict[str, RedactionHandler] = {}
_stores: dict[str, ExternalStore] = {}


def register(
    name: str, *tables: type[models.Model]
) -> Callable[[Callable[[RedactionTarget], int]], Callable[[RedactionTarget], int]]:
    """Register a function that clears `tables` of a redacted record, in the transaction of the redaction."""

    def add(clear: Callable[[RedactionTarget], int]) -> Callable[[RedactionTarget], int]:
        _places[name] = RedactionHandler(name, tables, clear)
        return clear

    return add


def register_store(name: str) -> Callable[[Callable[[], int]], Callable[[], int]]:
    """Register a function that purges a cache or file after the commit. Its exceptions are logged."""

    def add(purge: Callable[[], int]) -> Callable[[], int]:
        _stores[name] = ExternalStore(name, purge)
        return purge

    return add


def get_redaction_handlers() -> list[RedactionHandler]:
    return list(_places.values())


def get_external_stores() -> list[ExternalStore]:
    return list(_stores.values())


@dataclass
class RedactionResult:
    """The cleared rows of the log and the number of cleared rows by handler; None: not purged."""

    rows: list[Publication]
    revisions: "RevisionSplit"
    cleared: dict[str, int | None] = field(default_factory=dict)
    redaction: Redaction | None = None


@dataclass(frozen=True)
class RevisionSplit:
    """The revisions of a record that go with a redaction, and the earlier ones that stay."""

    leaving: list[Revision]
    kept: list[Revision]


def split_revisions(target: RedactionTarget) -> RevisionSplit:
    """Return which revisions before the next remaining version go.

    Drafts between two versions may contain what is redacted. What equals a version that stays doesn't.
    """
    rows = Revision.objects.filter(record_type=target.model.type_code, object_id__in=target.ids)
    if target.until is None:
        return RevisionSplit(list(rows.order_by("pk")), [])
    slugs = find_slugs_of_records(target.model.type_code, [target.slug])[target.slug]
    versions = Publication.objects.filter(record_type=target.model.type_code, slug__in=slugs)
    versions = versions.filter(data__isnull=False).exclude(number__in=[row.number for row in target.rows])
    public = [fill_snapshot(target.model, row.data or {}) for row in versions]
    public = [select_public_data(target.model, data) for data in public]
    split = RevisionSplit([], [])
    for revision in rows.filter(at__lt=target.until).order_by("pk"):
        data = revision.data and fill_snapshot(target.model, revision.data)
        stays = data is not None and select_public_data(target.model, data) in public
        (split.kept if stays else split.leaving).append(revision)
    return split


def redact(
    record_type: str, slug: str, numbers: Iterable[int], *, by: Any, reason: str, dry_run: bool = False
) -> RedactionResult:
    """Redact these log rows of one record. `dry_run`: only count the rows to clear.

    Raises `RedactionError` if one of them is the published version.
    """
    if not by.has_perm(REDACT_PERMISSION):
        raise PermissionDenied(f"{by} may not redact versions.")
    if not reason.strip() and not dry_run:
        raise RedactionError(_("Give the reason."))
    with transaction.atomic():
        with publishing.publication_transaction(SystemWriter("redaction")):  # it may delete the record
            result = _redact(get_record_types()[record_type], slug, set(numbers), by, reason.strip())
        if dry_run:
            transaction.set_rollback(True)
    return result


def _redact(model: type[Record], slug: str, numbers: set[int], by: Any, reason: str) -> RedactionResult:
    # Same lock order as in `records.publishing`: records, then the publication lock.
    list(model.objects.select_for_update(no_key=True).filter(slug=slug).values_list("pk"))
    ContentVersion.objects.select_for_update(no_key=True).get(pk=1)
    rows, newest = _select_rows(model, slug, numbers)
    number, now = publishing.take_publication_numbers(1), timezone.now()
    target = _build_target(model, slug, rows, newest, number)
    revisions = split_revisions(target)
    cleared: dict[str, int | None] = {place.name: place.clear(target) for place in get_redaction_handlers()}
    is_public = model.objects.published().filter(slug=slug).exists()
    cleared |= clear_records(model.type_code, [slug], are_public=is_public)
    cleared |= dict.fromkeys(_stores)  # not yet
    row = Publication.objects.create(
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
    publishing.content_changed.send(sender=redact, publications=[row])
    result = RedactionResult(rows, revisions, cleared, redaction)
    transaction.on_commit(partial(_purge_after_commit, result))
    return result


def _purge_after_commit(result: RedactionResult) -> None:
    assert result.redaction is not None
    result.cleared.update(purge_stores(result.redaction))


def purge_stores(redaction: Redaction) -> dict[str, int | None]:
    """Purge external stores and save the counts; None where it failed, which is logged."""
    cleared: dict[str, int | None] = {}
    for store in get_external_stores():
        try:
            cleared[store.name] = store.purge()
        except Exception:  # a failing store must not stop the others
            log.exception("Redaction %s: %s could not be emptied.", redaction.number, store.name)
            cleared[store.name] = None
    redaction.cleared |= cleared
    redaction.save(update_fields=["cleared"])
    return cleared


def _select_rows(model: type[Record], slug: str, numbers: set[int]) -> tuple[list[Publication], Publication]:
    """Return the rows to clear, oldest first, and the newest version of the record."""
    versions = list(
        Publication.objects.versions().filter(record_type=model.type_code, slug=slug).order_by("number")
    )
    unknown = numbers - {row.number for row in versions}
    if unknown or not numbers:
        raise RedactionError(_("There is no such version of “%(slug)s”.") % {"slug": slug})
    newest, rows, is_included = versions[-1], [], False
    for row in versions:
        # The row of a withdrawal or deletion repeats the title: it is cleared with the version before it.
        is_end = row.action in ENDS
        if is_end and row.number in numbers and not is_included:
            raise RedactionError(
                _("The end of a record is redacted with the version before it: choose that.")
            )
        is_included = is_included if is_end else row.number in numbers or row.is_redacted
        if is_included and not row.is_redacted:
            rows.append(row)
    if newest in rows and newest.is_current:
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
    titles = {title for row in rows for title in _list_titles(model, row)}
    revisions = Revision.objects.filter(record_type=model.type_code, slug=slug)
    former_ids: Any = set(revisions.filter(object_id__isnull=False).values_list("object_id", flat=True))
    return RedactionTarget(
        number=number,
        model=model,
        slug=slug,
        rows=rows,
        is_complete=following is None,
        until=following.at if following else None,
        ids=frozenset(former_ids | set(model.objects.filter(slug=slug).values_list("pk", flat=True))),
        titles=frozenset(titles - present - {""}),
    )


def _list_titles(model: type[Record], row: Publication) -> list[str]:
    """Return the titles of a version in all languages; the log of the admin may contain any of them."""
    name = "title" if "title" in model.translated_fields else "name"
    override = ((row.data or {}).get(OVERRIDES) or {}).get(name, "")
    return [
        *(getattr(row, column) for column in TITLE_COLUMNS),
        str(get_text(row, "title", "zh-hant")),
        override,
    ]
