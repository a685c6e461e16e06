"""Compare two snapshots of a record and describe the differences in the active language."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db import models
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from records.diff.display import (
    QUANTITY_FIELDS,
    SnapshotRow,
    TitleLookup,
    format_quantity,
    format_value,
    join_phrases,
)
from records.diff.text import compare_texts
from records.fields import TextListField
from records.formats import join_list
from records.models import Figure, Record
from records.models.base import get_part_models
from records.snapshots import get_foreign_keys, get_many_to_many_fields, get_part_accessor
from records.translation import (
    COLUMNS,
    OVERRIDES,
    Text,
    convert_to_simplified,
    convert_to_traditional,
    get_text_from_columns,
)


@dataclass(frozen=True)
class FieldDifference:
    """A difference in one field.

    `subject` is the name used in the middle of a sentence; all lines of one part share it. `is_value`: an
    empty side means "not recorded". `note` replaces sides that would look the same.
    """

    label: str
    subject: str
    before: str = ""
    after: str = ""
    is_value: bool = False
    note: str = ""


def compare_snapshots(
    model: type[Record], before: SnapshotRow, after: SnapshotRow, titles: TitleLookup
) -> list[FieldDifference]:
    """Return all differences: first the fields, then the parts and links."""
    differences = list(_compare_rows(model, before, after, titles))
    for part_model in get_part_models(model):
        name = get_part_accessor(part_model)
        rows = (
            [_PartSnapshot(part_model, row, titles) for row in side.get(name, [])] for side in (before, after)
        )
        differences += _compare_parts(part_model, *({part.identity: part for part in side} for side in rows))
    return differences + list(_compare_removed_fields(model, before, after))


def _build_line(name: str, before: str, after: str, *, is_value: bool = False) -> FieldDifference:
    """Build a line. If both sides look the same, a note describes the change."""
    label = capfirst(name)
    if " ".join(before.split()) == " ".join(after.split()):
        spaces = before != after
        note = _("Only spaces or line breaks changed.") if spaces else _("Changed where no page shows it.")
        return FieldDifference(label, name, note=note)
    return FieldDifference(label, name, before, after, is_value)


# -- Texts in three languages -----------------------------------------------------------------------


def _get_text_columns(row: SnapshotRow, name: str) -> dict[str, str]:
    columns = {column: row.get(f"{name}_{column}") or "" for column in ("en", "zh_hans")}
    return {**columns, "zh_hant": (row.get(OVERRIDES) or {}).get(name, "")}


def _join_text_list(items: list[dict[str, str]]) -> dict[str, str]:
    """Join a list of texts, by language."""
    columns = {"en": ", ".join(item.get("en", "") for item in items)}
    columns["zh_hans"] = "、".join(item.get("zh_hans", "") for item in items)
    own = any(item.get("zh_hant") for item in items)
    columns["zh_hant"] = "、".join(get_text_from_columns(item, "zh-hant") for item in items) if own else ""
    return columns


def _get_untranslated_text(columns: dict[str, str]) -> Text:
    """Return the text in the active language, without fallback to another language."""
    language = get_language() or "en"
    if language == "zh-hant":
        return Text(columns["zh_hant"] or convert_to_traditional(columns["zh_hans"]), "zh-Hant")
    if language == "zh-hans":
        return Text(columns["zh_hans"] or convert_to_simplified(columns["zh_hant"]), "zh-Hans")
    return Text(columns["en"], "en")


def _format_field_languages(name: str, columns: list[str], filled: list[str]) -> str:
    """Format a field name with the changed languages; name the Chinese script if both are in use."""
    names = {
        "en": pgettext("language", "English"),
        "zh_hans": pgettext("language", "Chinese"),
        "zh_hant": pgettext("language", "Traditional Chinese"),
    }
    if "zh_hant" in filled:
        names["zh_hans"] = pgettext("language", "Simplified Chinese")
    languages = join_list(names[column] for column in columns)
    return _("{field} ({languages})").format(field=name, languages=languages)


def _compare_translations(
    name: str, before: dict[str, str], after: dict[str, str]
) -> Iterator[FieldDifference]:
    """Yield one line in the active language, or one per changed language if that text is unchanged."""
    changed = [column for column in COLUMNS if before[column] != after[column]]
    filled = [column for column in COLUMNS if before[column] or after[column]]
    is_partial = len(changed) < len(filled)
    active = _get_untranslated_text(before), _get_untranslated_text(after)
    if active[0] != active[1]:
        label = _format_field_languages(name, changed, filled) if is_partial else name
        yield _build_text_line(label, *active)
        return
    for column in changed:
        label = _format_field_languages(name, [column], filled) if is_partial else name
        yield _build_text_line(label, *(Text(side[column], COLUMNS[column]) for side in (before, after)))


def _build_text_line(name: str, before: Text, after: Text) -> FieldDifference:
    """Build a line with the differing passages of two texts."""
    return _build_line(name, *compare_texts(before, after), is_value=not (before and after))


# -- The fields of a record, part or link -----------------------------------------------------------


def _list_fields(model: Any) -> list[Any]:
    """Return the public columns of a snapshot, in the order of the model."""
    owner = getattr(model, "owner", None)
    left_out = {"id", "key", "position", owner, OVERRIDES} if owner else {"id", OVERRIDES}
    return [field for field in model._meta.concrete_fields if field.name not in left_out]


def _has_quantity(model: Any) -> bool:
    return {"value", "attested_by"} <= {field.name for field in _list_fields(model)}


def _list_changed_fields(model: Any, before: SnapshotRow, after: SnapshotRow) -> list[str]:
    """Return the changed fields: translated columns by field, columns of a quantity as "value"."""
    translated = {f"{name}_{column}": name for name in _get_translated_fields(model) for column in COLUMNS}
    has_quantity, changed = _has_quantity(model), []
    for field in _list_fields(model):
        name = translated.get(field.name, field.name)
        if field.name in translated:
            old, new = (_get_text_columns(side, name) for side in (before, after))
        else:  # older versions may lack a column; it had its default
            old, new = (side.get(name, field.get_default()) for side in (before, after))
        if old != new and not (_is_empty(old) and _is_empty(new)):
            changed.append("value" if has_quantity and name in QUANTITY_FIELDS else name)
    return list(dict.fromkeys(changed))


def _get_translated_fields(model: Any) -> dict[str, Any]:
    return getattr(model, "translated_fields", {})


def _is_empty(value: Any) -> bool:
    return value is None or value == "" or value == []


def _compare_rows(
    model: Any, before: SnapshotRow, after: SnapshotRow, titles: TitleLookup
) -> Iterator[FieldDifference]:
    yield from _compare_columns(model, before, after, titles)
    yield from _compare_lists(model, before, after, titles)


def _compare_columns(
    model: Any, before: SnapshotRow, after: SnapshotRow, titles: TitleLookup
) -> Iterator[FieldDifference]:
    for name in _list_changed_fields(model, before, after):
        if name in _get_translated_fields(model):
            verbose = str(_get_translated_fields(model)[name].verbose_name)
            yield from _compare_translations(
                verbose, _get_text_columns(before, name), _get_text_columns(after, name)
            )
            continue
        field = model._meta.get_field(name)
        verbose = _("address of the page") if name == "slug" else str(field.verbose_name)
        old, new = (side.get(name, field.get_default()) for side in (before, after))
        if name == "value" and _has_quantity(model):
            changed = [column for column in QUANTITY_FIELDS if before.get(column) != after.get(column)]
            yield _build_line(
                verbose, *(format_quantity(model, side, changed, titles) for side in (before, after))
            )
        elif isinstance(field, TextListField):
            yield from _compare_translations(verbose, _join_text_list(old or []), _join_text_list(new or []))
        elif type(field) is models.CharField and not field.choices and name not in ("country", "language"):
            # Titles of sources aren't translated.
            tag = after.get("language") or COLUMNS.get((get_language() or "en").replace("-", "_"), "en")
            yield _build_text_line(verbose, Text(old or "", tag), Text(new or "", tag))
        else:
            yield _build_line(verbose, *_format_values(field, old, new, titles), is_value=True)


def _format_values(field: Any, old: Any, new: Any, titles: TitleLookup) -> list[str]:
    """Format both values; different records with the same title get their slugs."""
    shown = [format_value(field, value, titles) for value in (old, new)]
    if isinstance(field, models.ForeignKey) and old and new and shown[0] == shown[1]:
        return [format_html("{} ({})", title, slug) for title, slug in zip(shown, (old, new), strict=True)]
    return shown


def _compare_lists(
    model: Any, before: SnapshotRow, after: SnapshotRow, titles: TitleLookup
) -> Iterator[FieldDifference]:
    """Yield lines for added, removed and reordered records of many-to-many fields."""
    for field in get_many_to_many_fields(model):
        old, new = before.get(field.name) or [], after.get(field.name) or []
        removed = [slug for slug in old if slug not in new]
        added = [slug for slug in new if slug not in old]
        name = str(field.verbose_name)
        if removed:
            yield _build_line(_("{what} removed").format(what=name), _join_titles(field, removed, titles), "")
        if added:
            yield _build_line(_("{what} added").format(what=name), "", _join_titles(field, added, titles))
        if old != new and not removed and not added:
            sides = (_join_titles(field, side, titles) for side in (old, new))
            yield _build_line(_("order of the {what}").format(what=name), *sides)


def _join_titles(field: Any, slugs: Iterable[str], titles: TitleLookup) -> SafeString:
    # Titles may contain commas.
    return join_phrases((titles.get(field.related_model, slug) for slug in slugs), "; ", "；")


def _compare_removed_fields(
    model: type[Record], before: SnapshotRow, after: SnapshotRow
) -> Iterator[FieldDifference]:
    """Yield lines for fields and parts that the model no longer has."""
    known = {field.name for field in model._meta.get_fields()}
    known |= {get_part_accessor(part_model) for part_model in get_part_models(model)}
    for name in sorted((before.keys() | after.keys()) - known):
        if before.get(name) != after.get(name):
            yield _build_line(
                _("a field that is no longer kept"),
                *(_convert_to_text(side.get(name)) for side in (before, after)),
            )


def _convert_to_text(value: Any) -> str:
    return value if isinstance(value, str) else ""


# -- Parts and links --------------------------------------------------------------------------------

# The title of a part is its first field of these.
_NAMES = ("name", "title", "label", "heading")

# The ends of a flow, which has no title.
_ENDS = ("from_name", "to_name")

# Length of the beginning of a text that replaces a missing title.
_MAX_NAME_LENGTH = 60


class _PartSnapshot:
    """A part or link in a snapshot."""

    def __init__(self, model: Any, row: SnapshotRow, titles: TitleLookup) -> None:
        self.model, self.row, self.titles = model, row, titles
        self.is_figure = issubclass(model, Figure)
        self.named_by = next((name for name in _NAMES if name in _get_translated_fields(model)), "")

    @property
    def identity(self) -> str:
        """The key of a part, or the slug of the record that a link points to."""
        return self.row["key"] if "key" in self.row else self.row[get_foreign_keys(self.model)[0].name]

    @property
    def name(self) -> str:
        """The title of a part; without one, the related records or the beginning of the text."""
        if self.named_by:
            return get_text_from_columns(_get_text_columns(self.row, self.named_by))
        names = [
            self.titles.get(field.related_model, self.row[field.name])
            for field in get_foreign_keys(self.model)
        ]
        if _ENDS[0] in _get_translated_fields(self.model):
            names.append(
                join_phrases(
                    (get_text_from_columns(_get_text_columns(self.row, end)) for end in _ENDS), " → ", " → "
                )
            )
        if not names:
            text = get_text_from_columns(_get_text_columns(self.row, "text"))
            names = [Text(Truncator(text.plain).chars(_MAX_NAME_LENGTH), text.lang)]
        return join_phrases(names, ": ", "：")

    def format_label(self, kind: str) -> SafeString:
        """Return kind and name: facility “Sludge drying”."""
        return format_html(_("{kind} “{name}”"), kind=kind, name=self.name)

    def render(self) -> SafeString:
        """Return the name and all values as HTML."""
        empty = {field.name: None for field in _list_fields(self.model)}
        shown = {f"{self.named_by}_{column}" for column in COLUMNS}
        if "key" not in self.row:
            shown.add(get_foreign_keys(self.model)[0].name)
        row = {name: value for name, value in self.row.items() if name not in shown}
        texts = row.get(OVERRIDES, {})
        row[OVERRIDES] = {name: text for name, text in texts.items() if name != self.named_by}
        fields = _compare_columns(self.model, empty, row, self.titles)
        number = _get_number_label(self.model) if self.is_figure else ""
        values = [
            (line.after or line.note,) if line.subject == number else (line.label, line.after or line.note)
            for line in fields
        ]
        for field in get_many_to_many_fields(self.model):
            if row.get(field.name):
                values.append(
                    (capfirst(str(field.verbose_name)), _join_titles(field, row[field.name], self.titles))
                )
        lines = ((join_phrases(pair, ": ", "："),) for pair in values)
        return format_html("<b>{}</b>{}", self.name, format_html_join("", "<br>{}", lines))


def _compare_parts(
    model: Any, old: dict[str, _PartSnapshot], new: dict[str, _PartSnapshot]
) -> Iterator[FieldDifference]:
    """Yield lines for added and changed parts, then for removed parts and a changed order."""
    kind = str(model._meta.verbose_name)
    for identity, part in new.items():
        if identity in old:
            yield from _compare_part(old[identity], part)
        else:
            subject = format_html(_("{what} added"), what=part.format_label(kind))
            yield FieldDifference(capfirst(_("{what} added").format(what=kind)), subject, after=part.render())
    for identity, part in old.items():
        if identity not in new:
            subject = format_html(_("{what} removed"), what=part.format_label(kind))
            yield FieldDifference(
                capfirst(_("{what} removed").format(what=kind)), subject, before=part.render()
            )
    orders = [[key for key in side if key in old and key in new] for side in (old, new)]
    if orders[0] != orders[1]:
        sides = (join_phrases((new[key].name for key in order), "; ", "；") for order in orders)
        yield _build_line(_("order of the {what}").format(what=model._meta.verbose_name_plural), *sides)


def _get_number_label(model: Any) -> str:
    return str(model._meta.get_field("value").verbose_name)


def _compare_part(old: _PartSnapshot, new: _PartSnapshot) -> Iterator[FieldDifference]:
    """Yield the lines of a changed part. Figures are shown by their label, without the kind."""
    kind = str(new.model._meta.verbose_name)
    label = format_html("{}", new.name) if new.is_figure else new.format_label(capfirst(kind))
    subject = label if new.is_figure else new.format_label(kind)
    for line in _compare_rows(new.model, old.row, new.row, new.titles):
        is_number = new.is_figure and line.subject == _get_number_label(new.model)
        under = label if is_number else format_html(_("{part}: {field}"), part=label, field=line.subject)
        yield replace(line, label=under, subject=subject)
