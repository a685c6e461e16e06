"""Template filters that build the drawing of a table, and say what it shows."""

from django import template

from stats import charts, wide_tables
from stats.drawings.layout import has_drawing
from stats.drawings.notes import describe_chart_origin

register = template.Library()

register.filter("bars", charts.build_bars)
register.filter("chart_origin", describe_chart_origin)
register.filter("columns", charts.build_columns)
register.filter("dot_map", charts.build_dot_map)
register.filter("has_drawing", has_drawing)
register.filter("matrix", charts.build_chart_matrix)
register.filter("squares", charts.build_squares)
register.filter("wide_table", wide_tables.build_wide_table)
