"""Which sources a published record, its fields and its parts use: the rows of `SourceUse`."""

from collections.abc import Collection, Iterable, Sequence
from functools import cache, partial
from typing import Any

from django.utils.translation import gettext_noop

from records.choices import Status
from records.models.base import Part, Record, get_part_models, get_record_types
from records.models.log import Publication, SourceUse
from records.models.source import Source
from records.projections import Projection, Timing, Update, delete_rows, register
from records.snapshots import fill_snapshot, get_foreign_keys, get_part_accessor, select_with_related

_TITLE_COLUMNS = ("title_en", "title_zh_hans")


def build_usage_rows(row: Publication) -> list[tuple[str, SourceUse]]:
    """Build the unsaved rows of a version in the log: pairs of (slug of the source, row).

    There are rows for the record, for each field with its own sources and for each part.
    """
    record_model = get_record_types()[row.record_type]
    data = fill_snapshot(record_model, row.data or {})
    places: list[tuple[str, str, str, list[str]]] = [("", "", "", data["sources"])]
    places += [("", "", field, data[relation]) for field, relation in record_model.sourced_fields.items()]
    for model in get_part_models(record_model):
        if issubclass(model, Part):
            for part in data[get_part_accessor(model)]:
                places.append((part["key"], model._meta.model_name or "", "", part["sources"]))
    columns = ("record_type", "slug", "path", *_TITLE_COLUMNS)
    base = {name: getattr(row, name) for name in columns}
    uses = [
        (slug, SourceUse(part=part, part_type=part_type, field=field, **base))
        for part, part_type, field, slugs in places
        for slug in dict.fromkeys(slugs)
    ]
    for position, (_slug, use) in enumerate(uses):
        use.position = position
    return uses


def get_record_titles(record: Record) -> dict[str, str]:
    """Return the titles of a record, by column of `Publication` and `SourceUse`."""
    return {"title_en": str(record.title_in("en")), "title_zh_hans": str(record.title_in("zh-hans"))}


def build_source_usage(rows: Sequence[Publication]) -> Update:
    """Build the uses of sources by the records of these rows of the log.

    Titles of other records that contain a new title are updated, too.
    """
    uses = [use for row in rows if row.data is not None for use in build_usage_rows(row)]
    ids = dict(Source.objects.filter(slug__in={slug for slug, _use in uses}).values_list("slug", "pk"))
    for slug, use in uses:
        use.source_id = ids[slug]
    retitled = _find_retitled(rows)

    def save() -> int:
        for record_type, slugs in _group_slugs(rows).items():
            delete_rows(SourceUse, record_type, slugs)
        SourceUse.objects.bulk_create([use for _slug, use in uses], batch_size=500)
        for record_type, slugs in retitled.items():
            _update_dependent_titles(record_type, slugs)
        return len(uses)

    return Update(len(uses), save)


def _group_slugs(rows: Iterable[Publication]) -> dict[str, list[str]]:
    slugs: dict[str, list[str]] = {}
    for row in rows:
        slugs.setdefault(row.record_type, []).append(row.slug)
    return slugs


@cache
def _list_title_references() -> dict[str, list[tuple[type[Record], str]]]:
    """Return, by type code, the models whose titles contain titles of that type, with their reference."""
    references: dict[str, list[tuple[type[Record], str]]] = {}
    for other in get_record_types().values():
        if other.title_in is not Record.title_in:
            for field in get_foreign_keys(other):
                target: Any = field.related_model
                references.setdefault(target.type_code, []).append((other, field.name))
    return references


def _find_retitled(rows: Sequence[Publication]) -> dict[str, list[str]]:
    """Return the slugs, by type code, of records in titles of others that have another title than before.

    In the log, before these rows are written, the present version is the one before; later it isn't known.
    """
    new = {
        (row.record_type, row.former_slug or row.slug): row
        for row in rows
        if row.version > 1 and row.data is not None and row.record_type in _list_title_references()
    }
    former = Publication.objects.current().filter(
        record_type__in={code for code, _slug in new}, slug__in={slug for _code, slug in new}
    )
    retitled = [
        row
        for code, slug, *titles in former.values_list("record_type", "slug", *_TITLE_COLUMNS)
        if (row := new.get((code, slug)))
        and (row.pk or titles != [getattr(row, column) for column in _TITLE_COLUMNS])
    ]
    return _group_slugs(retitled)


def _update_dependent_titles(record_type: str, slugs: Collection[str]) -> None:
    """Update the uses of published records whose title contains that of one of these records."""
    for other, reference in _list_title_references()[record_type]:
        records = select_with_related(other).filter(
            status=Status.PUBLISHED, **{f"{reference}__slug__in": slugs}
        )
        titles = {record.slug: get_record_titles(record) for record in records}
        uses = list(SourceUse.objects.filter(record_type=other.type_code, slug__in=titles))
        for use in uses:
            for column, title in titles[use.slug].items():
                setattr(use, column, title)
        SourceUse.objects.bulk_update(uses, _TITLE_COLUMNS, batch_size=500)


register(
    Projection(
        name="source-uses",
        title=gettext_noop("uses of sources"),
        tables=(SourceUse,),
        timing=Timing.AT_ONCE,
        build=build_source_usage,
        clear=partial(delete_rows, SourceUse),
    )
)
