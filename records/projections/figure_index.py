"""Writing the figure index: rows of `FigureEntry` from the snapshots in the publication log."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from types import SimpleNamespace
from typing import Any

from django.db.models import Case, Value, When
from django.utils.translation import gettext_noop

from records.models.base import get_record_types
from records.models.figure_index import FigureEntry, build_identifier
from records.models.log import Publication
from records.projections import Projection, Timing, Update, delete_rows, register
from records.projections.figure_models import (
    PROPERTY_TYPE,
    FigureModel,
    RecordKey,
    get_figure_models,
    get_unit_models,
)
from records.projections.repeated_figures import find_subjects, update_same_as
from records.snapshots import fill_snapshot
from records.texts.translation import OVERRIDES, get_text

#: Columns that a new version of a figure replaces.
_REPLACED = [
    field.name
    for field in FigureEntry._meta.concrete_fields
    if field.name not in ("id", "identifier", "record_type", "slug", "key")
]
_BATCH_SIZE = 500


# -- rows -------------------------------------------------------------------------------------------


def build_figure_entries(
    row: Publication, data: Mapping[str, Any], units: Mapping[RecordKey, str]
) -> list[FigureEntry]:
    """Build the unsaved entries of a version: `row` of the log with the complete snapshot `data`.

    `units`: the unit of each variable that has the unit of its figures. Rows without an amount are left out.
    """
    record_model = get_record_types()[row.record_type]
    found = [
        (figure_model, figure)
        for figure_model in get_figure_models().get(row.record_type, ())
        for figure in (data[figure_model.accessor] if figure_model.accessor else [data])
        if figure["value"] is not None
    ]
    place = (data[record_model.place_field] or "") if record_model.place_field else ""
    return [
        FigureEntry(
            record_type=row.record_type,
            slug=row.slug,
            position=position,
            number=row.number,
            place=place,
            **_build_keys(row, figure_model, figure),
            **_build_references(row, figure_model, figure, units),
            **_build_texts(figure_model, figure),
            **_build_values(figure),
        )
        for position, (figure_model, figure) in enumerate(found)
    ]


def _build_keys(row: Publication, figure_model: FigureModel, figure: Mapping[str, Any]) -> dict[str, str]:
    key = figure["key"] if figure_model.accessor else ""
    return {
        "identifier": build_identifier(row.record_type, row.slug, key),
        "key": key,
        "part_type": figure_model.part_type,
        "path": f"{row.path}#{key}" if key else row.path,
    }


def _build_references(
    row: Publication,
    figure_model: FigureModel,
    figure: Mapping[str, Any],
    units: Mapping[RecordKey, str],
) -> dict[str, str]:
    fields = figure_model.fields
    subject: RecordKey = (row.record_type, row.slug)
    if fields.subject:
        subject = (figure_model.subject_model.type_code, figure[fields.subject])
    variable: RecordKey = (PROPERTY_TYPE, figure.get("measured_property", ""))
    if fields.variable and figure[fields.variable]:
        variable = (figure_model.variable_model.type_code, figure[fields.variable])
    return {
        "subject_type": subject[0],
        "subject_slug": subject[1],
        "variable_type": variable[0],
        "variable_slug": variable[1],
        "unit": figure["unit"] if fields.has_unit else units[variable],
    }


def _build_texts(figure_model: FigureModel, figure: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of label, period and note, and their own texts in Traditional Chinese."""
    labels = figure_model.fields.labels
    given = figure.get(OVERRIDES) or {}
    overrides = {name: given[name] for name in ("period", "note") if name in given}
    if given.keys() & set(labels):
        texts = SimpleNamespace(**figure)
        overrides["label"] = _join_labels(get_text(texts, name, "zh-hant") for name in labels)
    columns = {
        f"label_{column}": _join_labels(figure[f"{name}_{column}"] for name in labels)
        for column in ("en", "zh_hans")
    }
    names = ("period_en", "period_zh_hans", "note_en", "note_zh_hans")
    return {**columns, **{name: figure[name] for name in names}, OVERRIDES: overrides}


def _join_labels(labels: Iterable[str]) -> str:
    return " → ".join(label for label in labels if label)


def _build_values(figure: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "value": Decimal(str(figure["value"])),
        "year": figure["year"],
        "amount_type": figure.get("amount_type", ""),
        "precision": figure["precision"],
        "evidence": figure["evidence"],
        "source_type": figure["source_type"],
        "sources": figure["sources"],
    }


# -- writing ----------------------------------------------------------------------------------------


def build_figure_index(rows: Sequence[Publication]) -> Update:
    """Build the entries of the records of these rows of the log.

    In the publication transaction, the live tables equal the new rows, which aren't written yet. The number
    of queries doesn't depend on the number of records.
    """
    own = [row for row in rows if row.record_type in get_figure_models()]
    entries = _build_entries_of_rows(own) if own else []

    def save() -> int:
        slugs = _group_slugs(own)
        subjects = find_subjects(slugs)
        if own:
            _write_entries(entries)
            _delete_replaced_entries(slugs, min(row.number for row in own))
        subjects |= {(entry.subject_type, entry.subject_slug) for entry in entries}
        update_same_as(subjects | _update_units(rows))
        return len(entries)

    return Update(len(entries), save)


def _write_entries(entries: Sequence[FigureEntry]) -> None:
    # The row of a figure stays, so that a client that pages through the list finds it once.
    FigureEntry.objects.bulk_create(
        entries,
        batch_size=_BATCH_SIZE,
        update_conflicts=True,
        unique_fields=["identifier"],
        update_fields=_REPLACED,
    )


def _build_entries_of_rows(rows: Iterable[Publication]) -> list[FigureEntry]:
    types = get_record_types()
    public = [(row, fill_snapshot(types[row.record_type], row.data)) for row in rows if row.data is not None]
    units = _load_units(public)
    return [entry for row, data in public for entry in build_figure_entries(row, data, units)]


def _group_slugs(rows: Iterable[Publication]) -> dict[str, list[str]]:
    slugs_by_type: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        slugs_by_type[row.record_type].append(row.slug)
    return slugs_by_type


def _delete_replaced_entries(slugs_by_type: Mapping[str, Collection[str]], first: int) -> None:
    """Delete what these records no longer have: entries of publications before the `first` of them."""
    for record_type, slugs in slugs_by_type.items():
        FigureEntry.objects.filter(record_type=record_type, slug__in=slugs, number__lt=first).delete()


def _load_units(rows: Iterable[tuple[Publication, Mapping[str, Any]]]) -> dict[RecordKey, str]:
    """Return the present unit of each variable that these figures need."""
    slugs: dict[str, set[str]] = defaultdict(set)
    for row, data in rows:
        for code, slug in iterate_unit_keys(row, data):
            slugs[code].add(slug)
    return {
        (code, slug): unit
        for code, own in slugs.items()
        for slug, unit in get_unit_models()[code].objects.filter(slug__in=own).values_list("slug", "unit")
    }


def iterate_unit_keys(row: Publication, data: Mapping[str, Any]) -> Iterator[RecordKey]:
    for figure_model in get_figure_models()[row.record_type]:
        fields = figure_model.fields
        if not fields.has_unit:
            for figure in data[figure_model.accessor] if figure_model.accessor else [data]:
                yield figure_model.variable_model.type_code, figure[fields.variable]


def _update_units(rows: Sequence[Publication]) -> set[RecordKey]:
    """Update the unit of figures whose variable has another one now, and return what these are about.

    Their records have no new version.
    """
    subjects: set[RecordKey] = set()
    for code in get_unit_models():
        published = {row.slug: row for row in rows if row.record_type == code and row.data is not None}
        changed = _find_changed_units(code, published) if published else {}
        if changed:
            cases = [When(variable_slug=slug, then=Value(unit)) for slug, unit in changed.items()]
            own = FigureEntry.objects.filter(variable_type=code, variable_slug__in=changed, key="")
            own.update(unit=Case(*cases))
            subjects |= set(own.values_list("subject_type", "subject_slug").distinct())
    return subjects


def _find_changed_units(code: str, published: Mapping[str, Publication]) -> dict[str, str]:
    """Return the new unit by slug."""
    first = min(row.number for row in published.values())
    former = Publication.objects.filter(record_type=code, slug__in=published, number__lt=first)
    before = {row.slug: row.data["unit"] for row in former.latest_versions() if row.data is not None}
    now = {slug: row.data["unit"] for slug, row in published.items() if row.data is not None}
    return {slug: unit for slug, unit in now.items() if before.get(slug, unit) != unit}


register(
    Projection(
        name="figures",
        title=gettext_noop("figures"),
        tables=(FigureEntry,),
        timing=Timing.AT_ONCE,
        build=build_figure_index,
        clear=partial(delete_rows, FigureEntry),
    )
)
