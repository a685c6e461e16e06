"""The description of a bundle: `datapackage.json` (Data Package), README, citation and licence."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

import yaml
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import override

from api.lists.catalog import CATALOG_DESCRIPTION, CATALOG_PUBLISHER
from api.records.csv_metadata import TableSource, build_table_group, describe_table
from bundles.lists import BundledList, get_bundle_origin
from bundles.models import build_version_name
from records.field_kinds.representation import ALL
from records.pages.structured_data import CONTENT_LICENSE

#: The name of the checksums, in the form that `sha256sum --check` reads.
CHECKSUM_FILE = "SHA256SUMS"
DATABASE_FILE = "china-hub.sqlite3"
_LICENSE_NAME = "Creative Commons Attribution 4.0 International"
#: What the licence leaves out, in the words of all descriptions.
_EXCEPTIONS = (
    "Not all values: the column `rights` of a figure is `not_stated` where one of its sources states no "
    "licence."
)


@dataclass(frozen=True)
class Edition:
    """What a bundle is of. `day`: the end of this day, else now. `reason`: why it was built again."""

    name: str
    number: int
    made_at: datetime
    day: date | None = None
    reason: str = ""

    @property
    def title(self) -> str:
        state = f"at the end of {self.day.isoformat()}" if self.day else f"at content version {self.number}"
        return f"China Hub, all data, {state}"

    @property
    def data_day(self) -> date:
        return self.day or localdate(self.made_at)

    @property
    def address(self) -> str:
        """An address that never has other data: that of `latest` names its content version."""
        name = self.name if self.day else build_version_name(self.number)
        return get_bundle_origin() + reverse("data-bundle", args=[name])


class BundledFile(NamedTuple):
    """A file in a bundle: its path in it, size in bytes and SHA-256. `bundled`: the list that it has."""

    path: str
    size: int
    checksum: str
    bundled: BundledList | None = None


class FileFormat(NamedTuple):
    suffix: str
    media_type: str


FORMATS = {
    "csv": FileFormat("csv", "text/csv"),
    "jsonl": FileFormat("jsonl", "application/jsonl"),
    "geojson": FileFormat("geojson", "application/geo+json"),
    "parquet": FileFormat("parquet", "application/vnd.apache.parquet"),
}
#: Kinds of columns -> their type and format in a table schema, where they have another name.
_TYPES: dict[str, tuple[str, ...]] = {
    "datetime": ("datetime", "any"),
    "uri": ("string", "uri"),
    "json": ("string",),
}
_SQLITE = FileFormat("sqlite3", "application/vnd.sqlite3")


def describe_package(edition: Edition, files: list[BundledFile]) -> str:
    """Return `datapackage.json`. The CSV files are its tables; the others have the same rows."""
    with override("en"):
        package = {
            "profile": "data-package",
            "name": "china-hub",
            "id": edition.address,
            "title": edition.title,
            "description": _describe_edition(edition),
            "homepage": get_bundle_origin() + "/",
            "version": str(edition.number),
            "created": edition.made_at.isoformat(timespec="seconds"),
            "licenses": [{"name": "CC-BY-4.0", "path": CONTENT_LICENSE, "title": _LICENSE_NAME}],
            "rights": _EXCEPTIONS,
            "contributors": [{"title": str(CATALOG_PUBLISHER), "role": "publisher"}],
            "resources": [_describe_file(file) for file in files],
        }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _describe_edition(edition: Edition) -> str:
    return " ".join(filter(None, (str(CATALOG_DESCRIPTION), edition.reason)))


def _describe_file(file: BundledFile) -> dict[str, Any]:
    suffix = file.path.rpartition(".")[2]
    media_type = FORMATS.get(suffix, _SQLITE).media_type
    described = {
        "path": file.path,
        "format": suffix,
        "mediatype": media_type,
        "bytes": file.size,
        "hash": f"sha256:{file.checksum}",
    }
    bundled = file.bundled
    if bundled is None:
        return {"name": "sqlite", "type": "file", "title": "All lists as tables of a database", **described}
    about = {"title": capfirst(str(bundled.entry.title)), "description": str(bundled.entry.description)}
    if suffix != "csv":
        return {"name": f"{bundled.name}-{suffix}", "type": "file", **about, **described}
    table = {"profile": "tabular-data-resource", "encoding": "utf-8", "schema": _describe_columns(bundled)}
    return {"name": bundled.name, "type": "table", **about, **described, **table}


def _describe_columns(bundled: BundledList) -> dict[str, Any]:
    key, fields, references = bundled.export.key, [], []
    for column in bundled.columns:
        type_, *format_ = _TYPES.get(column.kind, (column.kind,))
        field: dict[str, Any] = {"name": column.name, "type": type_}
        if format_:
            field["format"] = format_[0]
        if column.description:
            field["description"] = column.description
        if column.name == key:
            field["constraints"] = {"required": True, "unique": True}
        fields.append(field)
        if column.is_reference:
            # "" is the table itself.
            target = "" if column.target == bundled.name else column.target
            references.append(
                {"fields": [column.name], "reference": {"resource": target, "fields": ["slug"]}}
            )
    keys = {"primaryKey": [key]} if key else {}
    return {"fields": fields, **keys, **({"foreignKeys": references} if references else {})}


def describe_tables(edition: Edition, lists: list[BundledList]) -> str:
    """Return `csv-metadata.json`, the metadata of all CSV files (CSV on the Web)."""
    tables = [
        describe_table(f"{one.name}.csv", one.columns, one.export.key, "{}.csv".format)
        | {"dc:title": capfirst(str(one.entry.title)), "dc:description": str(one.entry.description)}
        for one in lists
    ]
    with override("en"):
        source = TableSource(
            title=edition.title,
            description=_describe_edition(edition),
            origin=edition.address,
            day=edition.data_day,
            version=edition.number,
            rights=_EXCEPTIONS,
        )
    return json.dumps(build_table_group(tables, source, ALL), ensure_ascii=False, indent=2) + "\n"


def describe_citation(edition: Edition) -> str:
    """Return `CITATION.cff`."""
    with override("en"):
        publisher = str(CATALOG_PUBLISHER)
    citation = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them as below, and the source of each figure.",
        "type": "dataset",
        "title": edition.title,
        "authors": [{"name": publisher}],
        "version": str(edition.number),
        "date-released": edition.data_day.isoformat(),
        "license": "CC-BY-4.0",
        "url": edition.address,
    }
    return yaml.safe_dump(citation, sort_keys=False, allow_unicode=True)


def describe_license() -> str:
    """Return `LICENSE.txt`: what the legal page says of the data."""
    with override("en"):
        legal = get_bundle_origin() + reverse("legal")
    return (
        f"China Hub: texts, records and translations are licensed under CC BY 4.0\n"
        f"({_LICENSE_NAME}):\n{CONTENT_LICENSE}\n\n"
        "You may copy and adapt them for any purpose if you credit China Hub and say what you changed.\n"
        f"{_EXCEPTIONS}\n"
        f"What this doesn't cover: {legal}\n"
    )


def describe_bundle(edition: Edition, lists: list[BundledList]) -> str:
    """Return `README.md`."""
    with override("en"):
        rows = "\n".join(
            f"- `{one.name}`: {one.entry.description}{' Also as GeoJSON.' if one.has_points else ''}"
            for one in lists
        )
    state = f"Content version {edition.number}, data of {edition.data_day.isoformat()}."
    about = " ".join(filter(None, (state, edition.reason)))
    return f"""# {edition.title}

{edition.address}
{about}

Each list has the rows of the API under its name (`/api/v1/cities/`), with texts, names of records and labels
of codes in English, Simplified and Traditional Chinese. Columns in Chinese end in `_zh_hans` and `_zh_hant`.
All formats have the same rows:

- `csv/`: tables, UTF-8. A text that a spreadsheet would run as a formula begins with an apostrophe.
  `statistics` has a row for each value, of the whole site and in the scope of each record, `vocabularies` for
  each code, as in all tables.
- `jsonl/`: the objects of the API, one per line.
- `geojson/`: the lists that have a place (WGS 84, longitude and latitude). Where no source gives it, the
  point is that of the city, and `location_of` is `city`: it isn't where the record is.
- `parquet/`: the tables with types.
- `{DATABASE_FILE}`: all tables; a hyphen in the name of a list is an underscore.

`datapackage.json` describes every file and column (Data Package), `csv/csv-metadata.json` the tables in CSV
(CSV on the Web); `{CHECKSUM_FILE}` has the checksums of all other files: `sha256sum --check {CHECKSUM_FILE}`.
Missing values are empty in CSV and null in others.

Licence: CC BY 4.0, see `LICENSE.txt`. {_EXCEPTIONS} How to cite: `CITATION.cff`.

## Lists

{rows}
"""
