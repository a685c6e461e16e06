"""What figures of a content version take from other records, read from the publication log."""

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Exists, OuterRef

from records.models import FigureEntry, Publication, get_record_types
from records.projections.figure_index import build_figure_entries, iterate_unit_keys
from records.projections.figure_models import RecordKey, get_unit_models
from records.projections.repeated_figures import get_value_models, match_same_as, may_repeat
from records.publishing import get_content_version
from records.publishing.past_versions import find_versions_at
from records.snapshots import fill_snapshot


def load_units_at(keys: Iterable[RecordKey], number: int) -> dict[RecordKey, str]:
    """Return the units of variables at a content version, without those that were redacted."""
    units, wanted = {}, set(keys)
    for code in get_unit_models():
        slugs = {slug for own_code, slug in wanted if own_code == code}
        for slug, row in find_versions_at(code, slugs, number).items() if slugs else ():
            if row.data is not None:
                units[code, slug] = row.data["unit"]
    return units


def build_entries_at(
    rows: Iterable[Publication], number: int
) -> Iterator[tuple[Publication, list[FigureEntry]]]:
    """Yield versions with their figures at a content version, without those whose unit was redacted."""
    types = get_record_types()
    filled = [(row, fill_snapshot(types[row.record_type], row.data or {})) for row in rows]
    units = load_units_at({key for pair in filled for key in iterate_unit_keys(*pair)}, number)
    for row, data in filled:
        if all(key in units for key in iterate_unit_keys(row, data)):
            yield row, build_figure_entries(row, data, units)


def set_same_as_at(entries: Sequence[FigureEntry], number: int) -> None:
    """Set `same_as` of figures as it was at a content version."""
    facts = [entry for entry in entries if may_repeat(entry)]
    if not facts:
        return
    if number == get_content_version():
        stored = FigureEntry.objects.filter(slug__in={fact.slug for fact in facts}).exclude(same_as="")
        found = dict(stored.values_list("identifier", "same_as"))
        for fact in facts:
            fact.same_as = found.get(fact.identifier, "")
        return
    values = [value for code in get_value_models() for value in _load_values_at(code, facts, number)]
    match_same_as(facts, values)


def _load_values_at(code: str, facts: Sequence[FigureEntry], number: int) -> list[FigureEntry]:
    """Return the figures of a record type that facts may repeat. It reads all versions up to then."""
    fields = get_value_models()[code].fields
    later = Publication.objects.versions().filter(
        record_type=code, slug=OuterRef("slug"), number__gt=OuterRef("number"), number__lte=number
    )
    about = {
        f"data__{fields.subject}__in": sorted({fact.subject_slug for fact in facts}),
        f"data__{fields.variable}__in": sorted({fact.variable_slug for fact in facts}),
    }
    rows = Publication.objects.filter(record_type=code, number__lte=number, **about).exclude(Exists(later))
    return [entry for _row, entries in build_entries_at(rows, number) for entry in entries]
