"""The line that says what and where a place is.

English goes from the small to the large, Chinese from the large to the small:
"District of Shenzhen, Guangdong" is 深圳市 · 市辖区.
"""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cities.choices import CityKind
from records.texts.formats import get_country_name, is_chinese
from records.texts.translation import escape_isolated

#: Countries whose English name has an article in a sentence.
_WITH_ARTICLE = frozenset({"GB", "KR", "NL", "US"})


def _find_region(city: Any) -> Any:
    """Return the region of a city, unless it is the city itself, or the one that it belongs to."""
    # These are their own region.
    is_region = city.kind in (CityKind.MUNICIPALITY, CityKind.SAR)
    names = {city.name_en, city.parent.name_en if city.parent else ""}
    return None if is_region or city.region.name_en in names else city.region


def format_kind_and_region(city: Any) -> SafeString:
    """Return the type and a link to the region of a city as HTML, for its card."""
    kind, region = city.get_kind_display(), _find_region(city)
    if not region:
        return format_html("<span>{}</span>", kind)
    link = format_html('<a href="{}">{}</a>', region.get_absolute_url(), region.name)
    if is_chinese():
        return format_html("<span>{} · {}</span>", link, kind)
    return format_html("<span>{}</span> {}", kind, link)


def format_city_and_region(city: Any) -> SafeString:
    """Return a city and its region as links, each once."""
    link = format_html('<a href="{}">{}</a>', city.get_absolute_url(), escape_isolated(city.full_name))
    region = _find_region(city)
    if not region:
        return link
    around = format_html('<a href="{}">{}</a>', region.get_absolute_url(), region.name)
    return around + link if is_chinese() else format_html("{}, {}", link, around)


def format_place_line(city: Any) -> str:
    """Return the line of a city. Its region and its parent must be fetched with it."""
    if city.country != "CN":
        return _format_place_abroad(city)
    kind, around = city.get_kind_display(), _find_region(city)
    region = around.name.plain if around else ""
    if is_chinese():
        place = city.parent.name.plain if city.parent else region
        return f"{place} · {kind}" if place else kind
    parts = {"kind": kind, "region": region}
    if city.parent:
        parts["parent"] = city.parent.name.plain
        if not region:
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
