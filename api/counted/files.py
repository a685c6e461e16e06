"""Streamed CSV and JSON lines of statistics; CSV has a row for each value."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import override

from api import exports
from api.asking import Asked
from api.counted.asking import Question
from api.counted.reading import present, told
from api.counted.shape import SHAPE
from api.fields import ALL, Context, Key
from records.translation import COLUMNS
from stats.choices import StatisticGroup

#: Number of statistics in memory at a time.
_CHUNK = 100


def lines(question: Question, asked: Asked) -> Iterator[str]:
    every = question.places()
    if asked.format == "csv":
        yield exports.csv_text([_build_heading(asked)])
    for start in range(0, len(every), _CHUNK):
        objects = [
            present(one, asked) for one in told(every[start : start + _CHUNK], question, asked.context.lang)
        ]
        if asked.format == "csv":
            yield exports.csv_text(row for obj in objects for row in _generate_rows(obj, asked))
        else:
            yield "".join(f"{exports.json_text(obj)}\n" for obj in objects)


def _get_text_cells(name: str) -> Callable[[Any, Context], list[Any]]:
    def cells(obj: Any, context: Context) -> list[Any]:
        text = obj[name]
        return [(text or {}).get(tag) for tag in COLUMNS.values()] if context.lang == ALL else [text]

    return cells


def _join_list_cell(name: str) -> Callable[[Any, Context], list[Any]]:
    return lambda obj, _context: ["|".join(obj[name] or ())]


def _get_cell(name: str) -> Callable[[Any, Context], list[Any]]:
    return lambda obj, _context: [obj[name]]


def _get_scope_cells(obj: Any, context: Context) -> list[Any]:
    scope = obj["scope"]
    return [scope["kind"], scope["slug"], *_get_text_cells("name")(scope, context)]


def _format_codes(value: Any, _context: Context) -> list[Any]:
    return ["; ".join(f"{name}={'' if code is None else code}" for name, code in value["dimensions"].items())]


def _format_labels(value: Any, context: Context) -> list[Any]:
    labels = list(value["labels"].values())
    if context.lang != ALL:
        return [" · ".join(labels)]
    return [" · ".join(label[tag] or "" for label in labels) for tag in COLUMNS.values()]


def _get_group_cells(obj: Any, context: Context) -> list[Any]:
    with override("en" if context.lang == ALL else context.lang):
        return [obj["group"], str(StatisticGroup(obj["group"]).label)]


@dataclass(frozen=True)
class _Columns:
    """The columns of a field; a name that ends in `*` has a column per language with `lang=all`."""

    names: tuple[str, ...]
    cells: Callable[[Any, Context], list[Any]]

    def heading(self, context: Context) -> list[str]:
        tags = list(COLUMNS) if context.lang == ALL else []
        found: list[str] = []
        for name in self.names:
            plain = name.removesuffix("*")
            found += [f"{plain}_{tag}" for tag in tags] if name.endswith("*") and tags else [plain]
        return found


def _get_columns(key: Key) -> _Columns:
    if key.name == "scope":
        return _Columns(("scope", "scope_slug", "scope_name*"), _get_scope_cells)
    if key.name == "dimensions":
        return _Columns(
            ("dimensions",), lambda obj, _context: ["|".join(d["name"] for d in obj["dimensions"])]
        )
    if key.name == "group":
        return _Columns(("group", "group_label"), _get_group_cells)
    if key.kind == "text":
        return _Columns((f"{key.name}*",), _get_text_cells(key.name))
    if key.kind == "list":
        return _Columns((key.name,), _join_list_cell(key.name))
    return _Columns((key.name,), _get_cell(key.name))


#: The columns of the field `values`.
_OF_VALUES = (
    _Columns(("codes",), _format_codes),
    _Columns(("labels*",), _format_labels),
    *(
        _Columns((name,), _get_cell(name))
        for name in ("value", "value_reason", "n", "denominator", "since", "records")
    ),
)


def _select_columns(asked: Asked) -> tuple[list[_Columns], Sequence[_Columns]]:
    keys = [key for key in SHAPE.keys if asked.only is None or key.name in asked.only]
    own = [_get_columns(key) for key in keys if key.name != "values"]
    return own, _OF_VALUES if any(key.name == "values" for key in keys) else ()


def _build_heading(asked: Asked) -> list[str]:
    own, of_values = _select_columns(asked)
    return [name for columns in (*own, *of_values) for name in columns.heading(asked.context)]


def _generate_rows(obj: dict[str, Any], asked: Asked) -> Iterator[list[Any]]:
    own, of_values = _select_columns(asked)
    beginning = [cell for columns in own for cell in columns.cells(obj, asked.context)]
    if not of_values:
        yield beginning
    for value in obj.get("values", ()):
        yield [*beginning, *(cell for columns in of_values for cell in columns.cells(value, asked.context))]
