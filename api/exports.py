"""Streamed exports of lists as CSV, JSON lines or GeoJSON, with constant memory usage."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import override

from api import reading
from api.asking import Asked
from api.fields import ALL, Context, Entry, Key
from api.resources import ApiResource
from records.formats import FORMULA_PREFIXES
from records.snapshots import select_with_related
from records.translation import COLUMNS

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/jsonl; charset=utf-8",
    "geojson": "application/geo+json",
}


def response(resource: ApiResource, asked: Asked) -> StreamingHttpResponse:
    lines = {"csv": _generate_csv, "jsonl": _generate_jsonl, "geojson": _generate_geojson}[asked.format](
        resource, asked
    )
    return stream(resource.name, lines, asked)


def stream(name: str, lines: Iterator[str], asked: Asked) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(_translate_lines(lines), content_type=CONTENT_TYPES[asked.format])
    day = asked.as_of or timezone.localdate()
    answer["Content-Disposition"] = f'attachment; filename="{name}-{day}.{asked.format}"'
    languages = (
        COLUMNS.values() if asked.context.lang == ALL else [COLUMNS[asked.context.lang.replace("-", "_")]]
    )
    answer["Content-Language"] = ", ".join(languages)
    return answer


def _translate_lines(lines: Iterator[str]) -> Iterator[str]:
    """Activate English for each line: labels are translated after the view has returned."""
    while True:
        with override("en"):
            line = next(lines, None)
        if line is None:
            return
        yield line


def _iter_chunks(resource: ApiResource, asked: Asked) -> Iterator[list[Entry]]:
    if asked.as_of is None:
        yield from reading.chunks(resource, asked, with_place=asked.format == "geojson")
        return
    chunk: list[Entry] = []
    for entry in reading.all_on(resource, asked.as_of):
        chunk.append(entry)
        if len(chunk) == 500:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _serialize_versions(
    resource: ApiResource, asked: Asked, entries: Iterable[Entry]
) -> Iterator[dict[str, Any]]:
    for entry in entries:
        yield resource.shape.to_representation(entry, asked.context, asked.only)


def json_text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


# -- JSON lines -------------------------------------------------------------------------------------


def _generate_jsonl(resource: ApiResource, asked: Asked) -> Iterator[str]:
    for entries in _iter_chunks(resource, asked):
        yield "".join(f"{json_text(obj)}\n" for obj in _serialize_versions(resource, asked, entries))


# -- GeoJSON (RFC 7946) -----------------------------------------------------------------------------


def _generate_geojson(resource: ApiResource, asked: Asked) -> Iterator[str]:
    yield '{"type":"FeatureCollection","features":['
    separator = ""
    for entries in _iter_chunks(resource, asked):
        features = []
        for entry, obj in zip(entries, _serialize_versions(resource, asked, entries), strict=True):
            point = {"type": "Point", "coordinates": list(entry.point)} if entry.point else None
            features.append(
                json_text({"type": "Feature", "id": entry.slug, "geometry": point, "properties": obj})
            )
        yield separator + ",".join(features)
        separator = ","
    yield "]}\n"


# -- CSV --------------------------------------------------------------------------------------------


def csv_text(rows: Iterable[Iterable[Any]]) -> str:
    """CSV rows, with formulas escaped."""
    text = io.StringIO()
    csv.writer(text).writerows([_escape_cell(value) for value in row] for row in rows)
    return text.getvalue()


def _generate_csv(resource: ApiResource, asked: Asked) -> Iterator[str]:
    keys = [key for key in resource.shape.keys if asked.only is None or key.name in asked.only]
    labels = _load_labels(keys, asked.context)
    yield csv_text([[name for key in keys for name in _list_columns(key, asked.context)]])
    for entries in _iter_chunks(resource, asked):
        objects = list(_serialize_versions(resource, asked, entries))
        names = _load_titles(keys, objects, asked)
        yield csv_text(
            [value for key in keys for value in _build_cells(key, obj[key.name], asked, names, labels)]
            for obj in objects
        )


def _list_columns(key: Key, context: Context) -> list[str]:
    if key.kind in ("text", "texts") and context.lang == ALL:
        return [f"{key.name}_{column}" for column in COLUMNS]
    if key.kind in ("code", "codes"):
        return [key.name, f"{key.name}_label"]
    if key.kind in ("reference", "references"):
        return [key.name, f"{key.name}_name"] if key.kind == "reference" else [key.name]
    return [key.name]


_SEPARATOR = "|"

#: (Type, slug) of a record -> its title; field name -> labels by code.
Names = dict[tuple[str, str], str]
Labels = dict[str, dict[Any, str]]


def _build_cells(key: Key, value: Any, asked: Asked, names: Names, labels: Labels) -> list[Any]:
    if key.kind in ("text", "texts") and asked.context.lang == ALL:
        several = value if isinstance(value, list) else [value or {}]
        return [_SEPARATOR.join(item.get(tag) or "" for item in several) for tag in COLUMNS.values()]
    if key.kind == "texts":
        return [_SEPARATOR.join(value)]
    if key.kind == "code":
        return [value, labels[key.name].get(value, value)]
    if key.kind == "codes":
        return [_SEPARATOR.join(value), _SEPARATOR.join(labels[key.name].get(code, code) for code in value)]
    if key.kind == "reference":
        return [value["slug"], names.get((value["type"], value["slug"]), "")] if value else [None, None]
    if key.kind == "references":
        return [_SEPARATOR.join(entry["slug"] for entry in value)]
    if key.kind in ("parts", "object"):
        return [json_text(value)]
    return [value]


def _load_labels(keys: list[Key], context: Context) -> Labels:
    """The labels of codes in the language of the export, evaluated once for all rows."""
    with override("en" if context.lang == ALL else context.lang):
        return {key.name: {code: str(label) for code, label in key.choices} for key in keys}


def _load_titles(keys: list[Key], objects: list[dict[str, Any]], asked: Asked) -> Names:
    """Titles of referenced records, as of the requested date; one query per record type."""
    found: Names = {}
    lang = "en" if asked.context.lang == ALL else asked.context.lang
    for model in {key.model for key in keys if key.kind == "reference"}:
        slugs = {
            obj[key.name]["slug"]
            for obj in objects
            for key in keys
            if key.kind == "reference" and key.model is model and obj[key.name]
        }
        if slugs and asked.as_of:
            titles = reading.titles_on(model, slugs, asked.as_of, lang)
            found |= {(model.type_code, slug): title for slug, title in titles.items()}
        elif slugs:
            for record in select_with_related(model).filter(slug__in=slugs):
                found[model.type_code, record.slug] = str(record.title_in(lang))
    return found


def _escape_cell(value: Any) -> Any:
    """Escape text that spreadsheets would run as a formula."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.startswith(FORMULA_PREFIXES):
        return f"'{value}"
    return value
