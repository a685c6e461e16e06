"""What rests on a source: records, their fields and their parts, in words."""

from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import Field
from django.utils.translation import gettext_lazy as _

from records.models import Part, Record, Source, SourceUse, record_types
from records.models.base import parts_of
from records.snapshots import selected
from records.translation import Text

#: Record type, slug and key of a part -> what the part is called.
Labels = dict[tuple[str, str, str], Any]

#: What stands for more than its own name says: latitude for the place.
_WIDER = {"lat": _("coordinates")}


@dataclass(frozen=True)
class RestingPart:
    """A part of a record that rests on the source, and its place on the record's page."""

    key: str
    label: Any


@dataclass
class RestingRecord:
    """A record of which something rests on the source; `whole`: what has no sources of its own does."""

    use: SourceUse
    whole: bool = False
    fields: list[Any] = field(default_factory=list)
    parts: list[RestingPart] = field(default_factory=list)

    @property
    def page(self) -> str:
        """Path of the page that shows the record; a part has its own place there."""
        return str(self.use.path).partition("#")[0]


@dataclass(frozen=True)
class RestingGroup:
    """The records of one type."""

    plural: Any
    records: list[RestingRecord]


def resting_on(source: Source) -> list[RestingGroup]:
    """What rests on a source by type of record; one query, and one for each kind of part that it names."""
    uses = list(SourceUse.objects.filter(source=source).order_by("title_en", "slug", "position", "pk"))
    types = list(record_types())
    uses.sort(key=lambda use: types.index(use.record_type))
    labels = _part_labels(uses)
    groups = []
    for code, of_type in groupby(uses, key=lambda use: use.record_type):
        model = record_types()[code]
        records = [
            _record(model, list(of_record), labels)
            for _of, of_record in groupby(of_type, key=lambda use: use.slug)
        ]
        groups.append(RestingGroup(model._meta.verbose_name_plural, records))
    return groups


def _record(model: type[Record], uses: list[SourceUse], labels: Labels) -> RestingRecord:
    record = RestingRecord(uses[0])
    for use in uses:
        if use.part:
            label = labels.get((use.record_type, use.slug, use.part), use.part)
            record.parts.append(RestingPart(use.part, label))
        elif use.field:
            record.fields.append(_field_label(model, use.field))
        else:
            record.whole = True
    return record


def _field_label(model: type[Record], name: str) -> Any:
    """What the field is called for a reader."""
    if name in _WIDER:
        return _WIDER[name]
    if name in model.translated_fields:
        return model.translated_fields[name].verbose_name
    field = model._meta.get_field(name)
    return field.verbose_name if isinstance(field, Field) else name


def _part_labels(uses: list[SourceUse]) -> Labels:
    """What each part is called, by record type, slug and key."""
    wanted: dict[tuple[str, str], set[str]] = {}
    for use in uses:
        if use.part:
            wanted.setdefault((use.record_type, use.part_type), set()).add(use.slug)
    labels: Labels = {}
    for (code, part_type), slugs in wanted.items():
        part_model = next(
            model
            for model in parts_of(record_types()[code])
            if issubclass(model, Part) and model._meta.model_name == part_type
        )
        owner = part_model.owner
        for part in selected(part_model).filter(**{f"{owner}__slug__in": slugs}).select_related(owner):
            labels[code, part.record.slug, part.key] = part_label(part)
    return labels


def part_label(part: Part) -> Any:
    """What a part says of itself in a few words: its heading, name, label or text, without a full stop."""
    for name in ("heading", "label", "name", "title", "text"):
        if name in part.translated_fields:
            text = getattr(part, name)
            return Text(text.rstrip(".。"), text.lang)
    return str(part)
