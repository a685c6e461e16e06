"""The figures of a content version, read from the snapshots of the publication log."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from api.records.selectors import Row, iterate_versions_as_of
from records.models import FigureEntry, Publication
from records.models.base import get_record_types
from records.projections.figure_index import (
    RecordKey,
    build_figure_entries,
    get_figure_models,
    get_unit_models,
    iterate_unit_keys,
)
from records.publishing.past_versions import find_versions_at
from records.snapshots import fill_snapshot


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
        yield from _build_entries(logged, number)


def _build_entries(rows: list[Publication], number: int) -> Iterator[tuple[Publication, list[FigureEntry]]]:
    """Yield versions with their figures, without those whose unit was redacted."""
    filled = [(row, fill_snapshot(get_record_types()[row.record_type], row.data or {})) for row in rows]
    units = _load_units({key for pair in filled for key in iterate_unit_keys(*pair)}, number)
    for row, data in filled:
        if all(key in units for key in iterate_unit_keys(row, data)):
            yield row, list(build_figure_entries(row, data, units))


def _load_units(keys: Iterable[RecordKey], number: int) -> dict[RecordKey, str]:
    units = {}
    for code in get_unit_models():
        slugs = {slug for own_code, slug in keys if own_code == code}
        for slug, row in find_versions_at(code, slugs, number).items() if slugs else ():
            if row.data is not None:
                units[code, slug] = row.data["unit"]
    return units
