"""Template filters of initiatives."""

from django import template

from initiatives.figure_groups import group_by_area

register = template.Library()

register.filter("by_area", group_by_area)
