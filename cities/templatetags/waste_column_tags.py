"""The drawing of the municipal waste of all cities."""

from decimal import Decimal
from typing import Any

from django import template

from cities.choices import WasteFate
from cities.models import IndicatorValue
from cities.waste.amounts import format_column_tonnes, format_share
from cities.waste.bars import draw_bar
from cities.waste.column_layout import build_drawing_context
from cities.waste.columns import choose_columns
from cities.waste.treatment import WasteYear, fetch_all_waste
from records.texts.formats import format_quantity

register = template.Library()

register.filter("waste_share", format_share)
register.filter("waste_bar", draw_bar)


@register.filter("column_tonnes")
def format_value_of_column(value: IndicatorValue) -> str:
    """Format the tonnes of a value for a column."""
    return format_column_tonnes(value.value or Decimal())


@register.filter
def landfilled_share(year: WasteYear) -> str:
    return format_share(year.share(WasteFate.LANDFILLED))


@register.filter
def rounded_amount(value: IndicatorValue) -> str:
    """Return a value to two figures: 4.2 million people."""
    return format_quantity(Decimal(f"{value.value:.2g}"), value.unit)


@register.inclusion_tag("cities/waste/columns.html")
def waste_columns(form: str) -> dict[str, Any]:
    """Render the drawing of all cities, or nothing if too few are known.

    `form`: "home", with a heading and columns that the tab key passes by; "indicator", with columns that it
    reaches, after a link that skips them.
    """
    columns = choose_columns(fetch_all_waste())
    return build_drawing_context(columns, form) if columns else {}
