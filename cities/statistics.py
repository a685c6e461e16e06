"""Values that cities report for indicators: how many there are, and their median and quartiles."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Count, F, QuerySet, TextChoices, Window
from django.db.models.functions import Lead, RowNumber
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cities.choices import Reason as WhyNone
from cities.models import City, Framework, Indicator, IndicatorValue, Region
from cities.scopes import of_city
from records.choices import Evidence, Precision
from records.formats import number
from stats.choices import Chart, Group, Reason
from stats.declaring import HUB, Code, Dimension, Reading, Row, Statistic, register
from stats.tabulate import execute
from stats.tallies import Tally, names_of, tallied, total

#: From how many values on each is worked out.
FEWEST = {"median": 3, "lower": 5, "upper": 5}

FRAMEWORK = Dimension(_("Framework"), names=names_of(Framework))
INDICATOR = Dimension(_("Indicator"), names=names_of(Indicator))


class Measure(TextChoices):
    """What of a distribution is told."""

    MEDIAN = "median", pgettext_lazy("measure", "Median")
    LOWER = "lower", pgettext_lazy("measure", "Lower quartile")
    UPPER = "upper", pgettext_lazy("measure", "Upper quartile")


def values() -> "QuerySet[IndicatorValue]":
    """All that cities report, also that they have no value and why."""
    return IndicatorValue.objects.published()


def comparable() -> "QuerySet[IndicatorValue]":
    """The values of whole years that are no bounds: the same as in `cities.series.comparable`."""
    return (
        values()
        .filter(value__isnull=False, period_en="", period_zh_hans="", period_zh_hant="")
        .exclude(precision__in=[Precision.AT_LEAST, Precision.UP_TO])
    )


# -- How many ---------------------------------------------------------------------------------------------

REPORTED = Tally(values, by={"framework": "indicator__framework__slug", "reason": "reason"}, cuts=of_city())
BY_YEAR = Tally(
    lambda: values().filter(value__isnull=False),
    by={"framework": "indicator__framework__slug", "year": "year"},
    cuts={HUB: ()},
)


def reported_found(readings: Sequence[Reading]) -> str:
    found = total(readings)
    if not found:
        return gettext("No value of an indicator is recorded here")
    given = total([one for one in readings if not one.dimensions["reason"]])
    if given == found:
        return ngettext(
            "%(n)s value of indicators is on record", "%(n)s values of indicators are on record", found
        ) % {"n": number(found)}
    return ngettext(
        "%(given)s of %(n)s entry for indicators has a value; the others say why there is none",
        "%(given)s of %(n)s entries for indicators have a value; the others say why there is none",
        found,
    ) % {"given": number(given), "n": number(found)}


def years_found(readings: Sequence[Reading]) -> str:
    years = [int(one.dimensions["year"] or 0) for one in readings]
    if not years:
        return gettext("No value of an indicator is recorded here")
    found = total(readings)
    if min(years) == max(years):
        return ngettext(
            "%(n)s value of indicators is on record, for %(year)s",
            "%(n)s values of indicators are on record, all for %(year)s",
            found,
        ) % {"n": number(found), "year": years[0]}
    return ngettext(
        "%(n)s value of indicators is on record, for the years %(first)s to %(last)s",
        "%(n)s values of indicators are on record, for the years %(first)s to %(last)s",
        found,
    ) % {"n": number(found), "first": min(years), "last": max(years)}


# -- Median and quartiles ---------------------------------------------------------------------------------
# Values of one indicator, year and evidence stand in order; a quartile that falls between two of them lies
# between them in proportion. The place of a quartile is a number of quarter steps, so whole numbers do.

_QUARTERS = {Measure.LOWER: 1, Measure.MEDIAN: 2, Measure.UPPER: 3}


def _ranked() -> Any:
    """Each comparable value with its place, the next value, and how many there are."""
    together = [F("indicator_id"), F("year"), F("evidence")]
    return (
        comparable()
        .order_by()
        .annotate(
            place=Window(RowNumber(), partition_by=together, order_by=F("value").asc()),
            following=Window(Lead("value"), partition_by=together, order_by=F("value").asc()),
            size=Window(Count("pk"), partition_by=together),
        )
    )


def _quartile(quarters: int) -> str:
    """SQL for the value so many quarters up the order; its place is `steps / 4`, counted from 0."""
    steps = f"((size - 1) * {quarters})"
    return (
        f"MAX(CASE WHEN place = {steps} / 4 + 1 THEN value + (COALESCE(following, value) - value)"
        f" * ({steps} - 4 * ({steps} / 4)) / 4.0 END)"
    )


def quartiles() -> Iterator[Row]:
    """One query, in which each value is read once; three rows for each indicator, year and evidence."""
    quoted = connection.ops.quote_name
    ranked, params = (
        _ranked()
        .values_list("indicator_id", "year", "evidence", "value", "place", "following", "size")
        .query.sql_with_params()
    )
    told = ", ".join(_quartile(_QUARTERS[measure]) for measure in Measure)
    indicator, framework = (quoted(model._meta.db_table) for model in (Indicator, Framework))
    sql = (
        f"WITH ranked (indicator_id, year, evidence, value, place, following, size) AS ({ranked}), told AS "
        f"(SELECT indicator_id, year, evidence, MAX(size) AS size, {told} FROM ranked "
        f"GROUP BY indicator_id, year, evidence) "
        f"SELECT f.slug, i.slug, told.* FROM told JOIN {indicator} i ON i.id = told.indicator_id "
        f"JOIN {framework} f ON f.id = i.framework_id"
    )
    with connection.cursor() as cursor:
        execute(cursor, sql, params)
        for framework_slug, slug, _pk, year, evidence, size, *found in cursor:
            codes = {"framework": framework_slug, "indicator": slug, "year": year, "evidence": evidence}
            for measure, value in zip(Measure, found, strict=True):
                yield from _rows(slug, {**codes, "measure": measure.value}, size, value)


def _rows(slug: str, dimensions: Mapping[str, Code], size: int, value: Decimal | float) -> Iterator[Row]:
    """The row of a measure at its indicator, without a value where there are too few.

    The hub has only those with a median: most indicators have one or two values a year.
    """
    enough = size >= FEWEST[str(dimensions["measure"])]
    found, reason = (value, "") if enough else (None, Reason.TOO_FEW.value)
    yield Row("indicator", slug, dimensions, found, size, reason=reason)
    if size >= FEWEST["median"]:
        yield Row(HUB, "", dimensions, found, size, reason=reason)


def the_values(scope: str, slug: str, dimensions: Mapping[str, Code]) -> "QuerySet[IndicatorValue]":
    """The values of which a median or quartile is told."""
    return comparable().filter(
        indicator__slug=dimensions["indicator"],
        year=int(dimensions["year"] or 0),
        evidence=dimensions["evidence"],
    )


def quartiles_found(readings: Sequence[Reading]) -> str:
    """How many medians there are; for one indicator, that of its newest year."""
    medians = [
        one for one in readings if one.dimensions["measure"] == Measure.MEDIAN and one.value is not None
    ]
    if not medians:
        return ngettext(
            "A median is told from %(fewest)s value of one year on; no indicator here has so many",
            "A median is told from %(fewest)s values of one year on; no indicator here has so many",
            FEWEST["median"],
        ) % {"fewest": number(FEWEST["median"])}
    indicators = {one.dimensions["indicator"] for one in medians}
    if len(indicators) > 1:
        return ngettext(
            "%(n)s indicator has enough values of one year for a median",
            "%(n)s indicators have enough values of one year for a median",
            len(indicators),
        ) % {"n": number(len(indicators))}
    newest = max(medians, key=lambda one: (int(one.dimensions["year"] or 0), one.n))
    return ngettext(
        "The median of %(n)s city in %(year)s is %(value)s",
        "The median of %(n)s cities in %(year)s is %(value)s",
        newest.n,
    ) % {"n": number(newest.n), "year": newest.dimensions["year"], "value": number(newest.value)}


def quartiles_terms(readings: Sequence[Reading]) -> dict[str, str]:
    """Each value counted once, not once for each measure."""
    medians = [one for one in readings if one.dimensions["measure"] == Measure.MEDIAN]
    return {
        "n": number(total(medians)),
        "fewest": number(FEWEST["median"]),
        "fewest_for_quartiles": number(FEWEST["lower"]),
    }


register(
    tallied(
        REPORTED,
        key="indicator-values",
        title=_("Values of indicators by framework"),
        group=Group.INDICATORS,
        unit=_("entries"),
        formula=_(
            "The published entries of cities for indicators, counted by framework and by whether they give a "
            "value or the reason why there is none: %(n)s together."
        ),
        rests_on=(IndicatorValue, Indicator, Framework, City, Region),
        dimensions={
            "framework": FRAMEWORK,
            "reason": Dimension(_("Value"), choices=WhyNone, empty=_("Value given")),
        },
        finding=reported_found,
        chart=Chart.BAR,
        order=10,
    ),
    tallied(
        BY_YEAR,
        key="indicator-values-by-year",
        title=_("Values of indicators by year"),
        group=Group.INDICATORS,
        unit=_("values"),
        formula=_("The published values of indicators, counted by framework and year: %(n)s together."),
        rests_on=(IndicatorValue, Indicator, Framework),
        dimensions={"framework": FRAMEWORK, "year": Dimension(_("Year"))},
        finding=years_found,
        chart=Chart.LINE,
        order=20,
    ),
    Statistic(
        key="indicator-quartiles",
        title=_("Median and quartiles of indicators"),
        group=Group.INDICATORS,
        unit=_("in the unit of each indicator"),
        decimals=3,
        formula=_(
            "The values of one indicator, year and evidence in order: half of them lie at or below the "
            "median, a "
            "quarter at or below the lower quartile, three quarters at or below the upper one; between two "
            "values in proportion. %(n)s values of whole years, without those given as “at least” or “up "
            "to”; a "
            "median from %(fewest)s values on, quartiles from %(fewest_for_quartiles)s."
        ),
        rests_on=(IndicatorValue, Indicator, Framework),
        dimensions={
            "framework": FRAMEWORK,
            "indicator": INDICATOR,
            "year": Dimension(_("Year")),
            "evidence": Dimension(_("Evidence"), choices=Evidence),
            "measure": Dimension(_("Measure"), choices=Measure),
        },
        scopes=(HUB, "indicator"),
        rows=quartiles,
        drill=the_values,
        finding=quartiles_found,
        terms=quartiles_terms,
        chart=Chart.LINE,
        apart=("indicator",),
        order=30,
    ),
)
