"""Metadata of CSV files, as JSON (CSV on the Web, a recommendation of the W3C).

A file that refers to others is described with those, because a foreign key needs both tables.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse

from api.addresses import RESOURCE_NAMES
from api.records.columns import KEYS, SEPARATOR, TableColumn, describe_columns
from api.records.renderers import ExportRenderer, ListExport, encode_json
from api.records.serializers import get_record_serializer
from records.field_kinds.representation import ALL
from records.models.base import Record
from records.pages.structured_data import CONTENT_LICENSE
from records.texts.translation import COLUMNS

CSV_METADATA_TYPE = "application/csvm+json"
_ESCAPED = (
    "An apostrophe stands before a text that begins with =, +, -, @, a tab or a line break, so that "
    "spreadsheets don’t run it as a formula."
)
_DATATYPES: dict[str, Any] = {
    "uri": "anyURI",
    "boolean": {"base": "boolean", "format": "true|false"},
    "datetime": "dateTime",
}
#: Returns the address of the CSV file of a list, given its name.
GetTableUrl = Callable[[str], str]


@dataclass(frozen=True)
class TableSource:
    """What metadata say of the data. `origin`: its address in the API. `version`: that of the content."""

    title: str
    description: str
    origin: str
    day: date
    version: int
    rights: str = ""


def describe_table(
    url: str, columns: Sequence[TableColumn], key: str, get_table_url: GetTableUrl
) -> dict[str, Any]:
    """Return the description of a table with its columns and keys."""
    schema: dict[str, Any] = {"columns": [_describe_column(column, key) for column in columns]}
    if key:
        schema["primaryKey"] = key
    references = [
        {
            "columnReference": column.name,
            "reference": {"resource": get_table_url(column.target), "columnReference": "slug"},
        }
        for column in columns
        if column.is_reference
    ]
    return {"url": url, "tableSchema": {**schema, **({"foreignKeys": references} if references else {})}}


def _describe_column(column: TableColumn, key: str) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": column.name,
        "titles": column.name,
        "datatype": _DATATYPES.get(column.kind, column.kind),
    }
    if column.description:
        described["dc:description"] = column.description
    if column.lang:
        described["lang"] = column.lang
    if column.is_list:
        described["separator"] = SEPARATOR
    if column.unit:
        described["schema:unitCode"] = column.unit
    if column.name == key:
        described["required"] = True
    return described


def build_table_group(tables: Sequence[dict[str, Any]], source: TableSource, lang: str) -> dict[str, Any]:
    """Return the metadata of tables; the first one is the one that was asked for, or all are."""
    tags = list(COLUMNS.values()) if lang == ALL else [COLUMNS[lang.replace("-", "_")]]
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": source.title,
        "dc:description": f"{source.description} {_ESCAPED}",
        "dc:publisher": "ICLEI East Asia",
        "dc:license": {"@id": CONTENT_LICENSE},
        **({"dc:rights": source.rights} if source.rights else {}),
        "dc:source": {"@id": source.origin},
        "dc:date": {"@value": source.day.isoformat(), "@type": "xsd:date"},
        "dc:language": tags,
        "schema:version": str(source.version),
        "tables": list(tables),
    }


def describe_referenced_tables(
    columns: Iterable[TableColumn], lang: str, get_table_url: GetTableUrl, without: str
) -> list[dict[str, Any]]:
    """Return the descriptions of the tables to which columns refer, but for the one with this address."""
    models: Mapping[str, Any] = {name: model for model, name in RESOURCE_NAMES.items()}
    names = dict.fromkeys(column.target for column in columns if column.is_reference)
    tables = []
    for name in names:
        model = models[name]
        if get_table_url(name) == without or not issubclass(model, Record):
            continue
        fields = get_record_serializer(model).get_declared_fields().items()
        table = describe_table(get_table_url(name), describe_columns(fields, lang), KEYS[0], get_table_url)
        table["tableSchema"].pop("foreignKeys", None)  # else their tables were needed, too
        tables.append({**table, "suppressOutput": True})
    return tables


class CsvMetadataRenderer(ExportRenderer):
    """The metadata of the CSV file that the same parameters give; it reads no rows."""

    media_type = CSV_METADATA_TYPE
    # The address of a file, which ends in `format=csv`, and `-metadata.json`: as the recommendation has it.
    format = suffix = "csv-metadata.json"
    charset = None
    has_rows = False

    def build_response(self, export: ListExport) -> HttpResponse:
        assert export.describe_source
        url, lang = export.csv_url, export.lang
        table = describe_table(url, export.columns, export.key, export.get_table_url)
        others = describe_referenced_tables(export.columns, lang, export.get_table_url, url)
        group = build_table_group([table, *others], export.describe_source(), lang)
        return HttpResponse(encode_json(group), content_type=self.media_type)
