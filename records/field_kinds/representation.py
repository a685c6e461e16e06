"""Serializer fields: a value of a snapshot as the API shows it."""

from collections.abc import Callable, Iterable
from copy import copy
from typing import Any

from django.utils.translation import override
from rest_framework import serializers

from records.texts.translation import COLUMNS, get_text_from_columns

#: Values of `lang`, besides `all`.
API_LANGUAGES = ("en", "zh-hans", "zh-hant")
ALL = "all"

#: Fields with another name in the API, where `url` is the address of the object.
RENAMED = {"url": "link"}

#: (snapshot, version, context) -> the value of a field. Version and context are those of the API.
FieldGetter = Callable[[Any, Any, Any], Any]
FieldChoices = tuple[tuple[str, Any], ...]


class SerializerField(serializers.Field):
    """A read-only field of a record or part.

    Exports and the description of the API go by its `kind`: text, texts, code, codes, reference, references,
    or a plain value. `key`: the key of a plain value in the snapshot; other fields have `read`. `column`: the
    field of the model that it reads, if any. `model`: that of a reference. `choices`: (code, label) pairs of
    a code.
    """

    def __init__(
        self,
        name: str,
        kind: str,
        description: str,
        read: FieldGetter | None = None,
        *,
        key: str = "",
        column: str = "",
        model: Any = None,
        choices: FieldChoices = (),
        allow_null: bool = False,
    ) -> None:
        super().__init__(read_only=True, source="*", help_text=description, allow_null=allow_null)
        self.name, self.kind, self.description = name, kind, description
        self.key, self.column, self.model, self.choices = key, column or key, model, choices
        self.read: FieldGetter = read or _build_getter(key)

    def to_representation(self, value: Any) -> Any:
        return self.read(value, None, self.context["output"])

    def __deepcopy__(self, memo: Any) -> "SerializerField":
        # Each serializer has copies of its fields, which only differ in the serializer they belong to.
        return copy(self)


def _build_getter(key: str) -> FieldGetter:
    """Return the getter of a plain value, where empty texts are null."""
    return lambda row, _version, _context: None if (value := row[key]) == "" else value


# -- values -----------------------------------------------------------------------------------------


def translate_columns(columns: dict[str, str], lang: str) -> Any:
    """Return a text in one language, or in all languages; None if there is no text."""
    if lang != ALL:
        # Most texts are in the language itself.
        own = columns.get(lang.replace("-", "_"))
        return own or str(get_text_from_columns(columns, lang)) or None
    texts: dict[str, str | None] = {}
    for code in API_LANGUAGES:
        text = get_text_from_columns(columns, code)
        tag = COLUMNS[code.replace("-", "_")]
        texts[tag] = str(text) if text and text.lang == tag else None
    return texts if any(texts.values()) else None


def translate_label(label: Any, lang: str) -> Any:
    """Return the label of a code in one language, or in all languages."""
    labels = {}
    for code in API_LANGUAGES if lang == ALL else (lang,):
        with override(code):
            labels[COLUMNS[code.replace("-", "_")]] = str(label)
    return labels if lang == ALL else labels.popitem()[1]


# -- descriptions -----------------------------------------------------------------------------------


def describe_field(field: Any, help_text: Any = None) -> str:
    with override("en"):
        name = str(getattr(field, "verbose_name", ""))
        more = str(field.help_text if help_text is None else help_text)
    sentence = name[:1].upper() + name[1:] + "."
    return f"{sentence} {more}".strip()


def describe_codes(choices: Iterable[tuple[str, Any]]) -> str:
    """Return a Markdown list of codes and English labels."""
    with override("en"):
        return "\n".join(f"- `{code}`: {label}" for code, label in choices)
