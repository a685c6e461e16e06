"""Statistic of the evidence of figures by theme."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from initiatives.choices import Sector
from initiatives.figure_groups import MEASURED_EVIDENCE
from initiatives.figure_owners import FigureOwner, list_figure_models, select_public_figures
from records.choices import Evidence, ThemeRecords
from records.models import Theme
from records.texts.formats import format_number
from stats.aggregations import (
    Aggregation,
    UnionAggregation,
    build_aggregation_statistic,
    make_title_lookup,
    sum_records,
)
from stats.choices import RECORD_STATISTICS, Chart
from stats.definitions import HUB, Dimension, StatisticResult, register

_OF_SYMBIOSIS = {"park__applies_symbiosis": True}

#: Which figures are shown under a theme: their kind, the theme, and a condition.
_SHOWN: list[tuple[FigureOwner, ThemeRecords, dict[str, Any]]] = [
    (FigureOwner.PARK, ThemeRecords.SYMBIOSIS, _OF_SYMBIOSIS),
    (FigureOwner.FLOW, ThemeRecords.SYMBIOSIS, _OF_SYMBIOSIS),
    (FigureOwner.PILOT, ThemeRecords.ZERO_WASTE, {}),
    (FigureOwner.PROCUREMENT, ThemeRecords.PROCUREMENT, {}),
    (FigureOwner.BUSINESS, ThemeRecords.CONSTRUCTION, {"business__sector": Sector.CONSTRUCTION}),
]


def select_figures_of_theme(
    kind: FigureOwner, theme: ThemeRecords, condition: Mapping[str, Any]
) -> "QuerySet[Any]":
    """Return public figures of a kind that fulfil a condition, annotated with the slug of their theme."""
    figures = select_public_figures(kind).filter(**condition)
    return figures.annotate(theme_slug=Theme.objects.slug_of(theme))


_EVIDENCE = UnionAggregation(
    [
        Aggregation(
            partial(select_figures_of_theme, *shown),
            by={"theme": "theme_slug", "kind": "figures_of", "evidence": "evidence"},
            scope_paths={HUB: (), "theme": ["theme_slug"]},
        )
        for shown in _SHOWN
    ]
)


def describe_theme_evidence(results: Sequence[StatisticResult]) -> str:
    count = sum_records(results)
    if not count:
        return gettext("No figures yet")
    measured = sum_records(
        [result for result in results if result.dimensions["evidence"] in MEASURED_EVIDENCE]
    )
    if not measured:
        return ngettext(
            "%(n)s figure; it is not measured or verified",
            "%(n)s figures; none is measured or verified",
            count,
        ) % {"n": format_number(count)}
    return ngettext(
        "%(measured)s of %(n)s figure is measured or verified",
        "%(measured)s of %(n)s figures are measured or verified",
        count,
    ) % {"measured": format_number(measured), "n": format_number(count)}


register(
    build_aggregation_statistic(
        _EVIDENCE,
        key="evidence-by-theme",
        title=_("Evidence levels of the figures under each theme"),
        group=RECORD_STATISTICS,
        unit=pgettext_lazy("units", "figures"),
        formula=_(
            "Figures in published records shown on the theme pages, counted by evidence level. Total: %(n)s."
            " Parks and their material flows: only of parks that apply industrial symbiosis. Businesses: "
            "only those in construction. Flows without an amount are not counted. In the API: "
            "applies_symbiosis true; sector construction; value not null; a theme shows the records named by"
            " records_shown."
        ),
        depends_on=(*list_figure_models(kind for kind, _theme, _condition in _SHOWN), Theme),
        dimensions={
            "theme": Dimension(_("Theme"), names=make_title_lookup(Theme)),
            "kind": Dimension(_("Part of the site"), choices=FigureOwner),
            "evidence": Dimension(_("Evidence level"), choices=Evidence),
        },
        headline=describe_theme_evidence,
        chart=Chart.BAR,
        order=40,
    ),
)
