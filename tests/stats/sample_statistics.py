"""A few simple statistics for tests of the engine, with every kind of scope."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cities.choices import INDICATOR_STATISTICS
from cities.models import City, IndicatorValue, Region
from initiatives.choices import FLOW_STATISTICS, PARK_STATISTICS, ParkLevel
from initiatives.models import IndustrialPark, Material, MaterialFlow
from stats.choices import Chart
from stats.definitions import HUB, Code, Dimension, Statistic, StatisticResult
from stats.sql import compute_rows

IN_CITIES = ["city__slug", "city__parent__slug", "city__parent__parent__slug"]


def _parks() -> Any:
    return compute_rows(
        IndustrialPark.objects.published(),
        by={"level": "level"},
        scope_paths={HUB: (), "region": ["city__region__slug"], "city": IN_CITIES},
    )


def _the_parks(scope: str, slug: str, dimensions: Mapping[str, Code]) -> Any:
    parks = IndustrialPark.objects.published().filter(level=dimensions["level"])
    return parks.filter(city__region__slug=slug) if scope == "region" else parks


PARKS = Statistic(
    key="test-parks",
    title=_("Industrial parks"),
    group=PARK_STATISTICS,
    unit=pgettext_lazy("units", "parks"),
    formula="%(n)s",
    depends_on=(IndustrialPark, City, Region),
    dimensions={"level": Dimension(_("Level"), ParkLevel, empty=_("Not known"))},
    scopes=(HUB, "region", "city"),
    rows=_parks,
    headline=lambda readings: f"{sum(reading.n for reading in readings)} parks",
    drilldown=_the_parks,
    chart=Chart.BAR,
)

FLOWS = Statistic(
    key="test-flows",
    title=_("Material flows"),
    group=FLOW_STATISTICS,
    unit="",
    formula="%(n)s",
    decimals=1,
    depends_on=(MaterialFlow, Material, IndustrialPark),
    dimensions={"material": Dimension(_("Material")), "unit": Dimension(_("Unit"))},
    scopes=(HUB, "park"),
    rows=lambda: compute_rows(
        MaterialFlow.objects.published(),
        by={"material": "material__slug", "unit": "unit"},
        columns={"quantity": "value"},
        scope_paths={HUB: (), "park": ["park__slug"]},
        value="SUM(quantity)",
        reason="CASE WHEN SUM(quantity) IS NULL THEN 'not_recorded' ELSE '' END",
    ),
    headline=lambda readings: "",
)

VALUES = Statistic(
    key="test-values",
    title=_("Indicator values"),
    group=INDICATOR_STATISTICS,
    unit="",
    formula="%(n)s",
    decimals=3,
    depends_on=(IndicatorValue,),
    scopes=(HUB, "year"),
    rows=lambda: compute_rows(
        IndicatorValue.objects.published(),
        by={},
        columns={"reported": "value"},
        scope_paths={HUB: (), "year": ["year"]},
        value="AVG(reported)",
        reason="CASE WHEN AVG(reported) IS NULL THEN 'not_recorded' ELSE '' END",
    ),
    headline=lambda readings: "",
)


def make_drawn_statistic(chart: Chart, dimensions: dict[str, Dimension]) -> Statistic:
    """A statistic that is never computed, for tests of its chart."""
    return Statistic(
        key="test-drawn",
        title=_("Drawn"),
        group=PARK_STATISTICS,
        unit="",
        formula="%(n)s",
        depends_on=(City,),
        dimensions=dimensions,
        rows=lambda: [],
        headline=lambda readings: "",
        chart=chart,
    )


def make_result(
    statistic: Statistic,
    codes: Mapping[str, Code],
    value: float | None,
    whole: float | None = None,
    reason: str = "",
) -> StatisticResult:
    """A value that counts as many records as it says."""
    number = None if value is None else Decimal(value)
    total, now = None if whole is None else Decimal(whole), timezone.now()
    return StatisticResult(statistic, HUB, "", codes, number, int(value or 0), total, reason, now, now, now)
