"""Tables on the page of a procurement case: its criteria, and expected beside measured outcomes."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from initiatives.choices import CriterionKind
from initiatives.figure_groups import OutcomeComparison, filter_expected, filter_measured, group_outcomes
from initiatives.models import Criterion


@dataclass(frozen=True)
class CriterionWeightChange:
    """A criterion with the change of its weight, if both weights are recorded."""

    criterion: Criterion

    @property
    def change(self) -> Decimal | None:
        before, after = self.criterion.previous_weight_percent, self.criterion.weight_percent
        return None if before is None or after is None else after - before

    @property
    def points(self) -> Decimal | None:
        return None if self.change is None else abs(self.change)

    @property
    def number(self) -> int:
        """Number for the plural form of "point", which must be an integer: 1, else 2."""
        return 1 if self.points == 1 else 2


@dataclass(frozen=True)
class CriteriaTable:
    """Rows of criteria, and which columns have values."""

    rows: list[CriterionWeightChange]
    has_thresholds: bool
    has_weights: bool


@dataclass(frozen=True)
class OutcomeTable:
    """Rows of outcomes, and whether any of them has a measured value."""

    rows: list[OutcomeComparison]
    has_measured: bool


def build_criteria_table(criteria: list[Criterion]) -> CriteriaTable:
    return CriteriaTable(
        [CriterionWeightChange(criterion) for criterion in criteria],
        any(criterion.threshold_value is not None for criterion in criteria),
        any(criterion.kind == CriterionKind.AWARD for criterion in criteria),
    )


def build_outcome_table(figures: Iterable[Any]) -> OutcomeTable:
    """Group expected and measured figures; outcomes with expected figures come first."""
    ordered = sorted(figures, key=lambda figure: figure.position)
    measured = filter_measured(ordered)
    return OutcomeTable(group_outcomes([*filter_expected(ordered), *measured]), bool(measured))
