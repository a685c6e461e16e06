"""Statistics of procurement cases by category, of savings and of weights of environmental criteria."""

from collections.abc import Callable, Sequence

from django.db.models import CharField, F, QuerySet, TextChoices, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cities.models import City, Region
from cities.scopes import get_city_scope_paths, get_region_scope_paths
from coalition.models import Programme
from initiatives.choices import PROCUREMENT_STATISTICS, CaseCategory, CriterionKind
from initiatives.figure_groups import EXPECTED_EVIDENCE, MEASURED_EVIDENCE
from initiatives.models import Criterion, ProcurementCase, ProcurementOutcome
from records.choices import Evidence, Status, ThemeRecords, Unit
from records.models import Theme
from records.texts.formats import format_number
from stats.aggregations import (
    FEWEST_FOR_A_SENTENCE,
    Aggregation,
    UnionAggregation,
    build_aggregation_statistic,
    find_largest,
    format_in_sentence,
    sum_records,
)
from stats.choices import Chart
from stats.definitions import YEAR, Dimension, StatisticResult, register

_WEIGHTS_TITLE = _("Weight of environmental award criteria")


class CriterionWeight(TextChoices):
    """The two weights of a criterion."""

    BEFORE = "before", pgettext_lazy("weight of a criterion", "Before")
    NOW = "now", pgettext_lazy("weight of a criterion", "In this tender")


def select_cases() -> "QuerySet[ProcurementCase]":
    """Return the published cases, annotated with the slugs of their year and theme."""
    return ProcurementCase.objects.published().annotate(
        year_slug=Cast("year", CharField()), theme_slug=Theme.objects.slug_of(ThemeRecords.PROCUREMENT)
    )


def select_savings() -> "QuerySet[ProcurementOutcome]":
    return ProcurementOutcome.objects.filter(is_saving=True, case__status=Status.PUBLISHED)


def build_weights_query(which: CriterionWeight, column: str) -> "Callable[[], QuerySet[Criterion]]":
    """Return a callable that selects the environmental award criteria with this weight."""
    criteria = Criterion.objects.filter(kind=CriterionKind.AWARD, is_environmental=True)
    return lambda: criteria.filter(case__status=Status.PUBLISHED, **{f"{column}__isnull": False}).annotate(
        which=Value(which.value), weight=F(column)
    )


# -- Headlines --------------------------------------------------------------------------------------------


def describe_cases(results: Sequence[StatisticResult]) -> str:
    count, top = sum_records(results), find_largest(results, "category")
    if not count:
        return gettext("No procurement cases yet")
    if top is None:
        return ngettext(
            "%(n)s procurement case",
            "%(n)s procurement cases",
            count,
        ) % {"n": format_number(count)}
    return ngettext(
        "%(value)s of %(n)s procurement case is about %(category)s",
        "%(value)s of %(n)s procurement cases are about %(category)s",
        count,
    ) % {
        "value": format_number(top.value),
        "n": format_number(count),
        "category": format_in_sentence(top.labels["category"]),
    }


def describe_savings(results: Sequence[StatisticResult]) -> str:
    count = sum_records(results)
    if not count:
        return gettext("No savings yet")
    measured = sum_records(
        [result for result in results if result.dimensions["evidence"] in MEASURED_EVIDENCE]
    )
    hoped = sum_records([result for result in results if result.dimensions["evidence"] in EXPECTED_EVIDENCE])
    if not measured and hoped == count:
        return ngettext(
            "%(n)s saving, expected and not measured",
            "%(n)s savings, all expected and none measured",
            count,
        ) % {"n": format_number(count)}
    return ngettext(
        "%(measured)s of %(n)s saving was measured or verified",
        "%(measured)s of %(n)s savings were measured or verified",
        count,
    ) % {"measured": format_number(measured), "n": format_number(count)}


def describe_weights(results: Sequence[StatisticResult]) -> str:
    by_which = {result.dimensions["which"]: result for result in results}
    now, before = by_which.get(CriterionWeight.NOW), by_which.get(CriterionWeight.BEFORE)
    if now is None:
        return gettext("Weight of environmental criteria not known")
    if now.n < FEWEST_FOR_A_SENTENCE:  # before and after are weights of the same criteria
        return str(_WEIGHTS_TITLE)
    weight = ngettext(
        "The environment weighs %(value)s%% in %(n)s criterion",
        "The environment weighs %(value)s%% on average in %(n)s criteria",
        now.n,
    ) % {"n": format_number(now.n), "value": format_number(now.value)}
    if before is None or before.n != now.n:
        return weight
    return gettext("%(weight)s; before: %(before)s%%") % {
        "weight": weight,
        "before": format_number(before.value),
    }


# -- Statistics -------------------------------------------------------------------------------------------

_CASES = Aggregation(
    select_cases,
    by={"category": "category"},
    scope_paths={
        **get_city_scope_paths(),
        YEAR: ["year_slug"],
        "programme": ["programme__slug"],
        "theme": ["theme_slug"],
    },
)
_SAVINGS = Aggregation(
    select_savings,
    by={"evidence": "evidence", "unit": "unit"},
    scope_paths=get_city_scope_paths("case__city"),
)
_WEIGHTS = UnionAggregation(
    [
        Aggregation(
            build_weights_query(which, column),
            by={"which": "which"},
            scope_paths=get_region_scope_paths("case__city"),
            mean="weight",
        )
        for which, column in (
            (CriterionWeight.NOW, "weight_percent"),
            (CriterionWeight.BEFORE, "previous_weight_percent"),
        )
    ]
)

register(
    build_aggregation_statistic(
        _CASES,
        key="procurement-cases",
        title=_("Procurement cases by category"),
        group=PROCUREMENT_STATISTICS,
        unit=pgettext_lazy("units", "cases"),
        formula=_("Published procurement cases, counted by product category. Total: %(n)s."),
        depends_on=(ProcurementCase, Programme, City, Region, Theme),
        dimensions={"category": Dimension(_("Category"), choices=CaseCategory)},
        headline=describe_cases,
        chart=Chart.BAR,
        order=10,
    ),
    build_aggregation_statistic(
        _SAVINGS,
        key="procurement-savings",
        title=_("Savings in procurement cases, by evidence level"),
        group=PROCUREMENT_STATISTICS,
        unit=pgettext_lazy("units", "savings"),
        formula=_(
            "Outcomes of published cases that are a saving, a cut or a reduction, counted by evidence level "
            "and unit. Total: %(n)s. They concern different things and are not added up. In the API: "
            "outcomes with is_saving true."
        ),
        depends_on=(ProcurementOutcome, ProcurementCase, City, Region),
        dimensions={
            "evidence": Dimension(_("Evidence level"), choices=Evidence),
            "unit": Dimension(_("Unit"), choices=Unit),
        },
        headline=describe_savings,
        chart=Chart.BAR,
        order=20,
    ),
    build_aggregation_statistic(
        _WEIGHTS,
        key="environment-weights",
        title=_WEIGHTS_TITLE,
        group=PROCUREMENT_STATISTICS,
        unit=_("per cent of the score"),
        decimals=1,
        formula=_(
            "Average weight of the environmental award criteria in published cases, before and in this "
            "tender. Number of weights: %(n)s. Criteria without a known weight are left out. In the API: "
            "criteria with kind award and is_environmental true; the weights are previous_weight_percent and"
            " weight_percent."
        ),
        depends_on=(Criterion, ProcurementCase, City, Region),
        dimensions={"which": Dimension(_("Weight"), choices=CriterionWeight)},
        headline=describe_weights,
        chart=Chart.BAR,
        order=30,
    ),
)
