"""Renderers: JSON, and whole lists as CSV, JSON Lines, GeoJSON or an Excel workbook.

Exports are streamed in chunks, with constant memory usage.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from tempfile import TemporaryFile
from typing import Any, ClassVar, cast

import orjson
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override
from rest_framework import renderers

from api.records.columns import SEPARATOR, TableColumn, list_text_columns
from api.serializers import get_kind
from records.field_kinds.representation import ALL, SerializerField, translate_label
from records.fields import translate_texts
from records.models import Source
from records.texts.formats import FORMULA_PREFIXES
from records.texts.translation import COLUMNS
from records.texts.xlsx_files import XLSX_MEDIA_TYPE, add_sheet, create_workbook, fit_cell

Objects = list[dict[str, Any]]
#: Rows of a list, and their objects.
Chunk = tuple[Sequence[Any], Objects]


class JsonRenderer(renderers.JSONRenderer):
    """JSON by orjson, which is several times faster on long lists."""

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None) -> bytes:
        return b"" if data is None else orjson.dumps(data)


def encode_json(value: Any) -> str:
    return orjson.dumps(value).decode()


def get_content_language(lang: str) -> str:
    return ", ".join(COLUMNS.values()) if lang == ALL else COLUMNS[lang.replace("-", "_")]


@dataclass
class ListExport:
    """A whole list, to be written as a file. Its chunks are read, and translated, while it is written."""

    #: Without suffix.
    file_name: str
    lang: str
    chunks: Iterator[Chunk]
    #: The columns of the list as a table, and the function from objects to their rows.
    columns: Sequence[TableColumn]
    build_rows: Callable[[Objects], Iterable[Sequence[Any]]]
    #: Returns what a workbook says of itself.
    describe: Callable[[], Iterable[tuple[str, str]]]
    #: The column that identifies a row; empty if there is none.
    key: str = ""
    has_byte_order_mark: bool = False
    #: The lines of CSV, if the database writes them.
    csv_lines: Iterable[bytes] | None = None
    #: The address of the CSV file, of that of another list, and the function that returns what its
    #: metadata say of the data.
    csv_url: str = ""
    get_table_url: Callable[[str], str] = str
    describe_source: Callable[[], Any] | None = None
    #: Returns the feature of a row and its object, of a list that has points.
    build_feature: Callable[[Any, dict[str, Any]], dict[str, Any]] | None = None

    @property
    def headings(self) -> list[str]:
        return [column.name for column in self.columns]


class ExportRenderer(renderers.BaseRenderer):
    """Base of the renderers of whole lists, which are a `ListExport`."""

    charset: Any = "utf-8"
    suffix: ClassVar[str]
    #: Whether it needs the coordinates of a list that has them.
    has_points: ClassVar[bool] = False
    #: Whether its answer reads the rows of the list: then the answer is an export, and limited as such.
    has_rows: ClassVar[bool] = True

    def build_response(self, export: ListExport) -> HttpResponse | StreamingHttpResponse:
        lines = _translate_lines(self.render(export))
        return self.set_headers(StreamingHttpResponse(lines, content_type=self.content_type), export)

    @property
    def content_type(self) -> str:
        return f"{self.media_type}; charset={self.charset}" if self.charset else self.media_type

    def set_headers(self, response: Any, export: ListExport) -> Any:
        response["Content-Disposition"] = f'attachment; filename="{export.file_name}.{self.suffix}"'
        response["Content-Language"] = get_content_language(export.lang)
        return response

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None) -> Any:
        """Yield the lines of an export."""
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

    def render(self, data: ListExport, *_args: Any, **_kwargs: Any) -> Any:
        for _versions, objects in data.chunks:
            yield "".join(f"{encode_json(obj)}\n" for obj in objects)


class GeoJsonRenderer(ExportRenderer):
    """A FeatureCollection (RFC 7946)."""

    media_type = "application/geo+json"
    format = suffix = "geojson"
    charset = None
    has_points = True

    def render(self, data: ListExport, *_args: Any, **_kwargs: Any) -> Any:
        yield '{"type":"FeatureCollection","features":['
        separator = ""
        assert data.build_feature
        for versions, objects in data.chunks:
            features = map(data.build_feature, versions, objects)
            yield separator + ",".join(encode_json(feature) for feature in features)
            separator = ","
        yield "]}\n"


# -- tables -----------------------------------------------------------------------------------------


class CsvRenderer(ExportRenderer):
    """A row for each object, codes beside their labels. `excel=1` begins with a byte order mark."""

    media_type = "text/csv"
    format = suffix = "csv"

    def set_headers(self, response: Any, export: ListExport) -> Any:
        if export.csv_url:
            link = f'<{export.csv_url}-metadata.json>; rel="describedby"; type="application/csvm+json"'
            response["Link"] = link
        return super().set_headers(response, export)

    def render(self, data: ListExport, *_args: Any, **_kwargs: Any) -> Any:
        yield ("\ufeff" if data.has_byte_order_mark else "") + format_csv([data.headings])
        if data.csv_lines is not None:
            yield from data.csv_lines
            return
        for _versions, objects in data.chunks:
            yield format_csv(data.build_rows(objects))


def format_csv(rows: Iterable[Iterable[Any]]) -> str:
    """CSV rows, with formulas escaped."""
    text = io.StringIO()
    csv.writer(text).writerows(
        [value if value is None else _format_cell(value) for value in row] for row in rows
    )
    return text.getvalue()


def _format_cell(value: Any) -> Any:
    if isinstance(value, str):
        return escape_formula(value)
    if isinstance(value, bool):
        return "true" if value else "false"
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

    def build_response(self, export: ListExport) -> HttpResponse | StreamingHttpResponse:
        file = TemporaryFile()  # noqa: SIM115 - the response closes it
        with override("en" if export.lang == ALL else export.lang):
            write_workbook(file, export)
        file.seek(0)
        return self.set_headers(FileResponse(file, content_type=self.media_type), export)


def write_workbook(file: Any, export: ListExport) -> None:
    """Write the sheets: data, sources, and about the data."""
    with create_workbook(file) as workbook:
        sheet = add_sheet(workbook, _("Data"), export.headings)
        slugs: dict[str, None] = {}
        line = 0
        for _versions, objects in export.chunks:
            for row in export.build_rows(objects):
                line += 1
                sheet.write_row(line, 0, [fit_cell(value) for value in row])
            slugs |= dict.fromkeys(slug for obj in objects for slug in _find_source_slugs(obj))
        sources = add_sheet(workbook, _("Sources"), _list_source_columns(export.lang))
        _write_sources(sources, list(slugs), export.lang)
        about = workbook.add_worksheet(_("About"))
        for number, pair in enumerate(export.describe()):
            about.write_row(number, 0, pair)


def _find_source_slugs(value: Any) -> Iterator[str]:
    """Yield the slugs of all sources in an object and its parts."""
    if isinstance(value, dict) and value.get("type") == "source" and "slug" in value:
        yield value["slug"]
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _find_source_slugs(item)


#: Fields of a source with a code, whose labels follow it.
_SOURCE_CODES = ("kind", "rights")


def _list_source_columns(lang: str) -> list[str]:
    kind, rights = ((name, *list_text_columns(f"{name}_label", lang)) for name in _SOURCE_CODES)
    return [
        "slug", "title", "publisher", "published", "language", *kind, "link", "read_on", "copies", *rights
    ]  # fmt: skip


def _write_sources(sheet: Any, slugs: list[str], lang: str) -> None:
    line = 0
    for start in range(0, len(slugs), 500):
        for source in Source.objects.published().filter(slug__in=slugs[start : start + 500]).order_by("slug"):
            line += 1
            link = source.url if source.link_ok else ""
            read_on = source.read_on.isoformat() if source.read_on else ""
            cells = (source.slug, source.title, source.publisher, source.published, source.language)
            copies = SEPARATOR.join(translate_texts(source.copies))
            kind, rights = (_list_code_cells(source, name, lang) for name in _SOURCE_CODES)
            sheet.write_row(line, 0, (*cells, *kind, link, read_on, copies, *rights))


def _list_code_cells(source: Source, name: str, lang: str) -> list[Any]:
    """Return a code and its label in the language of the file, or in all."""
    code, field = getattr(source, name), cast(Any, source._meta.get_field(name))
    label = translate_label(dict(field.choices)[code], lang) if code else None
    return [code, *list_texts(label, lang)]


# -- cells of records -------------------------------------------------------------------------------


def list_texts(text: Any, lang: str) -> list[Any]:
    """Return a label or name in the languages of `columns.list_text_columns()`."""
    return [(text or {}).get(tag) for tag in COLUMNS.values()] if lang == ALL else [text]


#: (field, value, context) -> the cells of a field of an object, one for each of its columns.
CellBuilder = Callable[[Any, Any, Any], list[Any]]


def get_cell_builder(field: Any) -> CellBuilder:
    """Return the function that builds the cells of a field. A file has many, so it is looked up once."""
    return _BUILDERS.get(get_kind(field), _build_plain_cell)


def _build_plain_cell(_field: Any, value: Any, _context: Any) -> list[Any]:
    return [value]


def _build_json_cell(_field: Any, value: Any, _context: Any) -> list[Any]:
    return [encode_json(value)]


def _build_text_cells(field: SerializerField, value: Any, context: Any) -> list[Any]:
    return list_texts(value, context.lang)


def _build_texts_cells(field: SerializerField, value: Any, context: Any) -> list[Any]:
    if context.lang != ALL:
        return [SEPARATOR.join(value)]
    return [SEPARATOR.join(item.get(tag) or "" for item in value) for tag in COLUMNS.values()]


def _build_code_cells(field: SerializerField, value: Any, context: Any) -> list[Any]:
    return [value, *list_texts(context.label(field, value), context.lang)]


def _build_codes_cells(field: SerializerField, value: Any, context: Any) -> list[Any]:
    labels = zip(*(list_texts(context.label(field, code), context.lang) for code in value), strict=True)
    joined = [SEPARATOR.join(texts) for texts in labels] or [""] * len(list_texts(None, context.lang))
    return [SEPARATOR.join(value), *joined]


def _build_reference_cells(field: SerializerField, value: Any, context: Any) -> list[Any]:
    slug, name = (value["slug"], value["name"]) if value else (None, None)
    return [slug, *list_texts(name, context.lang)]


def _build_references_cells(field: SerializerField, value: Any, context: Any) -> list[Any]:
    return [SEPARATOR.join(entry["slug"] for entry in value)]


def _build_list_cells(_field: Any, value: Any, _context: Any) -> list[Any]:
    return [SEPARATOR.join(value or ())]


_BUILDERS: dict[str, CellBuilder] = {
    "parts": _build_json_cell,
    "object": _build_json_cell,
    "list": _build_list_cells,
    "text": _build_text_cells,
    "texts": _build_texts_cells,
    "code": _build_code_cells,
    "codes": _build_codes_cells,
    "reference": _build_reference_cells,
    "references": _build_references_cells,
}
