"""Compare two snapshots of a record and describe the differences in the active language."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from difflib import SequenceMatcher
from functools import cache
from typing import Any

from django.db import models
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from records.choices import Unit
from records.diff.display import SnapshotRow, TitleLookup, join_phrases
from records.diff.lines import FieldDifference, build_line
from records.field_kinds import FieldKind, get_snapshot_kinds
from records.field_kinds.relations import ReferenceListKind
from records.field_kinds.texts import TranslatedTextKind
from records.models import Figure, Record
from records.models.base import get_part_models
from records.models.roles import FieldRole
from records.snapshots import get_foreign_keys, get_part_accessor
from records.texts.formats import format_amount, get_missing_reason
from records.texts.translation import Text, get_text_from_columns

# The qualifiers of a figure, in the order in which they are shown.
_QUALIFIER_FIELDS = ("amount_type", "year", "evidence", "source_type")

#: What stands beside a change, changed or not.
_EVIDENCE = ("year", "period", "unit", "note")

#: The columns that are shown together as one quantity.
QUANTITY_FIELDS = ("value", "unit", "precision", "reason", *_QUALIFIER_FIELDS)


def compare_snapshots(
    model: type[Record], before: SnapshotRow, after: SnapshotRow, titles: TitleLookup, *, fully: bool = False
) -> list[FieldDifference]:
    """Return all differences: first the fields, then the parts and links.

    `fully`: for whoever decides about a change. Each language of a text has a line of its own, a new order is
    a sentence, and lines have their places.
    """
    differences = list(_compare_rows(model, before, after, titles, fully=fully))
    for part_model in get_part_models(model):
        name = get_part_accessor(part_model)
        rows = (
            [_PartSnapshot(part_model, row, titles) for row in side.get(name, [])] for side in (before, after)
        )
        parts = ({part.identity: part for part in side} for side in rows)
        lines = _compare_parts(part_model, *parts, fully=fully)
        differences += (replace(line, place=f"{name}{line.place}") for line in lines) if fully else lines
    return differences + list(_compare_removed_fields(model, before, after))


# -- The fields of a record, part or link -----------------------------------------------------------


@cache
def _list_fields(model: Any) -> tuple[FieldKind, ...]:
    """Return the fields of a snapshot that the history describes. A part with another key is another part."""
    kinds = get_snapshot_kinds(model)
    return tuple(kind for kind in kinds if kind.role is not FieldRole.IDENTITY or issubclass(model, Record))


@cache
def _list_quantity_fields(model: Any) -> dict[str, FieldKind]:
    """Return the fields that are shown together as one quantity, by name."""
    kinds = {kind.name: kind for kind in _list_fields(model)}
    if not {"value", "source_type"} <= kinds.keys():
        return {}
    return {name: kinds[name] for name in QUANTITY_FIELDS if name in kinds}


def _compare_rows(
    model: Any,
    before: SnapshotRow,
    after: SnapshotRow,
    titles: TitleLookup,
    without: Container[str] = (),
    *,
    fully: bool = False,
) -> list[FieldDifference]:
    """Return the lines of all changed fields; those of a quantity are one line.

    `fully`: one of them, that of the quantity if there is one, says on what the changes rest.
    """
    lines: list[FieldDifference] = []
    quantity = _list_quantity_fields(model)
    changed = [kind for kind in _list_fields(model) if kind.has_changed(before, after)]
    for kind in dict.fromkeys(quantity["value"] if kind.name in quantity else kind for kind in changed):
        if kind.name in without:
            continue
        if kind.name in quantity:
            names = [name for name in quantity if before.get(name) != after.get(name)]
            sides = (_format_quantity(model, side, names, titles) for side in (before, after))
            figure_key = _get_figure_key(model, before, after)
            lines.append(replace(build_line(kind.label, *sides), figure_key=figure_key, place=kind.name))
        else:
            lines += (kind.compare_fully if fully else kind.compare)(before, after, titles)
    if fully and lines:
        index = next((index for index, line in enumerate(lines) if line.place == "value"), -1)
        evidence = _describe_evidence(model, after, {kind.name for kind in changed}, titles)
        lines[index] = replace(lines[index], evidence=evidence)
    return lines


def _describe_evidence(model: Any, row: SnapshotRow, changed: set[str], titles: TitleLookup) -> SafeString:
    """Return the sources of changed fields, with year, unit and note, as far as these aren't changed."""
    sourced = getattr(model, "sourced_fields", {})
    names = {*_EVIDENCE, *(sourced.get(name, "sources") for name in changed)} - changed
    values = []
    for kind in (kind for kind in _list_fields(model) if kind.name in names):
        value = kind.get_value(row)
        text = get_text_from_columns(value) if isinstance(value, dict) else kind.display(value, titles)
        if text:
            values.append((capfirst(kind.label), text))
    return join_phrases((join_phrases(pair, ": ", "：") for pair in values), " · ", " · ")


def _get_figure_key(model: Any, before: SnapshotRow, after: SnapshotRow) -> str | None:
    """Return the key of the figure that these rows are, empty for a record; None if they are none."""
    has_figures = getattr(model, "figure_fields", None) is not None
    return str(after.get("key") or before.get("key") or "") if has_figures else None


class _Quantity:
    """Adapts the columns of a figure, flow or indicator value to `format_amount()`."""

    def __init__(self, model: Any, row: SnapshotRow) -> None:
        value = row.get("value")
        self.value = None if value is None else Decimal(str(value))
        # Indicator values have no unit column: the unit is a field of the indicator.
        self.unit = row.get("unit") or Unit.MILESTONE
        self.precision = row.get("precision") or ""
        self.reason = row.get("reason") or ""
        texts = row.get("label") or row.get("scope")
        self.label_zh_hans = texts.get("zh_hans", "") if isinstance(texts, dict) else ""
        self._model = model

    def get_precision_display(self) -> str:
        return str(dict(self._model._meta.get_field("precision").flatchoices)[self.precision])

    def get_reason_display(self) -> str:
        return str(dict(self._model._meta.get_field("reason").flatchoices)[self.reason])


def _format_quantity(
    model: type[models.Model], row: SnapshotRow, names: Iterable[str], titles: TitleLookup
) -> SafeString:
    """Format a number with precision and unit, followed by those qualifiers that are in `names`."""
    quantity = _Quantity(model, row)
    # Rounded values could be alike on both sides.
    amount = get_missing_reason(quantity) if quantity.value is None else format_amount(quantity, exact=True)
    phrase: list[str] = [amount]
    for name in _QUALIFIER_FIELDS:
        if name in names:
            qualifier = _list_quantity_fields(model)[name].display(row.get(name), titles)
            phrase.append(qualifier or (_("year not stated") if name == "year" else ""))
    return join_phrases(part for part in phrase if part)


def _compare_removed_fields(
    model: type[Record], before: SnapshotRow, after: SnapshotRow
) -> Iterator[FieldDifference]:
    """Yield lines for fields and parts that the model no longer has."""
    known = {field.name for field in model._meta.get_fields()}
    known |= {get_part_accessor(part_model) for part_model in get_part_models(model)}
    for name in sorted((before.keys() | after.keys()) - known):
        if before.get(name) != after.get(name):
            yield build_line(
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
        self.texts = {kind.name: kind for kind in _list_fields(model) if isinstance(kind, TranslatedTextKind)}
        self.named_by = next((name for name in _NAMES if name in self.texts), "")

    @property
    def identity(self) -> str:
        """The key of a part, or the slugs of the records that a link points to."""
        if "key" in self.row:
            return self.row["key"]
        return " ".join(str(self.row[field.name]) for field in get_foreign_keys(self.model))

    @property
    def name(self) -> str:
        """The title of a part; without one, the related records or the beginning of the text."""
        if self.named_by:
            return self._get_text(self.named_by)
        names = [
            self.titles.get(field.related_model, self.row[field.name])
            for field in get_foreign_keys(self.model)
        ]
        if _ENDS[0] in self.texts:
            names.append(join_phrases((self._get_text(end) for end in _ENDS), " → ", " → "))
        if not names:
            text = self._get_first_text()
            names = [Text(Truncator(text.plain).chars(_MAX_NAME_LENGTH), text.lang)]
        return join_phrases(names, ": ", "：")

    def _get_first_text(self) -> Text:
        """The first translated text; of a part without one, its text in the language that it names."""
        if self.texts:
            return self._get_text(next(iter(self.texts)))
        return Text(self.row["text"], self.row["language"] or "en")

    def _get_text(self, name: str) -> Text:
        return get_text_from_columns(self.texts[name].get_value(self.row))

    def format_label(self, kind: str) -> SafeString:
        """Return kind and name: facility “Sludge drying”."""
        return format_html(_("{kind} “{name}”"), kind=kind, name=self.name)

    def render(self) -> SafeString:
        """Return the name and all values as HTML."""
        shown = {self.named_by} if "key" in self.row else {get_foreign_keys(self.model)[0].name}
        number = _list_quantity_fields(self.model)["value"].label if self.is_figure else ""
        blank: SnapshotRow = {}
        for kind in _list_fields(self.model):
            blank |= kind.get_blank_row()
        lists = [kind for kind in _list_fields(self.model) if isinstance(kind, ReferenceListKind)]
        shown |= {kind.name for kind in lists}
        fields = _compare_rows(self.model, blank, self.row, self.titles, without=shown)
        values = [
            (line.after or line.note,) if line.subject == number else (line.label, line.after or line.note)
            for line in fields
        ]
        values += [
            (capfirst(kind.label), kind.display(self.row[kind.name], self.titles))
            for kind in lists
            if self.row.get(kind.name)
        ]
        lines = ((join_phrases(pair, ": ", "："),) for pair in values)
        return format_html("<b>{}</b>{}", self.name, format_html_join("", "<br>{}", lines))


def _compare_parts(
    model: Any, old: dict[str, _PartSnapshot], new: dict[str, _PartSnapshot], *, fully: bool = False
) -> Iterator[FieldDifference]:
    """Yield lines for added and changed parts, then for removed parts and a changed order."""
    kind = str(model._meta.verbose_name)
    for identity, part in new.items():
        if identity in old:
            # Most parts of a record are the same in most versions, and a name can need the title of a record.
            if part.row != old[identity].row:
                for line in _compare_part(old[identity], part, fully=fully):
                    yield replace(line, place=f".{identity}.{line.place}")
        else:
            subject = format_html(_("{what} added"), what=part.format_label(kind))
            yield FieldDifference(
                capfirst(_("{what} added").format(what=kind)),
                subject,
                after=part.render(),
                figure_key=_get_figure_key(model, {}, part.row),
                place=f".{identity}",
            )
    for identity, part in old.items():
        if identity not in new:
            subject = format_html(_("{what} removed"), what=part.format_label(kind))
            yield FieldDifference(
                capfirst(_("{what} removed").format(what=kind)),
                subject,
                before=part.render(),
                figure_key=_get_figure_key(model, part.row, {}),
                place=f".{identity}",
            )
    orders = [[key for key in side if key in old and key in new] for side in (old, new)]
    if orders[0] != orders[1]:
        sides = (join_phrases((new[key].name for key in order), "; ", "；") for order in orders)
        line = build_line(_("order of the {what}").format(what=model._meta.verbose_name_plural), *sides)
        yield replace(line, note=_describe_moves(orders[0], orders[1], new)) if fully else line


def _describe_moves(old: list[str], new: list[str], parts: dict[str, _PartSnapshot]) -> SafeString:
    """Say which parts have another place among those that stay."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    kept = {key for start, _to, size in matcher.get_matching_blocks() for key in old[start : start + size]}
    moved = [key for key in new if key not in kept]
    text = _("“{name}” moves from place {old} to place {new}.")
    return format_html_join(
        " ",
        "{}",
        (
            (format_html(text, name=parts[key].name, old=old.index(key) + 1, new=new.index(key) + 1),)
            for key in moved
        ),
    )


def _compare_part(
    old: _PartSnapshot, new: _PartSnapshot, *, fully: bool = False
) -> Iterator[FieldDifference]:
    """Yield the lines of a changed part. Figures are shown by their label, without the kind."""
    kind = str(new.model._meta.verbose_name)
    label = format_html("{}", new.name) if new.is_figure else new.format_label(capfirst(kind))
    subject = label if new.is_figure else new.format_label(kind)
    for line in _compare_rows(new.model, old.row, new.row, new.titles, fully=fully):
        is_number = new.is_figure and line.subject == _list_quantity_fields(new.model)["value"].label
        under = label if is_number else format_html(_("{part}: {field}"), part=label, field=line.subject)
        yield replace(line, label=under, subject=subject)
