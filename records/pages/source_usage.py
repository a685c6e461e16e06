"""The records that use a source, as its page lists them, and labels of what a source is cited for."""

from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db import connection
from django.db.models import Field, QuerySet
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext_lazy as _

from records.models.base import Link, Part, Record, get_part_models, get_record_types
from records.models.log import SourceUse
from records.models.source import Source
from records.pages.panels import ROWS_SHOWN, Panel
from records.snapshots import select_with_related
from records.texts.formats import join_list
from records.texts.translation import Text, strip_direction_controls

#: Uses of a source whose page names all fields and parts.
MAX_DETAILED = 60

#: Record type, slug and key of a part -> the label of the part.
_PartLabels = dict[tuple[str, str, str], Any]

#: Labels of fields that are shown under another name than their own.
_FIELD_LABELS = {
    "lat": _("coordinates"),
    "lede": _("opening line"),
    "starts": _("time"),
    "text": _("what it says"),
}

# Characters of the label of a claim, which may be a text.
_LONGEST_LABEL = 60


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
    """Records of one type that use a source; `key` is that of the section with all of them."""

    key: str
    title: Any
    records: list[RecordUsage]
    has_more: bool = False


def get_source_usage(source: Source) -> list[UsageGroup]:
    """Return the records that use a source, by type: with their fields and parts if they are few.

    Runs one query and one for each part type. Of many, the first records of each type: three queries.
    """
    uses = list(_order_uses(SourceUse.objects.filter(source=source))[: MAX_DETAILED + 1])
    if len(uses) > MAX_DETAILED:
        return _build_overview(source)
    types = list(get_record_types())
    uses.sort(key=lambda use: types.index(use.record_type))
    return [
        UsageGroup(_get_section_key(code), _get_type_title(code), build_record_usages(list(of_type)))
        for code, of_type in groupby(uses, key=lambda use: use.record_type)
    ]


def _order_uses(uses: QuerySet[SourceUse]) -> QuerySet[SourceUse]:
    return uses.order_by("record_type", "slug", "position", "pk")


def _get_section_key(code: str) -> str:
    return f"uses-{code}"


def _get_type_title(code: str) -> str:
    plural = str(get_record_types()[code]._meta.verbose_name_plural)
    return plural[:1].upper() + plural[1:]


def build_usage_panel(key: str) -> Panel | None:
    """Return the section with all records of one type that use a source."""
    code = key.removeprefix("uses-")
    if key == code or code not in get_record_types():
        return None

    def list_uses(source: Source) -> QuerySet[SourceUse]:
        return _order_uses(SourceUse.objects.filter(source=source, record_type=code))

    def build_usages(source: Source, uses: list[SourceUse]) -> list[RecordUsage]:
        return build_record_usages(uses)

    title = _get_type_title(code)
    template = "records/source_uses.html"
    return Panel(key, title, template, 0, list_uses, cites=False, arrange=build_usages)


def build_record_usages(uses: list[SourceUse]) -> list[RecordUsage]:
    """Group uses by record, with labels of the parts: one query for each part type among them."""
    labels = _load_part_labels(uses)
    return [
        _build_record_usage(get_record_types()[code], list(of_record), labels)
        for (code, _slug), of_record in groupby(uses, key=lambda use: (use.record_type, use.slug))
    ]


def _build_overview(source: Source) -> list[UsageGroup]:
    """Return the first records of each type. Each type is read from the index, whatever the others have."""
    table = connection.ops.quote_name(SourceUse._meta.db_table)
    codes = list(get_record_types())
    first = (
        f"SELECT * FROM (SELECT MIN(id) FROM {table} WHERE source_id = %s AND record_type = %s "
        f"GROUP BY slug ORDER BY slug LIMIT {ROWS_SHOWN + 1}) AS first_{{}}"
    )
    sql = " UNION ALL ".join(first.format(number) for number in range(len(codes)))
    with connection.cursor() as cursor:
        cursor.execute(sql, [param for code in codes for param in (source.pk, code)])
        ids = [pk for (pk,) in cursor.fetchall()]
    uses = list(SourceUse.objects.filter(pk__in=ids).order_by("slug", "pk"))
    groups = []
    for code in codes:
        own = [RecordUsage(use) for use in uses if use.record_type == code]
        if own:
            groups.append(UsageGroup(_get_section_key(code), _get_type_title(code), own[:ROWS_SHOWN], True))
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
    used: dict[tuple[str, str], tuple[set[str], set[str]]] = {}
    for use in uses:
        if use.part:
            slugs, keys = used.setdefault((use.record_type, use.part_type), (set(), set()))
            slugs.add(use.slug)
            keys.add(use.part)
    labels: _PartLabels = {}
    for (code, part_type), (slugs, keys) in used.items():
        part_model = next(
            model
            for model in get_part_models(get_record_types()[code])
            if issubclass(model, Part) and model._meta.model_name == part_type
        )
        owner = part_model.owner
        parts = select_with_related(part_model).filter(**{f"{owner}__slug__in": slugs, "key__in": keys})
        for part in parts.select_related(owner):
            labels[code, part.record.slug, part.key] = get_part_label(part)
    return labels


def get_claim_label(obj: Any, field: str = "", of_page: bool = True) -> str:
    """Return in a few words what a record, one of its fields, a part or a link says, as plain text.

    `of_page`: it is the record of the page, which a field needn't name.
    """
    label = (
        get_part_label(obj) if isinstance(obj, Part) else (obj.record if isinstance(obj, Link) else obj).title
    )
    if field:
        name = str(_get_field_label(type(obj), field))
        label = capfirst(name) if of_page else join_list([label.plain, name])
    text = strip_direction_controls(str(label))
    # Most are short: looking for the end of a short text takes as long as all the rest of a marker.
    return text if len(text) <= _LONGEST_LABEL else Truncator(text).chars(_LONGEST_LABEL)


def get_part_label(part: Part) -> Any:
    """Return a short label: the part's heading, label, name, title or text, without a final full stop."""
    for name in ("heading", "label", "name", "title", "text"):
        if name in part.translated_fields:
            text = getattr(part, name)
            # A figure that is drawn belongs to a row.
            row = getattr(part, "row", "")
            return Text((join_list([row, text]) if row else text).rstrip(".。"), text.lang)
    return str(part)
