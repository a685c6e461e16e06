"""Texts: translated, in lists, and in one language only."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from records.content.parser import Location
from records.content.rows import ContentRow
from records.diff.display import SnapshotRow, TitleLookup
from records.diff.lines import FieldDifference, build_text_line, compare_languages, compare_translations
from records.field_kinds.base import FieldKind, is_storable, register_kind, serialize_value, validate_value
from records.field_kinds.filters import WordsFilter
from records.field_kinds.representation import (
    describe_field,
    translate_columns,
)
from records.fields import TextListField, TranslatedField
from records.models.roles import FieldRole
from records.models.source import Source
from records.texts import formats
from records.texts.links import get_safe_link
from records.texts.translation import COLUMNS, OVERRIDES, Text, get_text_from_columns

# Names of codes that no list limits; lists are filtered by them.
_FILTERED = {"admin_code", "code", "ewc_code", "national_code", "edition"}


@register_kind
class StringKind(FieldKind):
    """A text in one language, such as the title of a source."""

    field_classes = (models.CharField, models.TextField)

    @property
    def label(self) -> str:
        return _("address of the page") if self.name == "slug" else super().label

    def compare(
        self, before: SnapshotRow, after: SnapshotRow, titles: TitleLookup
    ) -> Iterator[FieldDifference]:
        # Titles of sources aren't translated.
        tag = after.get("language") or COLUMNS.get((get_language() or "en").replace("-", "_"), "en")
        sides = (Text(self.get_value(side) or "", tag) for side in (before, after))
        yield build_text_line(self.label, *sides)

    def build_filters(self) -> dict[str, Any]:
        if self.name not in _FILTERED:
            return {}
        return {self.name: WordsFilter(self.name, label=self.description)}


@register_kind
class UrlKind(FieldKind):
    """An external address."""

    field_classes = (models.URLField,)
    serialized_as = "uri"
    has_null = True

    @property
    def more_description(self) -> str:
        if self.model is not Source:
            return " Null if the pages do not link to it."
        if self.name == "url":
            return " Null if `link_ok` is false: we read the text in a copy, whose address isn't public."
        return " Null if there is none, or if it contains an address that isn't public."

    def represent(self, row: SnapshotRow, version: Any, context: Any) -> str | None:
        # The log has no address that isn't public.
        return get_safe_link(row[self.name]) or None


@register_kind
class StandardCodeKind(FieldKind):
    """A code of an international standard, which has a name."""

    formatters: ClassVar[dict[str, Callable[[str], str]]] = {
        "country": formats.get_country_name,
        "language": formats.get_language_name,
    }

    @classmethod
    def is_kind_of(cls, field: Any) -> bool:
        return isinstance(field, models.CharField) and field.name in cls.formatters

    def format_value(self, value: Any, titles: TitleLookup) -> str:
        return self.formatters[self.name](value)

    def build_filters(self) -> dict[str, Any]:
        options = {"validators": self.field.validators}
        return {self.name: WordsFilter(self.name, label=self.description, **options)}


@register_kind
class TranslatedTextKind(FieldKind):
    """A text in several languages."""

    field_classes = (TranslatedField,)
    serialized_as = "text"
    role = FieldRole.CONTENT

    def __init__(self, model: Any, field: Any) -> None:
        super().__init__(model, field)
        self._english, self._simplified = (field.columns[key].name for key in ("en", "zh_hans"))

    @property
    def is_required(self) -> bool:
        return not self.field.blank

    @property
    def has_null(self) -> bool:
        return bool(self.field.blank)

    def add_to_snapshot(self, row: SnapshotRow, obj: models.Model, prefetched: Any) -> None:
        for column in self.field.columns.values():
            row[column.name] = serialize_value(getattr(obj, column.attname))
        if text := getattr(obj, OVERRIDES).get(self.name):
            row.setdefault(OVERRIDES, {})[self.name] = text

    def get_value(self, row: SnapshotRow) -> dict[str, str]:
        columns = {key: row.get(column.name) or "" for key, column in self.field.columns.items()}
        return {**columns, "zh_hant": (row.get(OVERRIDES) or {}).get(self.name, "")}

    def get_default_row(self) -> SnapshotRow:
        return {column.name: column.get_default() for column in self.field.columns.values()}

    def get_blank_row(self) -> SnapshotRow:
        return {}

    def compare(
        self, before: SnapshotRow, after: SnapshotRow, titles: TitleLookup
    ) -> Iterator[FieldDifference]:
        yield from compare_translations(self.label, self.get_value(before), self.get_value(after))

    def compare_fully(
        self, before: SnapshotRow, after: SnapshotRow, titles: TitleLookup
    ) -> Iterator[FieldDifference]:
        yield from compare_languages(self.label, self.get_value(before), self.get_value(after), self.name)

    def load(self, value: Any, row: ContentRow, at: Location, key: str) -> None:
        columns = self.field.columns
        for column, text in read_texts(value, at, key).items():
            # A text in Traditional Chinese must be as valid as the Simplified one that it replaces.
            validate_value(columns.get(column, columns["zh_hans"]), text, at, f"{key}.{column}")
            if column in columns:
                row.columns[columns[column].name] = text
            elif text:
                row.columns.setdefault(OVERRIDES, {})[self.name] = text

    def represent(self, row: SnapshotRow, version: Any, context: Any) -> Any:
        english, simplified = row[self._english], row[self._simplified]
        if not english and not simplified:
            return None
        own = english if context.lang == "en" else simplified if context.lang == "zh-hans" else ""
        return own or translate_columns(self.get_value(row), context.lang)

    @property
    def description(self) -> str:
        return describe_field(self.field, self.field.columns["en"].help_text)


@register_kind
class TextListKind(FieldKind):
    """An ordered list of translated texts."""

    field_classes = (TextListField,)
    serialized_as = "texts"
    is_required = False

    def compare(
        self, before: SnapshotRow, after: SnapshotRow, titles: TitleLookup
    ) -> Iterator[FieldDifference]:
        sides = (_join_texts(self.get_value(side) or []) for side in (before, after))
        yield from compare_translations(self.label, *sides)

    def compare_fully(
        self, before: SnapshotRow, after: SnapshotRow, titles: TitleLookup
    ) -> Iterator[FieldDifference]:
        old, new = (_join_texts(self.get_value(side) or []) for side in (before, after))
        for line in compare_languages(self.label, old, new, self.name):
            yield replace(line, place=self.name)

    def load(self, value: Any, row: ContentRow, at: Location, key: str) -> None:
        if not isinstance(value, list):
            at.add_issue(key, "Write a list of texts, each {en: …, zh_hans: …}.")
            return
        row.columns[self.name] = [
            read_texts(item, at, f"{key}[{index}]", keyed=True) for index, item in enumerate(value, start=1)
        ]

    def represent(self, row: SnapshotRow, version: Any, context: Any) -> list[Any]:
        return [translate_columns(item, context.lang) for item in row[self.name]]


def _join_texts(items: list[dict[str, str]]) -> dict[str, str]:
    """Join a list of texts, by language."""
    columns = {"en": ", ".join(item.get("en", "") for item in items)}
    columns["zh_hans"] = "、".join(item.get("zh_hans", "") for item in items)
    own = any(item.get("zh_hant") for item in items)
    columns["zh_hant"] = "、".join(get_text_from_columns(item, "zh-hant") for item in items) if own else ""
    return columns


def read_texts(value: Any, at: Location, key: str, *, keyed: bool = False) -> dict[str, str]:
    """Read a text in both languages. Issues are added at `at`; invalid values are left out."""
    if not isinstance(value, dict):
        at.add_issue(key, "A text is written {en: …, zh_hans: …}, not as a bare string.")
        return {}
    allowed = {*COLUMNS} | ({"key"} if keyed else set())
    for unknown in sorted(str(name) for name in set(value) - allowed):
        at.add_issue(f"{key}.{unknown}", f"Unknown key. Allowed: {', '.join(sorted(allowed))}.")
    for language in ("en", "zh_hans"):
        if not isinstance(value.get(language), str) or not value[language].strip():
            at.add_issue(f"{key}.{language}", "Half a translation: the text is missing in this language.")
    texts = {name: text for name, text in value.items() if name in allowed and isinstance(text, str)}
    for name, text in texts.items():
        if not is_storable(text):
            at.add_issue(f"{key}.{name}", f"{text!r} can't be kept.")
    return texts
