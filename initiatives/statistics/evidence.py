"""Statistic of the evidence of figures by theme."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet, TextChoices, Value
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from initiatives.choices import Sector
from initiatives.figure_groups import MEASURED_EVIDENCE
from initiatives.models import (
    BusinessFigure,
    BusinessInitiative,
    IndustrialPark,
    MaterialFlow,
    ParkFigure,
    PilotFigure,
    ProcurementCase,
    ProcurementOutcome,
    ZeroWastePilot,
)
from records.choices import Evidence, Status, ThemeRecords
from records.formats import format_number
from records.models import Theme
from stats.aggregations import (
    Aggregation,
    UnionAggregation,
    build_aggregation_statistic,
    make_title_lookup,
    sum_records,
)
from stats.choices import RECORD_STATISTICS, Chart
from stats.definitions import HUB, Dimension, StatisticResult, register


class FigureOwnerKind(TextChoices):
    """Kind of record that has the figures."""

    PARK = "park", pgettext_lazy("figures", "Parks")
    FLOW = "flow", pgettext_lazy("figures", "Material flows")
    PILOT = "pilot", pgettext_lazy("figures", "Zero-waste cities")
    PROCUREMENT = "procurement", pgettext_lazy("figures", "Green procurement cases")
    BUSINESS = "business", pgettext_lazy("figures", "Circular businesses")


def build_figures_query(
    kind: FigureOwnerKind, theme: ThemeRecords, rows: "QuerySet[Any]"
) -> "Callable[[], QuerySet[Any]]":
    """Return a callable that selects the figures, annotated with their kind and theme."""
    return lambda: rows.annotate(figures_of=Value(kind.value), theme_slug=Theme.objects.slug_of(theme))


_APPLIES_SYMBIOSIS = {"park__status": Status.PUBLISHED, "park__applies_symbiosis": True}

_EVIDENCE = UnionAggregation(
    [
        Aggregation(
            build_figures_query(kind, theme, rows),
            by={"theme": "theme_slug", "kind": "figures_of", "evidence": "evidence"},
            scope_paths={HUB: (), "theme": ["theme_slug"]},
        )
        for kind, theme, rows in (
            (FigureOwnerKind.PARK, ThemeRecords.SYMBIOSIS, ParkFigure.objects.filter(**_APPLIES_SYMBIOSIS)),
            (
                FigureOwnerKind.FLOW,
                ThemeRecords.SYMBIOSIS,
                MaterialFlow.objects.filter(**_APPLIES_SYMBIOSIS, value__isnull=False),
            ),
            (
                FigureOwnerKind.PILOT,
                ThemeRecords.ZERO_WASTE,
                PilotFigure.objects.filter(pilot__status=Status.PUBLISHED),
            ),
            (
                FigureOwnerKind.PROCUREMENT,
                ThemeRecords.PROCUREMENT,
                ProcurementOutcome.objects.filter(case__status=Status.PUBLISHED),
            ),
            (
                FigureOwnerKind.BUSINESS,
                ThemeRecords.CONSTRUCTION,
                BusinessFigure.objects.filter(
                    business__status=Status.PUBLISHED, business__sector=Sector.CONSTRUCTION
                ),
            ),
        )
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
        depends_on=(
            ParkFigure,
            MaterialFlow,
            PilotFigure,
            ProcurementOutcome,
            BusinessFigure,
            IndustrialPark,
            ZeroWastePilot,
            ProcurementCase,
            BusinessInitiative,
            Theme,
        ),
        dimensions={
            "theme": Dimension(_("Theme"), names=make_title_lookup(Theme)),
            "kind": Dimension(_("Part of the site"), choices=FigureOwnerKind),
            "evidence": Dimension(_("Evidence level"), choices=Evidence),
        },
        headline=describe_theme_evidence,
        chart=Chart.BAR,
        order=40,
    ),
)
