"""Which sources a record, its parts and its fields rest on, as rows for the table of uses."""

from collections.abc import Iterable
from typing import Any

from records.choices import Status
from records.models.base import Part, Record, parts_of, record_types
from records.models.log import SourceUse
from records.models.source import Source
from records.snapshots import part_name, references, selected


def uses_of(record: Record, data: dict[str, Any]) -> list[tuple[str, SourceUse]]:
    """(slug of the source, row) for the record, for each field with sources of its own, for each part."""
    places: list[tuple[str, str, str, list[str]]] = [("", "", "", data["sources"])]
    places += [("", "", field, data[relation]) for field, relation in record.sourced_fields.items()]
    for model in parts_of(type(record)):
        if issubclass(model, Part):
            for part in data[part_name(model)]:
                places.append((part["key"], model._meta.model_name or "", "", part["sources"]))
    base = {"record_type": record.type_code, "slug": record.slug, "path": record.path, **titles_of(record)}
    uses = [
        (slug, SourceUse(part=part, part_type=part_type, field=field, **base))
        for part, part_type, field, slugs in places
        for slug in dict.fromkeys(slugs)
    ]
    for position, (_slug, use) in enumerate(uses):
        use.position = position
    return uses


def titles_of(record: Record) -> dict[str, str]:
    """What the record is called, in the columns of the log and of the uses."""
    return {"title_en": str(record.title_in("en")), "title_zh_hans": str(record.title_in("zh-hans"))}


def retitle_uses(model: type[Record], ids: Iterable[int]) -> None:
    """Call anew, where sources name them, the public records that take their title from one of these."""
    for other in record_types().values():
        if other.title_in is Record.title_in:
            continue
        for field in references(other):
            if field.related_model is not model:
                continue
            rows = selected(other).filter(status=Status.PUBLISHED, **{f"{field.name}__in": list(ids)})
            titles = {record.slug: titles_of(record) for record in rows}
            uses = list(SourceUse.objects.filter(record_type=other.type_code, slug__in=rows.values("slug")))
            for use in uses:
                for column, title in titles[use.slug].items():
                    setattr(use, column, title)
            SourceUse.objects.bulk_update(uses, ["title_en", "title_zh_hans"], batch_size=500)


def write_uses(rows: list[tuple[str, str]], uses: list[tuple[str, SourceUse]]) -> None:
    """Replace the uses of the records `rows` (type, slug) by `uses`."""
    slugs_by_type: dict[str, list[str]] = {}
    for record_type, slug in rows:
        slugs_by_type.setdefault(record_type, []).append(slug)
    for record_type, slugs in slugs_by_type.items():
        SourceUse.objects.filter(record_type=record_type, slug__in=slugs).delete()
    ids = dict(Source.objects.filter(slug__in={slug for slug, _use in uses}).values_list("slug", "pk"))
    for slug, use in uses:
        use.source_id = ids[slug]
    SourceUse.objects.bulk_create([use for _slug, use in uses], batch_size=500)
