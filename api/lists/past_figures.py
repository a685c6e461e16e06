"""The figures of a content version, read from the snapshots of the publication log."""

from collections.abc import Iterator, Sequence
from typing import Any

from api.records.selectors import Row, iterate_versions_as_of
from records.figures.past_figures import build_entries_at, set_same_as_at
from records.models import FigureEntry, Publication
from records.models.base import get_record_types
from records.projections.figure_models import get_figure_models


def walk_figures(number: int, position: Sequence[Any] | None = None) -> Iterator[Row]:
    """Yield the figures of a content version after a position, each with its own.

    They are ordered by type and slug of their record. A position is these two and the index in the record.
    """
    code, slug, index = position or ("", "", -1)
    for own_code in sorted(get_figure_models()):
        if own_code < code:
            continue
        after = (slug, index) if own_code == code else ("", -1)
        for row, entries in _iter_records(own_code, number, after[0]):
            for at, entry in enumerate(entries):
                if (row.slug, at) > after:
                    yield entry, [own_code, row.slug, at]


def _iter_records(code: str, number: int, slug: str) -> Iterator[tuple[Publication, list[FigureEntry]]]:
    """Yield the versions of a record type from a slug on, with their figures."""
    for logged in iterate_versions_as_of(get_record_types()[code], number, slug, includes_slug=True):
        built = list(build_entries_at(logged, number))
        set_same_as_at([entry for _row, entries in built for entry in entries], number)
        yield from built
