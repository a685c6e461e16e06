"""Data extension: the values of properties of matched records."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from django.utils.translation import gettext as _

from api.query_params import QueryParamParser
from reconciliation.entities import EntityKey, build_entity_id, build_type, find_present_keys
from reconciliation.parameters import parse_object, reject_unknown_keys
from reconciliation.properties import PROPERTIES, Country, Property, list_properties_of, load_rows
from records.models import Record
from records.texts.formats import get_country_name

MAX_IDS = 100
_MAX_PROPERTIES = len(PROPERTIES)
#: The setting with which values are codes in place of labels.
_CODES = "codes"


@dataclass(frozen=True)
class WantedProperty:
    """A property whose values are fetched: with `as_codes` as codes in place of labels."""

    property: Property
    as_codes: bool


@dataclass(frozen=True)
class ExtensionQuery:
    """The identifiers of records, and the properties whose values are fetched."""

    ids: tuple[str, ...]
    wanted: tuple[WantedProperty, ...]


def build_extension_metadata(service: str, query: str) -> dict[str, Any]:
    """Return what the manifest says of the extension."""
    return {
        "propose_properties": {"service_url": service, "service_path": f"properties/{query}"},
        "property_settings": [
            {
                "name": _CODES,
                "label": _("Codes"),
                "type": "checkbox",
                "default": False,
                "help_text": _("Codes of the API, not names."),
            }
        ],
    }


def build_proposal(record_type: str, limit: int | None) -> dict[str, Any]:
    """Return the properties of records of a type."""
    proposed = [{"id": one.id, "name": str(one.label)} for one in list_properties_of(record_type)][:limit]
    return {"type": record_type, **({"limit": limit} if limit else {}), "properties": proposed}


def parse_extension(parser: QueryParamParser) -> ExtensionQuery:
    """Return the query of the parameter `extend`; errors are added to the parser."""
    query = parse_object(parser, "extend")
    ids: Any = query.get("ids") if query else None
    properties: Any = query.get("properties") if query else None
    if not _is_list_of(ids, str) or not _is_list_of(properties, dict):
        message = "Write an object: {“ids”: [“city.changchun”], “properties”: [{“id”: “region”}]}."
        parser.add_error("extend", message)
        return ExtensionQuery((), ())
    reject_unknown_keys(parser, "extend", query or {}, ("ids", "properties"))
    if len(ids) > MAX_IDS:
        parser.add_error("extend.ids", f"A request has at most {MAX_IDS} records.")
    if len(properties) > _MAX_PROPERTIES:
        parser.add_error("extend.properties", f"A request has at most {_MAX_PROPERTIES} properties.")
        return ExtensionQuery((), ())
    wanted = [_parse_wanted(parser, f"extend.properties.{n}", one) for n, one in enumerate(properties)]
    return ExtensionQuery(tuple(dict.fromkeys(ids)), tuple(one for one in wanted if one))


def _is_list_of(value: Any, kind: type) -> bool:
    return isinstance(value, list) and all(isinstance(one, kind) for one in value)


def _parse_wanted(parser: QueryParamParser, place: str, given: dict[str, Any]) -> WantedProperty | None:
    reject_unknown_keys(parser, place, given, ("id", "settings"))
    settings = given.get("settings") or {}
    if not isinstance(settings, dict):
        parser.add_error(f"{place}.settings", "Write an object: {“codes”: true}.")
        settings = {}
    reject_unknown_keys(parser, f"{place}.settings", settings, (_CODES,))
    as_codes = settings.get(_CODES, False)
    if as_codes not in (True, False, "true", "false"):
        parser.add_error(f"{place}.settings.{_CODES}", "This value is not allowed here.", ("true", "false"))
    pid = given.get("id")
    if not isinstance(pid, str) or pid not in PROPERTIES:
        parser.add_error(f"{place}.id", f"Unknown property “{str(pid)[:80]}”.", PROPERTIES)
        return None
    return WantedProperty(PROPERTIES[pid], as_codes in (True, "true"))


def fetch_values(query: ExtensionQuery) -> dict[str, Any]:
    """Return the values of properties, in the active language; none of records that aren't public.

    The number of queries doesn't depend on how many records there are.
    """
    keys = find_present_keys(query.ids)
    rows = load_rows(set(keys.values()), [one.property for one in query.wanted])
    return {
        "meta": [_describe_property(one.property) for one in query.wanted],
        "rows": {text: _write_row(keys.get(text), rows, query.wanted) for text in query.ids},
    }


def _describe_property(one: Property) -> dict[str, Any]:
    described: dict[str, Any] = {"id": one.id, "name": str(one.label)}
    return {**described, "type": build_type(one.value_type)} if one.value_type else described


def _write_row(
    key: EntityKey | None, rows: Mapping[EntityKey, Any], wanted: Sequence[WantedProperty]
) -> dict[str, list[dict[str, Any]]]:
    row = rows.get(key) if key else None
    return {
        one.property.id: _write_values(one.property.list_values(key[0], row), one.as_codes)
        if key and row
        else []
        for one in wanted
    }


def _write_values(values: Iterable[Any], as_codes: bool) -> list[dict[str, Any]]:
    return [_write_value(value, as_codes) for value in values]


def _write_value(value: Any, as_codes: bool) -> dict[str, Any]:
    """Return a value in the form of the specification."""
    if isinstance(value, Record):
        return {
            "id": build_entity_id(value.type_code, value.slug),
            "name": str(value.title),
        }
    if isinstance(value, Country):
        return {"str": value.code if as_codes else get_country_name(value.code)}
    if isinstance(value, Enum):
        choice: Any = value
        return {"str": str(choice.value if as_codes else choice.label)}
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return {"int": int(value)}
    if isinstance(value, int):
        return {"int": value}
    return {"float": float(value)} if isinstance(value, Decimal | float) else {"str": str(value)}
