"""Template filters that build the drawing of a table."""

from django import template

from stats import charts, wide_tables

register = template.Library()

register.filter("bars", charts.build_bars)
register.filter("columns", charts.build_columns)
register.filter("dot_map", charts.build_dot_map)
register.filter("matrix", charts.build_chart_matrix)
register.filter("squares", charts.build_squares)
register.filter("wide_table", wide_tables.build_wide_table)
