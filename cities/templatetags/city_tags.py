"""Template tags and filters for cities."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from cities.map_projection import MapWindow
from cities.place_lines import format_place_line
from cities.standings import describe_standing
from records import formats

register = template.Library()

register.filter("country_name", formats.get_country_name)
register.filter("place_line", format_place_line)
register.filter("standing_in_words", describe_standing)


@register.simple_tag
def map_dots(window: MapWindow) -> SafeString:
    """Render the dots of a small map; a loop in a template takes ten times as long."""
    return format_html_join(
        "", '<circle class="map__dot map__dot--many" cx="{}" cy="{}" r="7"></circle>', window.dots
    )
