"""The parameters of the OpenAPI description: those that many addresses share, and those of a resource."""

from typing import Any

from api.asking import FORMATS, LANGS, LAST_ROW_BY_PAGE, MOST_PER_PAGE, PAGE_SIZE
from api.components import Json, ref
from api.filters import SlugsFilter, StatedDateBound, UpdatedSince, allowed_values, describe
from api.resources import ApiResource
from api.shapes import Shape
from records.filters import CodesFilter


def shared(*names: str) -> list[Json]:
    """References to parameters that many addresses have."""
    return [ref(name, "parameters") for name in names]


def query(name: str, description: str, schema: Json, **more: Any) -> Json:
    """A parameter of the query."""
    return {"name": name, "in": "query", "description": description, "schema": schema, **more}


def several(name: str, description: str, items: Json, **more: Any) -> Json:
    """A parameter that takes several values, separated by commas."""
    schema = {"type": "array", "items": items}
    return query(name, description, schema, style="form", explode=False, **more)


PARAMETERS: Json = {
    "lang": query(
        "lang",
        "The language of texts. Without it English, whatever your browser prefers. `all` gives each text "
        "as an "
        "object with all three languages.",
        {"type": "string", "enum": list(LANGS), "default": "en"},
    ),
    "as_of": query(
        "as_of",
        "As it was public at the end of this day in Shanghai. Goes with `lang`, `fields`, `format`, "
        "`page_size`, "
        "`page`, `cursor` and `count`; lists are then in the order of slugs. Versions that were redacted "
        "since are left out.",
        {"type": "string", "format": "date"},
    ),
    "format": query(
        "format",
        "`csv`, `jsonl` and `geojson` give the whole filtered list at once. In CSV an apostrophe stands "
        "before a text that begins with `=`, `+`, `-`, `@`, a tab or a new line: no spreadsheet runs it.",
        {"type": "string", "enum": list(FORMATS), "default": "json"},
    ),
    "page_size": query(
        "page_size",
        f"How many a page has at most; without it {PAGE_SIZE}.",
        {"type": "integer", "minimum": 1, "maximum": MOST_PER_PAGE},
    ),
    "cursor": query(
        "cursor",
        "Where the page before ended, out of its `next`. Good for the same filters and order only.",
        {"type": "string"},
    ),
    "page": query(
        "page",
        f"A page by its number, for people: up to row {LAST_ROW_BY_PAGE}. Programs follow `next` instead, "
        f"which "
        "neither skips nor repeats a row while editors work.",
        {"type": "integer", "minimum": 1, "maximum": LAST_ROW_BY_PAGE},
    ),
    "count": query(
        "count",
        "`1`: count the rows that the filters leave.",
        {"type": "string", "enum": ["0", "1"]},
    ),
}


def fields_of(shape: Shape) -> Json:
    """Which keys of a shape may be asked for."""
    return several(
        "fields",
        "Only these keys, separated by commas.",
        {"type": "string", "enum": [key.name for key in shape.keys]},
    )


def expand_of(shape: Shape) -> list[Json]:
    """Which references of a shape may be expanded, if any."""
    names = [key.name for key in shape.keys if key.kind in ("reference", "references")]
    words = "Put the whole records in the place of these references."
    return [several("expand", words, {"type": "string", "enum": names})] if names else []


def filter_of(name: str, entry: Any) -> Json:
    """What narrows a list, as the FilterSet has it."""
    words, codes = describe(entry), allowed_values(entry)
    if isinstance(entry, (CodesFilter, SlugsFilter)) or codes:
        return several(name, words, {"type": "string", "enum": codes} if codes else {"type": "string"})
    if isinstance(entry, StatedDateBound):
        return query(name, words, {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"})
    if isinstance(entry, UpdatedSince):
        return since(words)
    if name.endswith(("_min", "_max")):
        is_whole = entry.field_class.__name__ == "IntegerField"
        return query(name, words, {"type": "integer" if is_whole else "number"})
    if name == "q":
        return query(name, words, {"type": "string", "maxLength": 100})
    return several(name, words, {"type": "string"})


def since(words: str) -> Json:
    """A day or a moment."""
    either = [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]
    return query("updated_since", words, {"anyOf": either})


def sort_of(resource: ApiResource) -> Json:
    """The orders of a list."""
    words = "\n".join(f"- `{sort.name}`: {sort.description}" for sort in resource.sorts.values())
    words = f"Without it `{next(iter(resource.sorts))}`.\n\n{words}"
    return query("sort", words, {"type": "string", "enum": list(resource.sorts)})
