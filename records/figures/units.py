"""Units of figures in terms of UCUM and of the SI, read from content/vocabularies.yaml."""

from dataclasses import dataclass
from functools import cache

from records.choices import Unit
from records.vocabularies import read_vocabularies

#: Dimensions of which values of different places aren't added. "none" is that of milestones.
_NEVER_ADDED = frozenset({"share", "time", "calendar year", "none"})


@dataclass(frozen=True)
class UnitDefinition:
    """A unit. Its values times `si_factor` are values in `si_unit`, a unit of the SI in UCUM.

    `ucum` (case-sensitive), `si_factor` and `si_unit` are None for units that UCUM lacks: money, calendar
    years and milestones.
    """

    code: str
    ucum: str | None
    dimension: str
    si_factor: float | None
    si_unit: str | None

    @property
    def is_additive(self) -> bool:
        """Whether values of different places may be added: amounts and their rates, no shares or averages."""
        quantity, _comma, _standard = self.dimension.partition(",")
        is_average = " per " in quantity and not quantity.endswith(" per time")
        return quantity not in _NEVER_ADDED and not is_average


@cache
def get_units() -> dict[str, UnitDefinition]:
    """Return the units by their codes, in the order of the choices."""
    rows = {row["code"]: row for row in read_vocabularies()["units"]}
    return {
        code: UnitDefinition(
            code=code,
            ucum=rows[code].get("ucum"),
            dimension=rows[code]["dimension"],
            si_factor=rows[code].get("si_factor"),
            si_unit=rows[code].get("si_unit"),
        )
        for code in Unit.values
    }


def get_unit(code: str) -> UnitDefinition:
    """Return the unit with a code of the vocabulary. Raises `KeyError` for any other code."""
    return get_units()[code]
