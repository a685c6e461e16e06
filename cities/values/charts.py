"""What the chart of an indicator shows, in dots and in words, for its page and for its files."""

from dataclasses import dataclass
from html import unescape
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cities.models import Indicator
from cities.place_names import mark_same_cities
from cities.values.charted_values import ChartedValues, fetch_charted_values
from cities.values.dot_plots import DotPlot, DotScale, build_dot_plot
from cities.values.time_series import ValueChange, ValueSpread
from cities.values.year_strips import YearStrip, YearStrips, build_year_strips
from records.texts.formats import format_amount_text, format_number, get_unit_name, is_chinese, join_label


@dataclass(frozen=True)
class IndicatorChart:
    """The values of an indicator, and one of two drawings of them, if there are enough."""

    indicator: Indicator
    charted: ChartedValues
    plot: DotPlot | None
    strips: YearStrips | None

    @property
    def scale(self) -> DotScale | None:
        drawn = self.plot or self.strips
        return drawn.scale if drawn else None

    @property
    def spread(self) -> ValueSpread | None:
        return self.charted.series if isinstance(self.charted.series, ValueSpread) else None

    @property
    def change(self) -> ValueChange | None:
        return self.charted.series if isinstance(self.charted.series, ValueChange) else None

    @property
    def keys(self) -> list[tuple[str, str]]:
        """The kinds of dots with what they mean, if there are several."""
        plot = self.plot
        if plot is None or not (plot.has_partial or (plot.has_old and plot.has_recent)):
            return []
        keys = [
            ("recent", _("of the last ten years"), plot.has_recent),
            ("old", _("ten years old or older"), plot.has_old),
            ("partial", _("for part of a year, or “at least” or “up to”"), plot.has_partial),
        ]
        return [(kind, label) for kind, label, is_drawn in keys if is_drawn]

    @property
    def reading(self) -> str:
        """How the drawing is read."""
        sentences = []
        if self.plot:
            sentences.append(
                _("One row a city, one dot a value, with its year. No line joins different years or cities.")
            )
        elif self.strips:
            has_all = self.strips.has_all_years and not self.charted.is_newest_only
            sentences += [
                _("One row a year, one dot a city.")
                if has_all
                else _("One row a year, one dot a city; the table has all years."),
                _("A column with a number: so many cities are on this spot."),
            ]
        if self.scale and self.scale.start:
            sentences.append(
                _("The scale starts at %(start)s%%.") % {"start": format_number(self.scale.start)}
            )
        sentences.append(_("What is counted may differ between cities."))
        return ("" if is_chinese() else " ").join(sentences)


def build_indicator_chart(indicator: Indicator) -> IndicatorChart:
    """Return the chart of an indicator. Names of cities are marked where several have the same."""
    charted = fetch_charted_values(indicator)
    mark_same_cities(value.city for value in [*charted.values, *charted.cited])
    return IndicatorChart(
        indicator, charted, build_dot_plot(charted.values), build_year_strips(charted.values)
    )


def describe_measured(indicator: Indicator) -> str:
    """Return the name of an indicator with its unit."""
    comma = "，" if is_chinese() else ", "
    return f"{indicator.name}{comma}{get_unit_name(indicator.unit)}"


def describe_finding(chart: IndicatorChart) -> str:
    """Return the sentence of the page about the values; the name of the indicator if there is none."""
    if not (chart.spread or chart.change):
        return str(chart.indicator.name.plain)
    context = {"spread": chart.spread, "change": chart.change}
    return " ".join(unescape(strip_tags(render_to_string(_WORDS, context))).split())


_WORDS = "cities/indicator_finding_words.html"


def describe_dots(chart: IndicatorChart) -> str:
    """Return the dots in words: each value, of very many the lowest and the highest of each year."""
    if chart.plot:
        parts = [dot.title for dot in chart.plot.dots]
    else:
        parts = [_describe_strip(strip) for strip in (chart.strips.rows if chart.strips else [])]
    return f"{('；' if is_chinese() else '; ').join(parts)}{'。' if is_chinese() else '.'}"


def _describe_strip(strip: YearStrip) -> str:
    values: list[Any] = sorted(
        (value for spot in strip.spots for value in spot.values), key=lambda value: value.value
    )
    bracketed = "%s（%s）" if is_chinese() else "%s (%s)"
    low, high = (
        bracketed % (format_amount_text(value), value.city.distinct_title)
        for value in (values[0], values[-1])
    )
    said = ngettext(
        "%(count)s city, from %(low)s to %(high)s", "%(count)s cities, from %(low)s to %(high)s", len(values)
    )
    return join_label(strip.year, said % {"count": format_number(len(values)), "low": low, "high": high})
