"""Statistics of indicator values: counts, medians and quartiles."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Count, F, QuerySet, TextChoices, Window
from django.db.models.functions import Lead, RowNumber
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cities.choices import INDICATOR_STATISTICS
from cities.choices import IndicatorValueReason as WhyNone
from cities.models import City, Framework, Indicator, IndicatorValue, Region
from cities.scopes import get_city_scope_paths
from records.choices import Evidence, Precision
from records.texts.formats import format_number, format_quantity
from stats.aggregations import (
    Aggregation,
    build_aggregation_statistic,
    count_codes,
    make_title_lookup,
    sum_records,
)
from stats.choices import Chart, NoValueReason
from stats.definitions import HUB, Code, Dimension, Statistic, StatisticResult, StatisticRow, register
from stats.sql import run_query

#: The least number of values for which medians and quartiles are computed, and their significant figures.
MIN_VALUES, FIGURES = 10, 3

_FRAMEWORK = Dimension(_("Framework"), names=make_title_lookup(Framework))
_INDICATOR = Dimension(_("Indicator"), names=make_title_lookup(Indicator))


class Measure(TextChoices):
    """The measures of a distribution."""

    LOWER = "lower", pgettext_lazy("measure", "Lower quartile")
    MEDIAN = "median", pgettext_lazy("measure", "Median")
    UPPER = "upper", pgettext_lazy("measure", "Upper quartile")


def _get_published_values() -> "QuerySet[IndicatorValue]":
    return IndicatorValue.objects.published()


def get_comparable_values() -> "QuerySet[IndicatorValue]":
    """Return values of whole years, no bounds, as `cities.values.time_series.is_comparable` selects them."""
    return (
        _get_published_values()
        .filter(value__isnull=False, period_en="", period_zh_hans="", zh_hant__period__isnull=True)
        .exclude(precision__in=[Precision.AT_LEAST, Precision.UP_TO])
    )


# -- Counts -----------------------------------------------------------------------------------------------

_REPORTED = Aggregation(
    _get_published_values,
    by={"framework": "indicator__framework__slug", "reason": "reason"},
    scope_paths=get_city_scope_paths(),
)
_BY_YEAR = Aggregation(
    lambda: _get_published_values().filter(value__isnull=False),
    by={"framework": "indicator__framework__slug", "year": "year"},
    scope_paths={HUB: ()},
)


def describe_reported_values(results: Sequence[StatisticResult]) -> str:
    count = sum_records(results)
    if not count:
        return gettext("No indicator values yet")
    given = sum_records([result for result in results if not result.dimensions["reason"]])
    if given == count:
        return ngettext("%(n)s indicator value", "%(n)s indicator values", count) % {
            "n": format_number(count)
        }
    return ngettext(
        "%(given)s of %(n)s indicator entry has a value; the rest give the reason why not",
        "%(given)s of %(n)s indicator entries have a value; the rest give the reason why not",
        count,
    ) % {"given": format_number(given), "n": format_number(count)}


def describe_years(results: Sequence[StatisticResult]) -> str:
    years = [int(result.dimensions["year"] or 0) for result in results]
    if not years:
        return gettext("No indicator values yet")
    count = sum_records(results)
    if min(years) == max(years):
        return ngettext(
            "%(n)s indicator value, for %(year)s",
            "%(n)s indicator values, all for %(year)s",
            count,
        ) % {"n": format_number(count), "year": years[0]}
    return ngettext(
        "%(n)s indicator value, %(first)s to %(last)s",
        "%(n)s indicator values, %(first)s to %(last)s",
        count,
    ) % {"n": format_number(count), "first": min(years), "last": max(years)}


# -- Median and quartiles ---------------------------------------------------------------------------------
# Of each indicator, the newest year and evidence with enough values: other cities report in other years, so
# that medians of two years would tell no trend. Quartiles are interpolated linearly. Positions are counted in
# quarter steps, so integers suffice.

_QUARTERS = {Measure.LOWER: 1, Measure.MEDIAN: 2, Measure.UPPER: 3}


def _rank_values() -> Any:
    """Annotate comparable values with `place` from 1, the `following` value and the `size` of the group."""
    group = [F("indicator_id"), F("year"), F("evidence")]
    return (
        get_comparable_values()
        .order_by()
        .annotate(
            place=Window(RowNumber(), partition_by=group, order_by=F("value").asc()),
            following=Window(Lead("value"), partition_by=group, order_by=F("value").asc()),
            size=Window(Count("pk"), partition_by=group),
        )
    )


def _compile_quartile(quarters: int) -> str:
    """Return the SQL of a quartile; its position is `steps / 4`, counted from 0."""
    steps = f"((size - 1) * {quarters})"
    return (
        f"MAX(CASE WHEN place = {steps} / 4 + 1 THEN value + (COALESCE(following, value) - value)"
        f" * ({steps} - 4 * ({steps} / 4)) / 4.0 END)"
    )


def compute_quartiles() -> Iterator[StatisticRow]:
    """Yield three rows for each indicator. One query that reads each value once."""
    quoted = connection.ops.quote_name
    ranked, params = (
        _rank_values()
        .values_list("indicator_id", "year", "evidence", "value", "place", "following", "size")
        .query.sql_with_params()
    )
    measures = ", ".join(_compile_quartile(_QUARTERS[measure]) for measure in Measure)
    indicator, framework = (quoted(model._meta.db_table) for model in (Indicator, Framework))
    sql = (
        f"WITH ranked (indicator_id, year, evidence, value, place, following, size) AS ({ranked}), spread AS "
        f"(SELECT indicator_id, year, evidence, MAX(size) AS size, {measures} FROM ranked "
        f"GROUP BY indicator_id, year, evidence), chosen AS (SELECT spread.*, ROW_NUMBER() OVER "
        f"(PARTITION BY indicator_id ORDER BY CASE WHEN size < {MIN_VALUES} THEN 1 ELSE 0 END, year DESC, "
        f"size DESC, evidence) AS choice FROM spread) SELECT f.slug, i.slug, chosen.* FROM chosen "
        f"JOIN {indicator} i ON i.id = chosen.indicator_id JOIN {framework} f ON f.id = i.framework_id "
        f"WHERE choice = 1"
    )
    with connection.cursor() as cursor:
        run_query(cursor, sql, params)
        for framework_slug, slug, _pk, year, evidence, size, *values, _choice in cursor:
            codes = {"indicator": slug, "framework": framework_slug, "year": year, "evidence": evidence}
            for measure, value in zip(Measure, values, strict=True):
                yield from _build_rows(slug, {**codes, "measure": measure.value}, size, value)


def _build_rows(
    slug: str, dimensions: Mapping[str, Code], size: int, value: Decimal | float
) -> Iterator[StatisticRow]:
    """Yield the row of a measure in the scopes of the indicator and the hub; too few values give a reason.

    The hub scope has only those with a median: most indicators have one or two values a year.
    """
    enough = size >= MIN_VALUES
    result, reason = (_round_figures(value), "") if enough else (None, NoValueReason.TOO_FEW.value)
    yield StatisticRow("indicator", slug, dimensions, result, size, reason=reason)
    if enough:
        yield StatisticRow(HUB, "", dimensions, result, size, reason=reason)


def _round_figures(value: Decimal | float) -> Decimal:
    """Round to significant figures: a median of values that differ by much is known no better."""
    return Decimal(f"{float(value):.{FIGURES}g}")


def get_quartile_values(scope: str, slug: str, dimensions: Mapping[str, Code]) -> "QuerySet[IndicatorValue]":
    """Return the values behind a median or quartile."""
    return get_comparable_values().filter(
        indicator__slug=dimensions["indicator"],
        year=int(dimensions["year"] or 0),
        evidence=dimensions["evidence"],
    )


def describe_quartiles(results: Sequence[StatisticResult]) -> str:
    """Return the number of medians; for a single indicator, the median of its newest year."""
    if (indicators := count_codes(results, "indicator")) > 1:  # each has a median
        return ngettext(
            "%(n)s indicator has enough values for a median",
            "%(n)s indicators have enough values for a median",
            indicators,
        ) % {"n": format_number(indicators)}
    medians = [
        result
        for result in results
        if result.dimensions["measure"] == Measure.MEDIAN and result.value is not None
    ]
    if not medians:
        return ngettext(
            "No median yet: it takes %(fewest)s value for the same year",
            "No median yet: it takes %(fewest)s values for the same year",
            MIN_VALUES,
        ) % {"fewest": format_number(MIN_VALUES)}
    newest = max(medians, key=lambda result: (int(result.dimensions["year"] or 0), result.n))
    return ngettext(
        "Median in %(year)s: %(value)s (%(n)s city)",
        "Median in %(year)s: %(value)s (%(n)s cities)",
        newest.n,
    ) % {
        "n": format_number(newest.n),
        "year": newest.dimensions["year"],
        "value": _format_median(newest),
    }


def _format_median(result: StatisticResult) -> str:
    """Return the value with the unit of its indicator. One query."""
    indicator = Indicator.objects.published().filter(slug=result.dimensions["indicator"]).first()
    if indicator is None:  # it was withdrawn after the values were computed
        return format_number(result.value)
    return format_quantity(result.value, indicator.unit, indicator.title_in("zh-hans"))


def build_quartile_params(results: Sequence[StatisticResult]) -> dict[str, str]:
    # Counts each value once, not once for each measure.
    return {
        "n": format_number(sum_records(results, measure=Measure.MEDIAN)),
        "fewest": format_number(MIN_VALUES),
        "figures": format_number(FIGURES),
    }


register(
    build_aggregation_statistic(
        _REPORTED,
        key="indicator-values",
        title=_("Indicator values by framework"),
        group=INDICATOR_STATISTICS,
        unit=_("entries"),
        formula=_(
            "Published indicator entries, counted by framework and by whether they give a value "
            "or a reason why there is none. Total: %(n)s."
        ),
        depends_on=(IndicatorValue, Indicator, Framework, City, Region),
        dimensions={
            "framework": _FRAMEWORK,
            "reason": Dimension(_("Value or reason"), choices=WhyNone, empty=_("With a value")),
        },
        headline=describe_reported_values,
        chart=Chart.BAR,
        order=10,
    ),
    build_aggregation_statistic(
        _BY_YEAR,
        key="indicator-values-by-year",
        title=_("Indicator values by year"),
        group=INDICATOR_STATISTICS,
        unit=pgettext_lazy("units", "values"),
        formula=_("Published indicator values, counted by framework and year. Total: %(n)s."),
        depends_on=(IndicatorValue, Indicator, Framework),
        dimensions={"framework": _FRAMEWORK, "year": Dimension(_("Year"))},
        headline=describe_years,
        chart=Chart.COLUMNS,
        order=20,
    ),
    Statistic(
        key="indicator-quartiles",
        title=_("Indicators: medians and quartiles"),
        group=INDICATOR_STATISTICS,
        unit=_("in the unit of each indicator"),
        has_one_unit=False,
        decimals=3,
        formula=_(
            "Of each indicator, the newest year with at least %(fewest)s values of one evidence level. They "
            "are sorted: half are at or below the median, a quarter at or below the lower quartile, three "
            "quarters at or below the upper quartile, with linear interpolation between two values, rounded "
            "to %(figures)s significant figures. Based on %(n)s full-year values; values given as “at least” "
            "or “up to” are left out. Years aren’t compared, because other cities report in other years. In "
            "the API: period null; precision neither at_least nor up_to."
        ),
        depends_on=(IndicatorValue, Indicator, Framework),
        dimensions={
            "indicator": _INDICATOR,
            "framework": _FRAMEWORK,
            "year": Dimension(_("Year")),
            "evidence": Dimension(_("Evidence level"), choices=Evidence),
            "measure": Dimension(_("Measure"), choices=Measure),
        },
        scopes=(HUB, "indicator"),
        columns="measure",
        rows=compute_quartiles,
        drilldown=get_quartile_values,
        headline=describe_quartiles,
        formula_params=build_quartile_params,
        order=30,
    ),
)
