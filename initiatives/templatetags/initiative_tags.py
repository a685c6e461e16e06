"""Template filters of initiatives."""

from django import template

from initiatives.case_tables import build_criteria_table, build_outcome_table
from initiatives.figure_groups import group_by_area

register = template.Library()

register.filter("by_area", group_by_area)
register.filter("criteria_table", build_criteria_table)
register.filter("outcome_table", build_outcome_table)
