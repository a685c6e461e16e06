"""Words that pages of cities and of what cities do together need."""

from django import template

from records import formats

register = template.Library()

register.filter("country_name", formats.country)
