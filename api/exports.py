"""Streamed exports of lists as CSV, JSON lines or GeoJSON, with constant memory usage."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import override

from api import selectors
from api.query_params import ListParams
from api.resources import ApiResource
from api.serializers import RecordVersion, SerializerContext
from records.field_kinds.representation import ALL, SerializerField
from records.formats import FORMULA_PREFIXES
from records.snapshots import select_with_related
from records.translation import COLUMNS

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/jsonl; charset=utf-8",
    "geojson": "application/geo+json",
}


def build_export_response(resource: ApiResource, params: ListParams) -> StreamingHttpResponse:
    lines = {"csv": _generate_csv, "jsonl": _generate_jsonl, "geojson": _generate_geojson}[params.format](
        resource, params
    )
    return build_streaming_response(resource.name, lines, params)


def build_streaming_response(name: str, lines: Iterator[str], params: ListParams) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(_translate_lines(lines), content_type=CONTENT_TYPES[params.format])
    day = params.as_of or timezone.localdate()
    answer["Content-Disposition"] = f'attachment; filename="{name}-{day}.{params.format}"'
    languages = (
        COLUMNS.values() if params.context.lang == ALL else [COLUMNS[params.context.lang.replace("-", "_")]]
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


def _iter_chunks(resource: ApiResource, params: ListParams) -> Iterator[list[RecordVersion]]:
    if params.as_of is None:
        yield from selectors.iter_chunks(resource, params, with_place=params.format == "geojson")
        return
    chunk: list[RecordVersion] = []
    for entry in selectors.iter_as_of(resource, params.as_of):
        chunk.append(entry)
        if len(chunk) == 500:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _serialize_versions(
    resource: ApiResource, params: ListParams, entries: Iterable[RecordVersion]
) -> Iterator[dict[str, Any]]:
    for entry in entries:
        yield resource.shape.to_representation(entry, params.context, params.only)


def convert_to_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


# -- JSON lines -------------------------------------------------------------------------------------


def _generate_jsonl(resource: ApiResource, params: ListParams) -> Iterator[str]:
    for entries in _iter_chunks(resource, params):
        yield "".join(f"{convert_to_json(obj)}\n" for obj in _serialize_versions(resource, params, entries))


# -- GeoJSON (RFC 7946) -----------------------------------------------------------------------------


def _generate_geojson(resource: ApiResource, params: ListParams) -> Iterator[str]:
    yield '{"type":"FeatureCollection","features":['
    separator = ""
    for entries in _iter_chunks(resource, params):
        features = []
        for entry, obj in zip(entries, _serialize_versions(resource, params, entries), strict=True):
            point = {"type": "Point", "coordinates": list(entry.point)} if entry.point else None
            features.append(
                convert_to_json({"type": "Feature", "id": entry.slug, "geometry": point, "properties": obj})
            )
        yield separator + ",".join(features)
        separator = ","
    yield "]}\n"


# -- CSV --------------------------------------------------------------------------------------------


def convert_to_csv(rows: Iterable[Iterable[Any]]) -> str:
    """CSV rows, with formulas escaped."""
    text = io.StringIO()
    csv.writer(text).writerows([_escape_cell(value) for value in row] for row in rows)
    return text.getvalue()


def _generate_csv(resource: ApiResource, params: ListParams) -> Iterator[str]:
    keys = [key for key in resource.shape.keys if params.only is None or key.name in params.only]
    labels = _load_labels(keys, params.context)
    yield convert_to_csv([[name for key in keys for name in _list_columns(key, params.context)]])
    for entries in _iter_chunks(resource, params):
        objects = list(_serialize_versions(resource, params, entries))
        names = _load_titles(keys, objects, params)
        yield convert_to_csv(
            [value for key in keys for value in _build_cells(key, obj[key.name], params, names, labels)]
            for obj in objects
        )


def _list_columns(key: SerializerField, context: SerializerContext) -> list[str]:
    if key.kind in ("text", "texts") and context.lang == ALL:
        return [f"{key.name}_{column}" for column in COLUMNS]
    if key.kind in ("code", "codes"):
        return [key.name, f"{key.name}_label"]
    if key.kind in ("reference", "references"):
        return [key.name, f"{key.name}_name"] if key.kind == "reference" else [key.name]
    return [key.name]


_SEPARATOR = "|"

#: (Type, slug) of a record -> its title; field name -> labels by code.
TitlesByReference = dict[tuple[str, str], str]
LabelsByField = dict[str, dict[Any, str]]


def _build_cells(
    key: SerializerField, value: Any, params: ListParams, names: TitlesByReference, labels: LabelsByField
) -> list[Any]:
    if key.kind in ("text", "texts") and params.context.lang == ALL:
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
        return [convert_to_json(value)]
    return [value]


def _load_labels(keys: list[SerializerField], context: SerializerContext) -> LabelsByField:
    """Return the labels of codes in the language of the export, evaluated once for all rows."""
    with override("en" if context.lang == ALL else context.lang):
        return {key.name: {code: str(label) for code, label in key.choices} for key in keys}


def _load_titles(
    keys: list[SerializerField], objects: list[dict[str, Any]], params: ListParams
) -> TitlesByReference:
    """Return titles of referenced records, as of the requested date; one query per record type."""
    loaded_titles: TitlesByReference = {}
    lang = "en" if params.context.lang == ALL else params.context.lang
    for model in {key.model for key in keys if key.kind == "reference"}:
        slugs = {
            obj[key.name]["slug"]
            for obj in objects
            for key in keys
            if key.kind == "reference" and key.model is model and obj[key.name]
        }
        if slugs and params.as_of:
            titles = selectors.get_titles_as_of(model, slugs, params.as_of, lang)
            loaded_titles |= {(model.type_code, slug): title for slug, title in titles.items()}
        elif slugs:
            for record in select_with_related(model).filter(slug__in=slugs):
                loaded_titles[model.type_code, record.slug] = str(record.title_in(lang))
    return loaded_titles


def _escape_cell(value: Any) -> Any:
    """Escape text that spreadsheets would run as a formula."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.startswith(FORMULA_PREFIXES):
        return f"'{value}"
    return value
