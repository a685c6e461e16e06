"""Template tags and filters for cities."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cities.maps.place_lines import format_city_and_region, format_kind_and_region, format_place_line
from cities.maps.projection import MapWindow
from cities.models import IndicatorValue
from records.choices import Unit
from records.texts import formats

register = template.Library()

register.filter("country_name", formats.get_country_name)
register.filter("city_and_region", format_city_and_region)
register.filter("kind_and_region", format_kind_and_region)
register.filter("place_line", format_place_line)


@register.filter("short_amount")
def format_short_amount(value: IndicatorValue) -> str:
    """Format the number without its unit, except a percentage: the row beside it has the unit."""
    is_percent = value.unit == Unit.PERCENT
    return formats.format_amount_text(value) if is_percent else formats.format_number(value.value)


@register.simple_tag
def copy_mark(value: IndicatorValue) -> SafeString:
    """Render what the copies showed of a value if it is unusual."""
    shown = value.get_copy_check_display() if value.is_check_unusual else ""
    return format_html('<span class="note__marks">{}</span>', shown) if shown else SafeString("")


@register.simple_tag
def map_dots(window: MapWindow) -> SafeString:
    """Render the dots of a small map; a loop in a template takes ten times as long."""
    return format_html_join(
        "", '<circle class="map__dot map__dot--many" cx="{}" cy="{}" r="7"></circle>', window.dots
    )
