"""schema.org data of cities."""

from typing import Any

from django.urls import reverse

from cities.models import City
from cities.values.charts import IndicatorChart, describe_dots, describe_finding
from cities.waste.sentences import describe_waste, write_headline
from cities.waste.treatment import CityWaste
from records.pages.structured_data import build_chart_image
from records.texts.translation import get_text


def build_city_data(city: City, context: dict[str, Any]) -> dict[str, Any]:
    """Return a schema.org City, or an AdministrativeArea for a district, with names in all languages."""
    name = str(city.name)
    names = {str(get_text(city, "name", code)) for code in ("en", "zh-hans", "zh-hant")}
    data: dict[str, Any] = {
        "@type": "AdministrativeArea" if city.parent_id else "City",
        "name": name,
        "alternateName": sorted(names - {name, ""}),
        "description": None,
        "url": f"{context['site_url']}{city.get_absolute_url()}",
        "containedInPlace": {"@type": "AdministrativeArea", "name": str(city.parent or city.region)},
    }
    if city.lat is not None and city.lon is not None:
        data["geo"] = {"@type": "GeoCoordinates", "latitude": float(city.lat), "longitude": float(city.lon)}
    if city.admin_code:
        data["identifier"] = {"@type": "PropertyValue", "propertyID": "GB/T 2260", "value": city.admin_code}
    return data


def build_portrait_image(waste: CityWaste, context: dict[str, Any]) -> dict[str, Any] | None:
    """Return a schema.org ImageObject of the waste portrait of a city; None if nothing is drawn."""
    headline = write_headline(waste)
    if not headline:
        return None
    base = reverse("city-waste", kwargs={"slug": waste.city.slug, "form": "svg"}).removesuffix(".svg")
    return build_chart_image(context, base, name=headline, caption=describe_waste(waste))


def build_dots_image(chart: IndicatorChart, context: dict[str, Any]) -> dict[str, Any]:
    """Return a schema.org ImageObject of the chart of an indicator."""
    address = reverse("indicator-values", kwargs={"slug": chart.indicator.slug, "form": "svg"})
    name, caption = describe_finding(chart), describe_dots(chart)
    return build_chart_image(context, address.removesuffix(".svg"), name=name, caption=caption)
