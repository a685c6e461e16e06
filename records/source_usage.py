"""Which sources a published record, its fields and its parts use: writing and reading `SourceUse`."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import Field
from django.utils.translation import gettext_lazy as _

from records.choices import Status
from records.models.base import Part, Record, get_part_models, get_record_types
from records.models.log import SourceUse
from records.models.source import Source
from records.snapshots import get_foreign_keys, get_part_accessor, select_with_related
from records.translation import Text

#: Record type, slug and key of a part -> the label of the part.
_PartLabels = dict[tuple[str, str, str], Any]

#: Labels of fields that are shown under another name than their own.
_FIELD_LABELS = {"lat": _("coordinates")}


# -- writing ----------------------------------------------------------------------------------------


def build_source_uses(record: Record, data: dict[str, Any]) -> list[tuple[str, SourceUse]]:
    """Build unsaved rows from the snapshot `data` of a record: pairs of (slug of the source, row).

    There are rows for the record, for each field with its own sources and for each part.
    """
    places: list[tuple[str, str, str, list[str]]] = [("", "", "", data["sources"])]
    places += [("", "", field, data[relation]) for field, relation in record.sourced_fields.items()]
    for model in get_part_models(type(record)):
        if issubclass(model, Part):
            for part in data[get_part_accessor(model)]:
                places.append((part["key"], model._meta.model_name or "", "", part["sources"]))
    base = {
        "record_type": record.type_code,
        "slug": record.slug,
        "path": record.path,
        **get_record_titles(record),
    }
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


def update_use_titles(model: type[Record], ids: Iterable[int]) -> None:
    """Update the titles in `SourceUse` of published records whose title contains that of one of `ids`."""
    for other in get_record_types().values():
        if other.title_in is Record.title_in:
            continue
        for reference in get_foreign_keys(other):
            if reference.related_model is not model:
                continue
            rows = select_with_related(other).filter(
                status=Status.PUBLISHED, **{f"{reference.name}__in": list(ids)}
            )
            titles = {record.slug: get_record_titles(record) for record in rows}
            uses = list(SourceUse.objects.filter(record_type=other.type_code, slug__in=rows.values("slug")))
            for use in uses:
                for column, title in titles[use.slug].items():
                    setattr(use, column, title)
            SourceUse.objects.bulk_update(uses, ["title_en", "title_zh_hans"], batch_size=500)


def replace_source_uses(records: list[tuple[str, str]], uses: list[tuple[str, SourceUse]]) -> None:
    """Replace the stored uses of `records` (type, slug) with `uses` (slug of the source, row)."""
    slugs_by_type: dict[str, list[str]] = {}
    for record_type, slug in records:
        slugs_by_type.setdefault(record_type, []).append(slug)
    for record_type, slugs in slugs_by_type.items():
        SourceUse.objects.filter(record_type=record_type, slug__in=slugs).delete()
    ids = dict(Source.objects.filter(slug__in={slug for slug, _use in uses}).values_list("slug", "pk"))
    for slug, use in uses:
        use.source_id = ids[slug]
    SourceUse.objects.bulk_create([use for _slug, use in uses], batch_size=500)


# -- reading ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PartUsage:
    """A part that uses a source. `key` is also the part's anchor on the record's page."""

    key: str
    label: Any


@dataclass
class RecordUsage:
    """A record that uses a source.

    `whole`: the source applies to everything in the record that has no sources of its own.
    """

    use: SourceUse
    whole: bool = False
    fields: list[Any] = field(default_factory=list)
    parts: list[PartUsage] = field(default_factory=list)

    @property
    def page(self) -> str:
        """The path of the page that shows the record, without a fragment."""
        return str(self.use.path).partition("#")[0]


@dataclass(frozen=True)
class UsageGroup:
    """The records of one type that use a source."""

    plural: Any
    records: list[RecordUsage]


def get_source_usage(source: Source) -> list[UsageGroup]:
    """Return the records that use a source, by type. One query, and one for each part type among them."""
    uses = list(SourceUse.objects.filter(source=source).order_by("title_en", "slug", "position", "pk"))
    types = list(get_record_types())
    uses.sort(key=lambda use: types.index(use.record_type))
    labels = _load_part_labels(uses)
    groups = []
    for code, of_type in groupby(uses, key=lambda use: use.record_type):
        model = get_record_types()[code]
        records = [
            _build_record_usage(model, list(of_record), labels)
            for _of, of_record in groupby(of_type, key=lambda use: use.slug)
        ]
        groups.append(UsageGroup(model._meta.verbose_name_plural, records))
    return groups


def _build_record_usage(model: type[Record], uses: list[SourceUse], labels: _PartLabels) -> RecordUsage:
    usage = RecordUsage(uses[0])
    for use in uses:
        if use.part:
            label = labels.get((use.record_type, use.slug, use.part), use.part)
            usage.parts.append(PartUsage(use.part, label))
        elif use.field:
            usage.fields.append(_get_field_label(model, use.field))
        else:
            usage.whole = True
    return usage


def _get_field_label(model: type[Record], name: str) -> Any:
    if name in _FIELD_LABELS:
        return _FIELD_LABELS[name]
    if name in model.translated_fields:
        return model.translated_fields[name].verbose_name
    field = model._meta.get_field(name)
    return field.verbose_name if isinstance(field, Field) else name


def _load_part_labels(uses: list[SourceUse]) -> _PartLabels:
    slugs_by_part_type: dict[tuple[str, str], set[str]] = {}
    for use in uses:
        if use.part:
            slugs_by_part_type.setdefault((use.record_type, use.part_type), set()).add(use.slug)
    labels: _PartLabels = {}
    for (code, part_type), slugs in slugs_by_part_type.items():
        part_model = next(
            model
            for model in get_part_models(get_record_types()[code])
            if issubclass(model, Part) and model._meta.model_name == part_type
        )
        owner = part_model.owner
        for part in (
            select_with_related(part_model).filter(**{f"{owner}__slug__in": slugs}).select_related(owner)
        ):
            labels[code, part.record.slug, part.key] = get_part_label(part)
    return labels


def get_part_label(part: Part) -> Any:
    """Return a short label: the part's heading, label, name, title or text, without a final full stop."""
    for name in ("heading", "label", "name", "title", "text"):
        if name in part.translated_fields:
            text = getattr(part, name)
            return Text(text.rstrip(".。"), text.lang)
    return str(part)
