"""Template tags and filters for cities."""

from django import template

from cities.place_lines import format_place_line
from cities.standings import describe_standing
from records import formats

register = template.Library()

register.filter("country_name", formats.get_country_name)
register.filter("place_line", format_place_line)
register.filter("standing_in_words", describe_standing)
