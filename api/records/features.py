"""Features of GeoJSON (RFC 7946): a row of a list with its point, and flat properties for maps."""

from collections.abc import Mapping
from typing import Any

from api.records.columns import list_text_columns
from api.records.renderers import list_texts
from api.serializers import SerializerContext
from records.field_kinds.representation import ALL
from records.texts.translation import COLUMNS

#: Property -> the references whose name it has, of which a row has one.
_NAMES = {"city_name": ("city", "park_city"), "region_name": ("region",)}
#: The fields whose text is the name of a row; else that of its material, or the title of its record.
_OWN_NAMES = ("name", "title")


def build_feature(
    version: Any, obj: dict[str, Any], title: Any, fields: Mapping[str, Any], context: SerializerContext
) -> dict[str, Any]:
    """Return an object of a list as a feature. `title`: that of its record."""
    location = version.location
    point = {"type": "Point", "coordinates": [location.lon, location.lat]} if location else None
    properties = {
        **obj,
        **_build_name(obj, title, context.lang),
        **_build_place_names(obj, fields, context.lang),
        "location_of": location.of if location else None,
    }
    return {"type": "Feature", "id": version.slug, "geometry": point, "properties": properties}


def _build_name(obj: dict[str, Any], title: Any, lang: str) -> dict[str, Any]:
    text = next((obj[name] for name in _OWN_NAMES if name in obj), None)
    if text is None:
        text = obj["material"]["name"] if obj.get("material") else title
    if lang == ALL:  # the property "name" has all languages
        return {f"name_{column}": (text or {}).get(tag) for column, tag in COLUMNS.items()}
    return {"name": text}


def _build_place_names(obj: dict[str, Any], fields: Mapping[str, Any], lang: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    for column, places in _NAMES.items():
        if any(place in obj for place in places):
            place = next((obj[name] for name in places if obj.get(name)), None)
            texts = list_texts(place and place["name"], lang)
            names |= dict(zip(list_text_columns(column, lang), texts, strict=True))
    return names
