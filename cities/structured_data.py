"""A city as search engines read it."""

from typing import Any

from cities.models import City
from records.translation import in_language


def place(city: City, context: dict[str, Any]) -> dict[str, Any]:
    """A City or an AdministrativeArea with its names in each language, its place and what it belongs to."""
    name = str(city.name)
    names = {str(in_language(city, "name", code)) for code in ("en", "zh-hans", "zh-hant")}
    found: dict[str, Any] = {
        "@type": "AdministrativeArea" if city.parent_id else "City",
        "name": name,
        "alternateName": sorted(names - {name, ""}),
        "description": None,
        "url": f"{context['site_url']}{city.get_absolute_url()}",
        "containedInPlace": {"@type": "AdministrativeArea", "name": str(city.parent or city.region)},
    }
    if city.lat is not None and city.lon is not None:
        found["geo"] = {"@type": "GeoCoordinates", "latitude": float(city.lat), "longitude": float(city.lon)}
    if city.admin_code:
        found["identifier"] = {"@type": "PropertyValue", "propertyID": "GB/T 2260", "value": city.admin_code}
    return found
