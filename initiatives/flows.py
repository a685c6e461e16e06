"""How material flows are put together: for the diagrams of a park, and as the precedents of a material."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from initiatives.choices import FlowStatus, Sector
from initiatives.figures import EXPECTED_EVIDENCE
from initiatives.models import MaterialFlow
from records.choices import Basis, Evidence, Unit, WasteArea


def is_expected(flow: MaterialFlow) -> bool:
    """Whether the flow is planned, or its amount is expected or estimated and nobody found it out."""
    return flow.status == FlowStatus.PLANNED or (
        flow.value is not None and flow.evidence in EXPECTED_EVIDENCE
    )


@dataclass(frozen=True)
class FlowChart:
    """Flows that are drawn together, in a figure with this id.

    `to_scale`: all have a quantity in one unit and on one basis, so their widths may be compared.
    Otherwise they are lines of one width, some of them without a quantity.
    """

    key: str
    flows: list[MaterialFlow]
    to_scale: bool

    @property
    def largest(self) -> MaterialFlow | None:
        """The flow with the largest quantity; None where two share it or nothing can be compared."""
        if not self.to_scale:
            return None
        first, second = sorted(self.flows, key=_get_value, reverse=True)[:2]
        return first if _get_value(first) > _get_value(second) else None

    @property
    def is_of_one_material(self) -> bool:
        return len({flow.material_id for flow in self.flows}) == 1

    @property
    def unrecorded(self) -> int:
        """How many of the flows have no quantity."""
        return sum(flow.value is None for flow in self.flows)

    @property
    def has_expected(self) -> bool:
        return any(is_expected(flow) for flow in self.flows)

    @property
    def is_of_one_time(self) -> bool:
        """Whether all quantities are of the same year and period."""
        return len({(flow.year, str(flow.period)) for flow in self.flows}) == 1

    @property
    def evidence(self) -> Any:
        """How firm the quantities are, where all are equally firm."""
        kinds = {flow.evidence for flow in self.flows}
        return Evidence(kinds.pop()).label if len(kinds) == 1 else ""

    @property
    def areas(self) -> list[WasteArea]:
        """The waste areas of the materials, in their usual order."""
        codes = {flow.material.waste_area for flow in self.flows}
        return [area for area in WasteArea if area in codes]


def charts_of(flows: list[MaterialFlow]) -> list[FlowChart]:
    """The diagrams of a park, none below two flows. A flow stands in one at most and knows its `chart`.

    A quantity that no other can be compared with is drawn as a line beside others, and not by itself.
    """
    if len(flows) < 2:
        return []
    scales: dict[tuple[str, str], list[MaterialFlow]] = defaultdict(list)
    for flow in flows:
        if flow.value:  # zero has no width
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
        for flow in chart.flows:
            flow.chart, flow.is_expected = chart.key, is_expected(flow)  # type: ignore[attr-defined]
    return charts


def largest_of(flows: Iterable[MaterialFlow]) -> MaterialFlow | None:
    """The quantity that says most about a park: the largest of what the most flows are counted in.

    What runs and was stated or measured comes before what is planned or expected.
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
    """The flows that companies of one sector give or take. Without a code: the sector is not recorded."""

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
    """The flows of each sector, the most frequent first, what is not recorded last."""
    sectors: dict[str, list[MaterialFlow]] = defaultdict(list)
    for flow in flows:
        sectors[sector_of(flow)].append(flow)
    rows = [SectorFlows(code, entries) for code, entries in sectors.items()]
    return sorted(rows, key=lambda row: (not row.sector, -len(row.flows)))


@dataclass(frozen=True)
class AmountRange:
    """The recorded quantities that may stand beside one another: same unit, basis and evidence."""

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
    def unit_label(self) -> Any:
        return Unit(self.unit).label

    @property
    def basis_label(self) -> Any:
        return Basis(self.basis).label if self.basis else ""

    @property
    def evidence_label(self) -> Any:
        return Evidence(self.evidence).label


def amount_ranges(flows: Iterable[MaterialFlow]) -> list[AmountRange]:
    """What quantities are on record, never across units, bases or evidence; those of most flows first."""
    kinds: dict[tuple[str, str, str], list[MaterialFlow]] = defaultdict(list)
    for flow in flows:
        if flow.value is not None:
            kinds[flow.unit, flow.basis, flow.evidence].append(flow)
    ranges = [AmountRange(*kind, entries) for kind, entries in kinds.items()]
    return sorted(ranges, key=lambda entry: -len(entry.flows))


def _get_value(flow: MaterialFlow) -> Any:
    return flow.value
