"""The drawing of the municipal waste of all cities."""

from typing import Any

from django import template

from cities.waste.amounts import format_share
from cities.waste.bars import draw_bar
from cities.waste.columns import build_drawing_context, choose_columns
from cities.waste.treatment import fetch_all_waste

register = template.Library()

register.filter("waste_share", format_share)
register.filter("waste_bar", draw_bar)


@register.inclusion_tag("cities/waste/columns.html")
def waste_columns(form: str) -> dict[str, Any]:
    """Render the drawing of all cities, or nothing if too few are known.

    `form`: "home", with a heading and columns that the tab key passes by; "indicator", with columns that it
    reaches, after a link that skips them.
    """
    columns = choose_columns(fetch_all_waste())
    return build_drawing_context(columns, form) if columns else {}
