"""Figures that repeat another one: a key fact of a city that is a value of an indicator, too.

A part repeats a record that is a figure itself if both have the same subject, variable, value, unit, year and
evidence level. `same_as` of the part is then the identifier of the record.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from records.models.figure_index import FigureEntry
from records.projections.figure_models import PROPERTY_TYPE, FigureModel, RecordKey, get_figure_models

_COMPARED = (
    *("subject_type", "subject_slug", "variable_type", "variable_slug"),
    *("value", "unit", "year", "evidence"),
)
_BATCH_SIZE = 500


@cache
def get_value_models() -> dict[str, FigureModel]:
    """Return the record types, by type code, that are figures about another record: indicator values."""
    return {
        code: model
        for code, models in get_figure_models().items()
        for model in models
        if not model.accessor and model.fields.subject and model.fields.variable
    }


@cache
def list_subject_types() -> frozenset[str]:
    """Return the type codes of what they are about: cities."""
    return frozenset(model.subject_model.type_code for model in get_value_models().values())


def may_repeat(entry: FigureEntry) -> bool:
    """Return whether a figure is a part that can repeat another figure."""
    is_comparable = bool(entry.key and entry.year) and entry.variable_type != PROPERTY_TYPE
    return is_comparable and entry.record_type in list_subject_types()


def match_same_as(facts: Iterable[FigureEntry], values: Iterable[FigureEntry]) -> None:
    """Set `same_as` of facts; of several equal values, to the one with the same period, or to the first."""
    by_content: dict[Any, list[FigureEntry]] = defaultdict(list)
    for value in values:
        by_content[_get_content(value)].append(value)
    for fact in facts:
        equal = by_content.get(_get_content(fact), ())
        ranked = sorted((one.period != fact.period, one.identifier) for one in equal)
        fact.same_as = ranked[0][1] if ranked else ""


def _get_content(entry: FigureEntry) -> tuple[Any, ...]:
    return tuple(getattr(entry, name) for name in _COMPARED)


def find_subjects(slugs_by_type: Mapping[str, Collection[str]]) -> set[RecordKey]:
    """Return what the stored figures of these records are about, if others may repeat them."""
    subjects: set[RecordKey] = set()
    for code in get_value_models():
        if slugs := slugs_by_type.get(code):
            stored = FigureEntry.objects.filter(record_type=code, slug__in=slugs)
            subjects |= set(stored.values_list("subject_type", "subject_slug").distinct())
    return subjects


def update_same_as(subjects: Collection[RecordKey]) -> None:
    """Update `same_as` of the parts of these records. At most three queries for a type of records."""
    for code in list_subject_types():
        slugs = [slug for own_code, slug in subjects if own_code == code]
        if slugs:
            _update_parts(code, slugs)


def _update_parts(code: str, slugs: Collection[str]) -> None:
    parts = FigureEntry.objects.filter(record_type=code, slug__in=slugs).exclude(variable_type=PROPERTY_TYPE)
    facts = [entry for entry in parts if may_repeat(entry)]
    before = [fact.same_as for fact in facts]
    match_same_as(facts, _select_values(facts) if facts else ())  # without facts, as mostly, no query
    changed = [fact for fact, same_as in zip(facts, before, strict=True) if fact.same_as != same_as]
    FigureEntry.objects.bulk_update(changed, ["same_as"], batch_size=_BATCH_SIZE)


def _select_values(facts: Sequence[FigureEntry]) -> Any:
    return FigureEntry.objects.filter(
        record_type__in=list(get_value_models()),
        variable_slug__in={fact.variable_slug for fact in facts},
        subject_slug__in={fact.subject_slug for fact in facts},
        year__in={fact.year for fact in facts},
    )
