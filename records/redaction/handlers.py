"""Redaction of the tables of this app."""

import json
from collections.abc import Iterable
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import ProtectedError, Q, RestrictedError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from records import publishing
from records.choices import ProposalState, RevisionState
from records.models import (
    BatchDraft,
    Proposal,
    Publication,
    Record,
    Revision,
    SourceLink,
    SourceUse,
    get_record_types,
)
from records.models.base import ConstrainedModel, get_part_models
from records.redaction import (
    TITLE_COLUMNS,
    RedactionError,
    RedactionTarget,
    register,
    register_store,
    split_revisions,
)
from records.snapshots import clear_editorial_values, get_foreign_keys


def _get_record_models() -> list[type[ConstrainedModel]]:
    return [table for model in get_record_types().values() for table in (model, *get_part_models(model))]


@register(gettext_noop("records"), *_get_record_models(), SourceLink)
def delete_withdrawn_record(target: RedactionTarget) -> int:
    """Delete a withdrawn record if no version of it remains."""
    if not target.is_complete:
        return 0
    rows = target.model.objects.filter(slug=target.slug, published_at__isnull=False)
    count = 0
    for record in rows:
        try:
            publishing.require_open_changes().delete(record)
        except (ProtectedError, RestrictedError) as error:
            objects: Any = getattr(error, "protected_objects", None) or getattr(
                error, "restricted_objects", ()
            )
            names = ", ".join(f"{obj._meta.verbose_name} “{obj}”" for obj in objects)
            message = _("“%(slug)s” can’t be deleted: these point to it: %(names)s.")
            raise RedactionError(message % {"slug": target.slug, "names": names}) from error
        count += 1
    return count


@register(gettext_noop("publication log"), Publication)
def clear_versions(target: RedactionTarget) -> int:
    numbers = [row.number for row in target.rows]
    empty: dict[str, Any] = {**dict.fromkeys(TITLE_COLUMNS, ""), "path": "", "data": None}
    return Publication.objects.filter(number__in=numbers).update(**empty, redacted_by=target.number)


@register(gettext_noop("titles of other records"), Publication, SourceUse)
def replace_titles_of_referencing_records(target: RedactionTarget) -> int:
    """Replace the title in records whose title contains it, as a membership contains that of its city."""
    count = 0
    for other in get_record_types().values():
        if other.title_in is Record.title_in or not target.titles:
            continue
        pointing = Q()
        for reference in get_foreign_keys(other):
            if reference.related_model is target.model:
                pointing |= Q(**{f"data__{reference.name}": target.slug})
        if not pointing:
            continue
        rows = Publication.objects.filter(pointing, record_type=other.type_code)
        slugs = set(rows.values_list("slug", flat=True))
        for table in (Publication, SourceUse):
            count += _replace_titles_in_rows(
                table.objects.filter(record_type=other.type_code, slug__in=slugs).only(*TITLE_COLUMNS), target
            )
    return count


def _replace_titles_in_rows(rows: Iterable[Any], target: RedactionTarget) -> int:
    count = 0
    for row in rows:
        before = [getattr(row, column) for column in TITLE_COLUMNS]
        after = [_replace_titles(text, target) for text in before]
        if after != before:
            values = dict(zip(TITLE_COLUMNS, after, strict=True))
            count += type(row).objects.filter(pk=row.pk).update(**values)
    return count


def _replace_titles(text: str, target: RedactionTarget) -> str:
    # Longest first: one title may contain another.
    for title in sorted(target.titles, key=len, reverse=True):
        text = text.replace(title, target.slug)
    return text


@register(gettext_noop("proposals"), Proposal)
def clear_proposals(target: RedactionTarget) -> int:
    """Delete the rows of proposals that may say what is redacted, and the words about them.

    A proposal without a row that waits is withdrawn.
    """
    leaving = {row.pk for row in split_revisions(target).leaving if not row.is_written}
    new = Revision.objects.filter(record_type=target.model.type_code, slug=target.slug, object_id=None)
    leaving |= set((new.filter(at__lt=target.until) if target.until else new).values_list("pk", flat=True))
    about = Q(revisions__record_type=target.model.type_code, revisions__object_id__in=target.ids)
    if target.until:
        about &= Q(revisions__at__lte=target.until)
    rows = Proposal.objects.filter(about | Q(revisions__in=leaving))
    ids = set(rows.values_list("pk", flat=True))
    Revision.objects.filter(pk__in=leaving).delete()
    for proposal in Proposal.objects.filter(pk__in=ids):
        proposal.title, proposal.problems = target.slug, {}
        proposal.reason = proposal.comment = proposal.alone_reason = ""
        waiting = proposal.revisions.filter(state=RevisionState.PROPOSED).count()
        if proposal.is_waiting:
            proposal.size = waiting
            if not waiting:
                proposal.state, proposal.decided_at = ProposalState.WITHDRAWN, timezone.now()
        proposal.save()
    count = len(ids)
    for title in sorted(target.titles, key=len, reverse=True):
        for proposal in Proposal.objects.filter(title__contains=title):
            proposal.title = proposal.title.replace(title, target.slug)
            proposal.save(update_fields=["title"])
            count += 1
    return count


@register(gettext_noop("revisions"), Revision)
def delete_revisions(target: RedactionTarget) -> int:
    """Delete the revisions before the next remaining version that equal none that remains.

    Those that stay lose their notes for editors. Corrections of versions that remain stay public. Revisions
    after a redacted version lose their reason, which may quote it.
    """
    rows = Revision.objects.filter(record_type=target.model.type_code, object_id__in=target.ids)
    split = split_revisions(target)
    count = rows.filter(pk__in=[revision.pk for revision in split.leaving]).delete()[0]
    if target.until is None:
        return count
    for revision in split.kept:
        data = clear_editorial_values(target.model, revision.data or {})
        if data != revision.data:
            count += rows.filter(pk=revision.pk).update(data=data)
    after = rows.filter(at__gte=target.rows[0].at, at__lte=target.until).exclude(reason="")
    return count + after.update(reason="")


@register(gettext_noop("batches in preparation"), BatchDraft)
def delete_batch_drafts(target: RedactionTarget) -> int:
    """Delete the tables of this type that aren't proposed yet: they may repeat the text."""
    return BatchDraft.objects.filter(record_type=target.model.type_code).delete()[0]


# The log of the admin may truncate longer titles.
_LOGGED_TITLE_LENGTH = 100


@register(gettext_noop("log of the admin"), LogEntry)
def clear_log_entries(target: RedactionTarget) -> int:
    """Clear entries about this record and replace its titles in others."""
    content_type = ContentType.objects.get_for_model(target.model)
    own = LogEntry.objects.filter(content_type=content_type, object_id__in=map(str, target.ids))
    if target.until is not None:
        own = own.filter(action_time__lte=target.until)
    count = own.update(object_repr=target.slug, change_message="")
    for title in target.titles:
        in_json = json.dumps(title)[1:-1]
        naming = Q(object_repr__contains=title[:_LOGGED_TITLE_LENGTH]) | Q(change_message__contains=title)
        for entry in LogEntry.objects.filter(naming | Q(change_message__contains=in_json)):
            text = entry.object_repr.replace(title, target.slug)
            entry.object_repr = target.slug if title[:_LOGGED_TITLE_LENGTH] in text else text[:200]
            for form in (title, in_json):
                entry.change_message = entry.change_message.replace(form, target.slug)
            entry.save(update_fields=["object_repr", "change_message"])
            count += 1
    return count


@register_store(gettext_noop("free space of the database file"))
def rewrite_default_database() -> int:
    """SQLite keeps deleted data in free pages of the file and its journal until they are overwritten."""
    if connection.vendor != "sqlite":
        return 0
    if connection.in_atomic_block:
        raise RuntimeError("The file is rewritten outside of a transaction.")
    rewrite_sqlite_database(connection)
    return 1


def rewrite_sqlite_database(database: BaseDatabaseWrapper) -> None:
    """Rewrite a SQLite database file and truncate its write-ahead log."""
    with database.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        is_busy, *_frames = cursor.fetchone()
    if is_busy:
        raise RuntimeError("The journal is still being read.")
