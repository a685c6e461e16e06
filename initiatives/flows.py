"""Grouping of material flows: flow charts of a park, and precedents of a material."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from initiatives.choices import FlowStatus, Sector
from initiatives.figure_groups import EXPECTED_EVIDENCE
from initiatives.models import MaterialFlow
from records.choices import Basis, Evidence, WasteArea


def is_expected(flow: MaterialFlow) -> bool:
    """Return whether the flow is planned or its quantity is not a stated or measured one."""
    return flow.status == FlowStatus.PLANNED or (
        flow.value is not None and flow.evidence in EXPECTED_EVIDENCE
    )


@dataclass(frozen=True)
class FlowChart:
    """Flows that are drawn in one figure. `key` is the HTML id of the figure.

    `to_scale`: all flows have a quantity with the same unit and basis, so widths are comparable. Otherwise
    all lines have the same width, and quantities may be missing.
    """

    key: str
    flows: list[MaterialFlow]
    to_scale: bool

    @property
    def largest(self) -> MaterialFlow | None:
        """The flow with the largest quantity; None if two are equal or the chart is not to scale."""
        if not self.to_scale:
            return None
        first, second = sorted(self.flows, key=_get_value, reverse=True)[:2]
        return first if _get_value(first) > _get_value(second) else None

    @property
    def is_of_one_material(self) -> bool:
        return len({flow.material_id for flow in self.flows}) == 1

    @property
    def unrecorded(self) -> int:
        """Number of flows without a quantity."""
        return sum(flow.value is None for flow in self.flows)

    @property
    def has_expected(self) -> bool:
        return any(is_expected(flow) for flow in self.flows)

    @property
    def is_of_one_time(self) -> bool:
        """Whether all quantities have the same year and period."""
        return len({(flow.year, str(flow.period)) for flow in self.flows}) == 1

    @property
    def evidence(self) -> Any:
        """Label of the evidence if it is the same for all flows, else an empty string."""
        kinds = {flow.evidence for flow in self.flows}
        return Evidence(kinds.pop()).label if len(kinds) == 1 else ""

    @property
    def areas(self) -> list[WasteArea]:
        """Waste areas of the materials, in the order of `WasteArea`."""
        codes = {flow.material.waste_area for flow in self.flows}
        return [area for area in WasteArea if area in codes]


def build_flow_charts(flows: list[MaterialFlow]) -> list[FlowChart]:
    """Build the flow charts of a park; an empty list for fewer than two flows.

    A flow is in at most one chart, and its attributes `chart` (the key) and `is_expected` are set.
    Quantities with a unit and basis of their own are drawn as lines of equal width, like missing quantities.
    """
    if len(flows) < 2:
        return []
    scales: dict[tuple[str, str], list[MaterialFlow]] = defaultdict(list)
    for flow in flows:
        if flow.value:  # a width of zero can't be drawn
            scales[flow.unit, flow.basis].append(flow)
    groups = [(rows, True) for rows in scales.values() if len(rows) > 1]
    compared = {flow.pk for rows, _to_scale in groups for flow in rows}
    rest = [flow for flow in flows if flow.pk not in compared]
    if len(rest) > 1 or any(flow.value is None for flow in rest):
        groups.append((rest, False))
    charts = [
        FlowChart(f"flow-chart-{number}", rows, to_scale)
        for number, (rows, to_scale) in enumerate(groups, start=1)
    ]
    for chart in charts:
        rows: list[Any] = chart.flows
        for flow in rows:
            flow.chart, flow.is_expected = chart.key, is_expected(flow)
    return charts


def find_largest_flow(flows: Iterable[MaterialFlow]) -> MaterialFlow | None:
    """Return the flow with the largest quantity in the unit and basis that most flows use.

    Expected quantities are only considered if there are no others.
    """
    scales: dict[tuple[bool, str, str], list[MaterialFlow]] = defaultdict(list)
    for flow in flows:
        if flow.value:
            scales[is_expected(flow), flow.unit, flow.basis].append(flow)
    if not scales:
        return None
    _scale, rows = min(scales.items(), key=lambda scale: (scale[0][0], -len(scale[1])))
    return max(rows, key=_get_value)


@dataclass(frozen=True)
class SectorFlows:
    """Flows that one sector gives or receives. An empty code means that the sector is not recorded."""

    sector: str
    flows: list[MaterialFlow]

    @property
    def label(self) -> Any:
        return Sector(self.sector).label if self.sector else ""

    @property
    def parks(self) -> int:
        return len({flow.park_id for flow in self.flows})


def group_by_sector(
    flows: Iterable[MaterialFlow], sector_of: Callable[[MaterialFlow], str]
) -> list[SectorFlows]:
    """Group flows by sector, the most frequent first, flows without a sector last."""
    sectors: dict[str, list[MaterialFlow]] = defaultdict(list)
    for flow in flows:
        sectors[sector_of(flow)].append(flow)
    rows = [SectorFlows(code, entries) for code, entries in sectors.items()]
    return sorted(rows, key=lambda row: (not row.sector, -len(row.flows)))


@dataclass(frozen=True)
class AmountRange:
    """Comparable quantities: the same unit, basis and evidence."""

    unit: str
    basis: str
    evidence: str
    flows: list[MaterialFlow]

    @property
    def low(self) -> MaterialFlow:
        return min(self.flows, key=_get_value)

    @property
    def high(self) -> MaterialFlow:
        return max(self.flows, key=_get_value)

    @property
    def is_one_value(self) -> bool:
        return self.low.value == self.high.value

    @property
    def basis_label(self) -> Any:
        return Basis(self.basis).label if self.basis else ""

    @property
    def evidence_label(self) -> Any:
        return Evidence(self.evidence).label


def group_amount_ranges(flows: Iterable[MaterialFlow]) -> list[AmountRange]:
    """Group quantities by unit, basis and evidence, the groups with most flows first."""
    kinds: dict[tuple[str, str, str], list[MaterialFlow]] = defaultdict(list)
    for flow in flows:
        if flow.value is not None:
            kinds[flow.unit, flow.basis, flow.evidence].append(flow)
    ranges = [AmountRange(*kind, entries) for kind, entries in kinds.items()]
    return sorted(ranges, key=lambda entry: -len(entry.flows))


def _get_value(flow: MaterialFlow) -> Any:
    return flow.value
