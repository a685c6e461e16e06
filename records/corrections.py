"""The public list of corrections: versions that an editor marked as the correction of an error.

An entry is public as long as its record is published: old and new values, time, number and reason. The
reasons of other revisions and the writers of all of them aren't public.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from records.choices import Action, RevisionKind, Status
from records.diff.lines import FieldDifference
from records.history import compare_publications
from records.models import Publication, Revision, get_record_types
from records.models.revision import RevisionQuerySet
from records.texts.translation import Text, get_text_from_columns, is_mostly_chinese


@dataclass(frozen=True)
class Correction:
    """A corrected version of a published record, in the active language.

    `slug`, `title` and `path` (without a language) are the present ones of the record. `lines` has the
    changed fields; it is None if the version before was redacted, so that the old values can't be shown.
    """

    record_type: str
    slug: str
    title: Any
    path: str
    number: int
    version: int
    at: datetime
    reason: str
    lines: list[FieldDifference] | None

    @property
    def reason_text(self) -> Text:
        return get_reason_text(self.reason)

    @property
    def type_name(self) -> str:
        return str(get_record_types()[self.record_type]._meta.verbose_name)


def get_reason_text(reason: str) -> Text:
    """Return a reason, which is written in one language, in the script of the page."""
    column = "zh_hans" if is_mostly_chinese(reason) else "en"
    return get_text_from_columns({column: reason})


def get_public_corrections() -> RevisionQuerySet:
    """Return the revisions that the list of corrections shows, newest first, with `present_slug`.

    Corrections of records that are published now, of which an earlier version was public.
    """
    newest = Revision.objects.filter(
        record_type=OuterRef("record_type"), object_id=OuterRef("object_id")
    ).order_by("-pk")
    before = Publication.objects.filter(
        record_type=OuterRef("record_type"), slug=OuterRef("slug"), number__lt=OuterRef("publication")
    ).exclude(action__in=(Action.WITHDRAWN, Action.DELETED, Action.REDACTED))
    rename = Publication.objects.filter(number=OuterRef("publication"), action=Action.RENAMED)
    corrections = Revision.objects.filter(
        Exists(before) | Exists(rename),
        kind=RevisionKind.CORRECTION,
        publication__isnull=False,
        status=Status.PUBLISHED,
    )
    # The newest revisions equal the live tables.
    annotated = corrections.annotate(
        present_slug=Subquery(newest.values("slug")[:1]), present_status=Subquery(newest.values("status")[:1])
    )
    return annotated.filter(present_status=Status.PUBLISHED).order_by("-publication")


def build_corrections(revisions: Iterable[Any]) -> list[Correction]:
    """Describe revisions of `get_public_corrections()`, in their order. Runs at most three queries."""
    revisions = list(revisions)
    if not revisions:
        return []
    rows = Publication.objects.filter(number__in=[revision.publication for revision in revisions])
    compared = compare_publications(rows)
    present = _find_present_rows(revisions)
    return [
        Correction(
            record_type=revision.record_type,
            slug=revision.present_slug,
            title=row.title,
            path=row.path,
            number=revision.publication,
            version=revision.version,
            at=revision.at,
            reason=revision.reason,
            lines=compared.get(revision.publication),
        )
        for revision in revisions
        if (row := present.get((revision.record_type, revision.present_slug)))
    ]


def _find_present_rows(revisions: Sequence[Any]) -> dict[tuple[str, str], Publication]:
    """Return the current version of each record, by type and slug."""
    slugs: dict[str, set[str]] = defaultdict(set)
    for revision in revisions:
        slugs[revision.record_type].add(revision.present_slug)
    condition = reduce(or_, (Q(record_type=code, slug__in=group) for code, group in slugs.items()))
    rows = Publication.objects.current().filter(condition).defer("data")
    return {(row.record_type, row.slug): row for row in rows}
