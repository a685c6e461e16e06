"""Rows of the publication log and their numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q
from django.dispatch import Signal

from records.choices import Action
from records.models import ContentVersion, Publication, Revision, SlugAlias, Source
from records.models.base import Record
from records.projections.source_usage import get_record_titles

#: Sent at the end of the transaction. `publications`: the new rows of the log, in order.
content_changed = Signal()


@dataclass(frozen=True)
class LeavingRecord:
    """The data that the log needs of a record that is deleted or gets another slug."""

    pk: int
    slug: str
    titles: dict[str, str]


@dataclass(frozen=True)
class PendingPublication:
    """An unsaved row of the log and the unsaved revision of the same change."""

    row: Publication
    revision: Revision | None

    def set_number(self, number: int, now: datetime) -> None:
        """Set number and time of the row; the revision refers to it."""
        self.row.number, self.row.at = number, now
        if self.revision is not None:
            self.revision.publication = number


def build_publication(
    record: Record, action: Action, data: dict[str, Any] | None, former_slug: str = ""
) -> Publication:
    """Build the log row of a record that is published, changed, renamed or withdrawn."""
    return Publication(
        record_type=record.type_code,
        slug=record.slug,
        version=record.version,
        action=action,
        path=record.path if data is not None else "",
        data=data,
        is_current=data is not None,
        former_slug=former_slug,
        **get_record_titles(record),
    )


def build_end(
    model: type[Record], leaving: LeavingRecord, last: Publication, action: Action, renamed_to: str
) -> Publication:
    """Build the log row that ends a slug; `renamed_to`: the slug that replaces it, if any."""
    return Publication(
        record_type=model.type_code,
        slug=leaving.slug,
        version=last.version + 1,
        action=action,
        data=None,
        renamed_to=renamed_to,
        **leaving.titles,
    )


def clear_hidden_addresses(sources: Iterable[Source]) -> None:
    """Clear the addresses of sources that pages do not link to in all versions; some may have them."""
    slugs = [source.slug for source in sources if not source.link_ok and source.published_at]
    if not slugs:
        return
    former_slugs = SlugAlias.objects.filter(record_type=Source.type_code, target__in=slugs).values("slug")
    rows = Publication.objects.filter(Q(slug__in=slugs) | Q(slug__in=former_slugs), data__isnull=False)
    rows = rows.filter(record_type=Source.type_code).exclude(data__url="").only("data")
    for row in rows:
        Publication.objects.filter(pk=row.pk).update(data=Source.clear_addresses(row.data or {}))


def get_newest_rows(model: type[Record], slugs: Iterable[str]) -> dict[str, Publication]:
    """Return the newest row of the log by slug."""
    rows = Publication.objects.filter(record_type=model.type_code, slug__in=list(slugs)).latest_versions()
    return {row.slug: row for row in rows}


def take_publication_numbers(count: int) -> int:
    """Reserve `count` consecutive publication numbers and return the first."""
    table = connection.ops.quote_name(ContentVersion._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET number = number + %s WHERE id = 1 RETURNING number", [count])
        (newest,) = cursor.fetchone()
    return newest - count + 1


def get_content_version() -> int:
    """Return the number of the newest publication; 0 if there is none."""
    return ContentVersion.objects.values_list("number", flat=True).first() or 0
