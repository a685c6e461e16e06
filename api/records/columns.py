"""Columns of files: what the fields of a list are in a table, with types, languages and references."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.utils.translation import override

from api.addresses import RESOURCE_NAMES
from api.serializers import get_kind
from records.field_kinds.representation import ALL
from records.texts.translation import COLUMNS

#: What separates several values of a cell.
SEPARATOR = "|"
#: The kinds of fields whose values have the type of their column; those of others are texts.
_TYPED = ("number", "integer", "boolean", "datetime", "date", "uri")
_LISTS = ("codes", "references", "texts", "list")
#: The columns that identify the rows of a list of records, parts or figures.
KEYS = ("slug", "identifier")
#: Units that columns have by themselves, in UCUM. Other numbers have theirs in the column `unit`.
_UNITS = {"lat": "deg", "lon": "deg", "weight_percent": "%"}


class TableColumn(NamedTuple):
    """A column of a table. `kind`: string, json, or one of `_TYPED`.

    `lang`: the language of its texts. `is_list`: cells have several values. `target`: the list whose rows its
    slugs name. `unit`: in UCUM.
    """

    name: str
    kind: str = "string"
    description: str = ""
    lang: str = ""
    is_list: bool = False
    target: str = ""
    unit: str = ""

    @property
    def is_reference(self) -> bool:
        """Whether a cell has the slug of one row of another list, or none."""
        return bool(self.target) and not self.is_list


def list_text_columns(name: str, lang: str) -> list[str]:
    """Return the columns of a label or name; the English one has that of files in one language."""
    return [name, *(f"{name}_{column}" for column in COLUMNS if column != "en" and lang == ALL)]


def describe_columns(fields: Iterable[tuple[str, Any]], lang: str) -> list[TableColumn]:
    """Return the columns of fields in tables."""
    with override("en"):
        return [column for name, field in fields for column in _describe_field(name, field, lang)]


def _describe_field(name: str, field: Any, lang: str) -> Iterator[TableColumn]:
    kind, about = get_kind(field), _get_description(field)
    if kind in ("text", "texts"):
        names = [f"{name}_{column}" for column in COLUMNS] if lang == ALL else [name]
        yield from _describe_texts(names, about, lang, is_list=kind == "texts")
        return
    model: Any = getattr(field, "model", None)
    yield TableColumn(
        name,
        "json" if kind in ("parts", "object") else kind if kind in _TYPED else "string",
        about,
        is_list=kind in _LISTS,
        target=RESOURCE_NAMES.get(model, "") if kind in ("reference", "references") else "",
        unit=_UNITS.get(name, ""),
    )
    if kind in ("code", "codes"):
        labels = list_text_columns(f"{name}_label", lang)
        yield from _describe_texts(labels, f"The label of `{name}`.", lang, is_list=kind == "codes")
    elif kind == "reference":
        yield from _describe_texts(list_text_columns(f"{name}_name", lang), f"The name of `{name}`.", lang)


def _describe_texts(
    names: list[str], about: str, lang: str, *, is_list: bool = False
) -> Iterator[TableColumn]:
    tags = COLUMNS.values() if lang == ALL else [COLUMNS[lang.replace("-", "_")]]
    for name, tag in zip(names, tags, strict=True):
        yield TableColumn(name, description=about, lang=tag, is_list=is_list)


def _get_description(field: Any) -> str:
    return str(getattr(field, "description", "") or field.help_text or "")
