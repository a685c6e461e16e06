"""Template filters for cities."""

from django import template

from records import formats

register = template.Library()

register.filter("country_name", formats.get_country_name)
