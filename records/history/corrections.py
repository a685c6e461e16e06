"""The public list of corrections: versions that an editor marked as the correction of an error.

An entry is public as long as its record is published: old and new values, time, number and reason. The
reasons of other revisions and the writers of all of them aren't public.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from records.choices import Action, RevisionKind, Status
from records.diff.lines import FieldDifference
from records.history import annotate_data_before, compare_rows
from records.models import FigureEntry, Publication, Revision, get_record_types
from records.models.figure_index import build_identifier
from records.models.revision import RevisionQuerySet
from records.projections.figure_index import build_figure_entries, iterate_unit_keys
from records.projections.figure_models import RecordKey, get_figure_models
from records.snapshots import fill_snapshot
from records.texts.translation import Text, get_text_from_columns, is_mostly_chinese

_Sides = tuple[FigureEntry | None, FigureEntry | None]


@dataclass(frozen=True)
class CorrectedFigure:
    """A figure before and after a correction, None where there was none, with its present identifier."""

    identifier: str
    before: FigureEntry | None
    after: FigureEntry | None


@dataclass(frozen=True)
class CorrectedField:
    """A changed field, with the figure of whose quantity it is."""

    line: FieldDifference
    figure: CorrectedFigure | None


@dataclass(frozen=True)
class Correction:
    """A corrected version of a published record, in the active language.

    `slug`, `title` and `path` (without a language) are the present ones of the record. `lines` has the
    changed fields; it is None if the version before was redacted, so that the old values can't be shown.
    `figures`: those of the record that differ, by their keys.
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
    figures: Mapping[str, "CorrectedFigure"] = field(default_factory=dict)

    @property
    def changed_fields(self) -> list["CorrectedField"] | None:
        """The changed fields, each with the figure that it is the quantity of."""
        if self.lines is None:
            return None
        return [
            CorrectedField(
                line, self.figures.get(line.figure_key or "") if line.figure_key is not None else None
            )
            for line in self.lines
        ]

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
    newest = (
        Revision.objects.written()
        .filter(record_type=OuterRef("record_type"), object_id=OuterRef("object_id"))
        .order_by("-pk")
    )
    before = Publication.objects.filter(
        record_type=OuterRef("record_type"), slug=OuterRef("slug"), number__lt=OuterRef("publication")
    ).exclude(action__in=(Action.WITHDRAWN, Action.DELETED, Action.REDACTED))
    rename = Publication.objects.filter(number=OuterRef("publication"), action=Action.RENAMED)
    corrections = Revision.objects.written().filter(
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
    """Describe revisions of `get_public_corrections()`, in their order. Runs at most four queries."""
    revisions = list(revisions)
    if not revisions:
        return []
    rows = Publication.objects.filter(number__in=[revision.publication for revision in revisions])
    annotated = list(annotate_data_before(rows))
    compared, figures = compare_rows(annotated), _compare_figures(annotated)
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
            figures={
                key: CorrectedFigure(
                    build_identifier(revision.record_type, revision.present_slug, key), *sides
                )
                for key, sides in figures.get(revision.publication, {}).items()
            },
        )
        for revision in revisions
        if (row := present.get((revision.record_type, revision.present_slug)))
    ]


def _compare_figures(rows: Iterable[Any]) -> dict[int, dict[str, _Sides]]:
    """Return the figures of rows with the data `before`, before and after, by number and key."""
    compared = [
        (row, [fill_snapshot(get_record_types()[row.record_type], data) for data in (row.before, row.data)])
        for row in rows
        if row.record_type in get_figure_models() and row.data is not None and row.before is not None
    ]
    units = _UnitHistory(
        key for row, sides in compared for data in sides for key in iterate_unit_keys(row, data)
    )
    figures: dict[int, dict[str, _Sides]] = {}
    for row, sides in compared:
        before, after = (
            {
                entry.key: entry
                for entry in build_figure_entries(
                    row, data, units.read(iterate_unit_keys(row, data), row.number)
                )
            }
            for data in sides
        )
        figures[row.number] = {key: (before.get(key), after.get(key)) for key in {**before, **after}}
    return figures


class _UnitHistory:
    """The units that variables have had. One query, or none."""

    def __init__(self, keys: Iterable[RecordKey]) -> None:
        slugs: dict[str, set[str]] = defaultdict(set)
        for code, slug in keys:
            slugs[code].add(slug)
        self._units: dict[RecordKey, list[tuple[int, str]]] = defaultdict(list)
        if slugs:
            condition = reduce(or_, (Q(record_type=code, slug__in=group) for code, group in slugs.items()))
            rows = Publication.objects.filter(condition).order_by("number")
            for code, slug, number, unit in rows.values_list("record_type", "slug", "number", "data__unit"):
                if unit is not None:
                    self._units[code, slug].append((number, unit))

    def read(self, keys: Iterable[RecordKey], number: int) -> dict[RecordKey, str]:
        """Return the unit of each variable at a content version; empty if it was redacted."""
        return {
            key: next((unit for first, unit in reversed(self._units[key]) if first <= number), "")
            for key in keys
        }


def _find_present_rows(revisions: Sequence[Any]) -> dict[tuple[str, str], Publication]:
    """Return the current version of each record, by type and slug."""
    slugs: dict[str, set[str]] = defaultdict(set)
    for revision in revisions:
        slugs[revision.record_type].add(revision.present_slug)
    condition = reduce(or_, (Q(record_type=code, slug__in=group) for code, group in slugs.items()))
    rows = Publication.objects.current().filter(condition).defer("data")
    return {(row.record_type, row.slug): row for row in rows}
