"""Grouping of material flows by sector, and of their amounts."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from initiatives.choices import Sector
from initiatives.models import MaterialFlow
from records.choices import Basis, Evidence


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
