"""Renderers: JSON, and whole lists as CSV, JSON Lines, GeoJSON or an Excel workbook.

Exports are streamed in chunks, with constant memory usage.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from decimal import Decimal
from tempfile import TemporaryFile
from typing import Any, ClassVar

import orjson
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from rest_framework import renderers

from records.field_kinds.representation import ALL, SerializerField
from records.fields import translate_texts
from records.formats import FORMULA_PREFIXES
from records.models import Source
from records.translation import COLUMNS
from records.xlsx_files import XLSX_MEDIA_TYPE, add_sheet, create_workbook, fit_cell

Objects = list[dict[str, Any]]


class JsonRenderer(renderers.JSONRenderer):
    """JSON by orjson, which is several times faster on long lists."""

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None) -> bytes:
        return b"" if data is None else orjson.dumps(data)


def encode_json(value: Any) -> str:
    return orjson.dumps(value).decode()


def get_content_language(lang: str) -> str:
    return ", ".join(COLUMNS.values()) if lang == ALL else COLUMNS[lang.replace("-", "_")]


class ExportRenderer(renderers.BaseRenderer):
    """Base of the renderers of whole lists. `view.iter_objects()` yields the objects in chunks."""

    charset: Any = "utf-8"
    suffix: ClassVar[str]
    #: Whether it needs the coordinates of a list that has them.
    has_points: ClassVar[bool] = False

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None) -> Any:
        """Return a response of DRF that isn't a list as JSON."""
        return JsonRenderer().render(data)

    def build_response(self, view: Any) -> HttpResponse | StreamingHttpResponse:
        response = StreamingHttpResponse(
            _translate_lines(self.generate(view)), content_type=self.content_type
        )
        return self.set_headers(response, view)

    @property
    def content_type(self) -> str:
        return f"{self.media_type}; charset={self.charset}" if self.charset else self.media_type

    def set_headers(self, response: Any, view: Any) -> Any:
        day = view.output.as_of or timezone.localdate()
        response["Content-Disposition"] = f'attachment; filename="{view.file_name}-{day}.{self.suffix}"'
        response["Content-Language"] = get_content_language(view.output.context.lang)
        return response

    def generate(self, view: Any) -> Iterator[str | bytes]:
        raise NotImplementedError


def _translate_lines(lines: Iterator[str | bytes]) -> Iterator[str | bytes]:
    """Activate English for each line: labels are translated after the view has returned."""
    while True:
        with override("en"):
            line = next(lines, None)
        if line is None:
            return
        yield line


class JsonLinesRenderer(ExportRenderer):
    """One object of the list on each line."""

    media_type = "application/jsonl"
    format = suffix = "jsonl"

    def generate(self, view: Any) -> Iterator[str]:
        for _versions, objects in view.iter_objects():
            yield "".join(f"{encode_json(obj)}\n" for obj in objects)


class GeoJsonRenderer(ExportRenderer):
    """A FeatureCollection (RFC 7946)."""

    media_type = "application/geo+json"
    format = suffix = "geojson"
    charset = None
    has_points = True

    def generate(self, view: Any) -> Iterator[str]:
        yield '{"type":"FeatureCollection","features":['
        separator = ""
        for versions, objects in view.iter_objects():
            pairs = zip(versions, objects, strict=True)
            yield separator + ",".join(encode_json(build_feature(*pair)) for pair in pairs)
            separator = ","
        yield "]}\n"


def build_feature(version: Any, obj: dict[str, Any]) -> dict[str, Any]:
    """Return an object of a list as a feature (RFC 7946); its geometry is null without coordinates."""
    point = {"type": "Point", "coordinates": list(version.point)} if version.point else None
    return {"type": "Feature", "id": version.slug, "geometry": point, "properties": obj}


# -- tables -----------------------------------------------------------------------------------------


class CsvRenderer(ExportRenderer):
    """A row for each object, codes beside their labels. `excel=1` begins with a byte order mark."""

    media_type = "text/csv"
    format = suffix = "csv"

    def generate(self, view: Any) -> Iterator[str | bytes]:
        mark = "\ufeff" if view.has_byte_order_mark else ""
        yield mark + format_csv([view.get_table_heading()])
        yield from view.iter_csv_lines() or self._iter_lines(view)

    def _iter_lines(self, view: Any) -> Iterator[str]:
        for _versions, objects in view.iter_objects():
            yield format_csv(view.get_table_rows(objects))


def format_csv(rows: Iterable[Iterable[Any]]) -> str:
    """CSV rows, with formulas escaped."""
    text = io.StringIO()
    csv.writer(text).writerows([_format_cell(value) for value in row] for row in rows)
    return text.getvalue()


def _format_cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return escape_formula(value)
    if isinstance(value, float) and 0 < abs(value) < 0.0001:
        return f"{Decimal(str(value)):f}"  # without an exponent
    return value


def escape_formula(text: str) -> str:
    """Put an apostrophe before text that spreadsheets would run as a formula."""
    return f"'{text}" if text.startswith(FORMULA_PREFIXES) else text


class XlsxRenderer(ExportRenderer):
    """A workbook with the rows of the CSV file, their sources, and the date of the data."""

    media_type = XLSX_MEDIA_TYPE
    format = suffix = "xlsx"
    charset = None

    def build_response(self, view: Any) -> HttpResponse | StreamingHttpResponse:
        file = TemporaryFile()  # noqa: SIM115 - the response closes it
        with override("en" if view.output.context.lang == ALL else view.output.context.lang):
            write_workbook(file, view)
        file.seek(0)
        return self.set_headers(FileResponse(file, content_type=self.media_type), view)


def write_workbook(file: Any, view: Any) -> None:
    """Write the sheets: data, sources, and about the data."""
    with create_workbook(file) as workbook:
        sheet = add_sheet(workbook, _("Data"), view.get_table_heading())
        slugs: dict[str, None] = {}
        line = 0
        for _versions, objects in view.iter_objects():
            for row in view.get_table_rows(objects):
                line += 1
                sheet.write_row(line, 0, [fit_cell(value) for value in row])
            slugs |= dict.fromkeys(slug for obj in objects for slug in _find_source_slugs(obj))
        _write_sources(add_sheet(workbook, _("Sources"), _SOURCE_COLUMNS), list(slugs))
        about = workbook.add_worksheet(_("About"))
        for number, pair in enumerate(view.describe_export()):
            about.write_row(number, 0, pair)


def _find_source_slugs(value: Any) -> Iterator[str]:
    """Yield the slugs of all sources in an object and its parts."""
    if isinstance(value, dict) and value.get("type") == "source" and "slug" in value:
        yield value["slug"]
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _find_source_slugs(item)


_SOURCE_COLUMNS = (
    "slug", "title", "publisher", "published", "language", "kind", "link", "read_on", "copies", "rights"
)  # fmt: skip


def _write_sources(sheet: Any, slugs: list[str]) -> None:
    line = 0
    for start in range(0, len(slugs), 500):
        for source in Source.objects.published().filter(slug__in=slugs[start : start + 500]).order_by("slug"):
            line += 1
            link = source.url if source.link_ok else ""
            read_on = source.read_on.isoformat() if source.read_on else ""
            cells = (source.slug, source.title, source.publisher, source.published, source.language)
            copies = _SEPARATOR.join(translate_texts(source.copies))
            sheet.write_row(line, 0, (*cells, source.kind, link, read_on, copies, source.rights))


# -- cells of records -------------------------------------------------------------------------------

_SEPARATOR = "|"
_OTHER_COLUMNS = [column for column in COLUMNS if column != "en"]


def list_columns(name: str, field: Any, lang: str) -> list[str]:
    """Return the columns of a field in tables."""
    kind = getattr(field, "kind", "parts")
    if kind in ("text", "texts") and lang == ALL:
        return [f"{name}_{column}" for column in COLUMNS]
    if kind in ("code", "codes"):
        return [name, f"{name}_label"]
    if kind == "reference":
        # The English name has the column that it has in files in one language.
        others = _OTHER_COLUMNS if lang == ALL else []
        return [name, f"{name}_name", *(f"{name}_name_{column}" for column in others)]
    return [name]


def build_cells(field: Any, value: Any, context: Any) -> list[Any]:
    """Return the cells of a field of an object, one for each of its columns."""
    kind = getattr(field, "kind", "parts")
    build = _CELLS.get(kind)
    if build is None:
        return [encode_json(value)] if kind in ("parts", "object") else [value]
    return build(field, value, context)


def _build_text_cells(field: SerializerField, value: Any, context: Any) -> list[Any]:
    return [(value or {}).get(tag) for tag in COLUMNS.values()] if context.lang == ALL else [value]


def _build_texts_cells(field: SerializerField, value: Any, context: Any) -> list[Any]:
    if context.lang != ALL:
        return [_SEPARATOR.join(value)]
    return [_SEPARATOR.join(item.get(tag) or "" for item in value) for tag in COLUMNS.values()]


def _build_code_cells(field: SerializerField, value: Any, context: Any) -> list[Any]:
    return [value, _get_label(field, value, context)]


def _build_codes_cells(field: SerializerField, value: Any, context: Any) -> list[Any]:
    labels = [_get_label(field, code, context) for code in value]
    return [_SEPARATOR.join(value), _SEPARATOR.join(labels)]


def _get_label(field: SerializerField, code: Any, context: Any) -> Any:
    label = context.label(field, code)
    return label[COLUMNS["en"]] if isinstance(label, dict) else label


def _build_reference_cells(field: SerializerField, value: Any, context: Any) -> list[Any]:
    slug, name = (value["slug"], value["name"]) if value else (None, None)
    if context.lang != ALL:
        return [slug, name]
    return [slug, *((name or {}).get(tag) for tag in COLUMNS.values())]


def _build_references_cells(field: SerializerField, value: Any, context: Any) -> list[Any]:
    return [_SEPARATOR.join(entry["slug"] for entry in value)]


_CELLS = {
    "text": _build_text_cells,
    "texts": _build_texts_cells,
    "code": _build_code_cells,
    "codes": _build_codes_cells,
    "reference": _build_reference_cells,
    "references": _build_references_cells,
}
