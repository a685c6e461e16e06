"""The line that says what and where a place is.

English goes from the small to the large, Chinese from the large to the small:
"District of Shenzhen, Guangdong" is 深圳市 · 市辖区.
"""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cities.choices import CityKind
from records.formats import get_country_name, is_chinese

#: Countries whose English name has an article in a sentence.
_WITH_ARTICLE = frozenset({"GB", "KR", "NL", "US"})


def format_place_line(city: Any) -> str:
    """Return the line of a city. Its region and its parent must be fetched with it."""
    if city.country != "CN":
        return _format_place_abroad(city)
    kind = city.get_kind_display()
    # These are their own region, also if only the main urban area of a municipality is meant.
    is_region = city.kind in (CityKind.MUNICIPALITY, CityKind.SAR) or city.region.name_en == city.name_en
    region = "" if is_region else city.region.name.plain
    if is_chinese():
        place = city.parent.name.plain if city.parent else region
        return f"{place} · {kind}" if place else kind
    parts = {"kind": kind, "region": region}
    if city.parent:
        parts["parent"] = city.parent.name.plain
        if not region or city.region.name_en == city.parent.name_en:
            return _("%(kind)s of %(parent)s") % parts
        return _("%(kind)s of %(parent)s, %(region)s") % parts
    return _("%(kind)s in %(region)s") % parts if region else kind


def _format_place_abroad(city: Any) -> str:
    country, region = get_country_name(city.country), city.region.name.plain
    if region == country or city.region.name_en == city.name_en:
        region = ""
    if is_chinese():
        return country + region
    kind = pgettext("place", "City") if city.kind == CityKind.CITY else city.get_kind_display()
    if city.country in _WITH_ARTICLE:
        country = f"the {country}"
    parts = {"kind": kind, "region": region, "country": country}
    if region:
        return _("%(kind)s in %(region)s, %(country)s") % parts
    return _("%(kind)s in %(region)s") % {"kind": kind, "region": country}
