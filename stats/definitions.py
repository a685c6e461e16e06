"""Definitions of statistics.

An app registers its statistics in its module `statistics`, which is discovered on start:

    register(
        Statistic(
            key="parks-by-level",
            title=_("Industrial parks by level"),
            group=PARK_STATISTICS,
            unit=pgettext_lazy("units", "parks"),
            formula=_("Number of published parks of each level: %(n)s in all."),
            depends_on=(IndustrialPark, City, Region),
            dimensions={"level": Dimension(_("Level"), ParkLevel)},
            scopes=("hub", "region", "city"),
            rows=compute_parks_by_level,    # one query that yields every StatisticRow, in all scopes
            headline=describe_parks,        # the title sentence, from the results of one scope
            drilldown=get_counted_parks,    # the records behind one value
            chart=Chart.BAR,
        )
    )

The query is compiled by Django or written in SQL that runs on SQLite and PostgreSQL; `stats.sql` compiles the
usual form. It reads published records only.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any, NamedTuple

from django.db import models

from records.projections import find_record_types
from stats.choices import Chart, StatisticGroup

#: Kinds of scope that are not a record type. All other kinds are the `type_code` of a record type, such as
#: "region", "city" or "park", and have the slug of a record.
HUB = "hub"
YEAR = "year"

#: SQLite keeps fifteen significant digits; a longer number would differ at each comparison.
_DIGITS = Context(prec=15, rounding=ROUND_HALF_UP)
#: One in the last place, by the number of decimals.
_UNITS = [Decimal(1).scaleb(-places) for places in range(7)]

Code = str | int | None


class StatisticRow(NamedTuple):
    """One value as the query yields it.

    `dimensions` has a code for each dimension of the statistic; "" or None means not recorded.
    `value` is None if it cannot be computed; then `reason` is a code of `stats.choices.NoValueReason`.
    `n` is the number of records behind the value; `denominator` is the base of a share or comparison.
    """

    scope: str
    slug: str
    dimensions: Mapping[str, Code]
    value: Decimal | float | int | None
    n: int
    denominator: Decimal | float | int | None = None
    reason: str = ""


@dataclass(frozen=True)
class StatisticResult:
    """One stored value as pages and the API read it.

    `since` is the time since which the value has been current. `computed_at` is the time of the last refresh
    that changed a value of the statistic; a refresh without changes leaves it, so cached pages stay valid.
    `as_of` is the time of the newest publication included.
    """

    statistic: "Statistic"
    scope: str
    slug: str
    dimensions: Mapping[str, Code]
    value: Decimal | None
    n: int
    denominator: Decimal | None
    reason: str
    since: datetime
    computed_at: datetime | None
    as_of: datetime | None

    @property
    def whole(self) -> Decimal | None:
        """The denominator of a count; None if the value is a share."""
        return self.denominator if self.value is None or self.value == self.n else None

    @property
    def labels(self) -> dict[str, str]:
        """The label of each dimension's code in the active language."""
        return {
            name: dimension.get_label(self.dimensions.get(name))
            for name, dimension in self.statistic.dimensions.items()
        }


@dataclass(frozen=True)
class Dimension:
    """A dimension of a statistic, with the labels of its codes.

    `names` maps codes that are slugs of records to labels; it is called once for all codes on a page.
    Without `choices` and `names` a code is its own label.
    """

    label: Any
    choices: type[models.TextChoices] | None = None
    names: Callable[[Iterable[Code]], Mapping[Code, str]] | None = None
    empty: Any = ""

    def get_label(self, code: Code) -> str:
        if code in ("", None):
            return str(self.empty)
        return str(self.choices(str(code)).label) if self.choices else str(code)


def _get_default_params(results: Sequence[StatisticResult]) -> dict[str, Any]:
    first = results[0] if results else None
    return {
        "n": sum(result.n for result in results),
        "value": first.value if first else None,
        "denominator": first.denominator if first else None,
    }


@dataclass(frozen=True, kw_only=True, eq=False)
class Statistic:
    """The definition of a statistic.

    - `key`: its slug in addresses and tables; it never changes.
    - `title`, `unit`, `formula`: lazy strings. The formula describes the calculation and may contain
      `%(n)s`, `%(value)s`, `%(denominator)s`, or the keys that `formula_params(results)` returns.
    - `decimals`: the number of places to which values are rounded before they are stored.
    - `has_one_unit`: False if each value has a unit of its own; `unit` says which.
    - `depends_on`: every model that the query reads: records, parts and links, including those that only
      provide the slug of a scope. Any other model means that each publication makes the statistic stale.
    - `scopes`: the kinds of scope that the query yields: `HUB`, `YEAR`, or the type code of a record type.
    - `rows()`: yields every `StatisticRow` in all scopes, from one query.
    - `headline(results)`: the title sentence for the results of one scope; it must handle an empty list.
    - `headline_codes`: the combinations of dimensions whose codes the headline counts or compares.
    - `separate_scales`: dimensions whose codes have no common scale, such as units or indicators; a chart
      is drawn only if the rows have a single code in each.
    - `columns`: a dimension whose codes are columns of the table on the page; files have a row for each.
    - `drilldown(scope, slug, dimensions)`: the queryset of the records behind a value; its count is `n`.
      None if there are no records to show.
    """

    key: str
    title: Any
    group: StatisticGroup
    unit: Any
    formula: Any
    depends_on: tuple[type[models.Model], ...]
    rows: Callable[[], Iterable[StatisticRow]]
    headline: Callable[[Sequence[StatisticResult]], str]
    drilldown: Callable[[str, str, Mapping[str, Code]], "models.QuerySet[Any]"] | None = None
    decimals: int = 0
    has_one_unit: bool = True
    dimensions: Mapping[str, Dimension] = field(default_factory=dict)
    scopes: tuple[str, ...] = (HUB,)
    chart: Chart = Chart.NONE
    headline_codes: tuple[tuple[str, ...], ...] = ()
    separate_scales: tuple[str, ...] = ()
    columns: str = ""
    formula_params: Callable[[Sequence[StatisticResult]], Mapping[str, Any]] = _get_default_params
    note: Any = ""
    order: int = 0

    def __str__(self) -> str:
        return str(self.title)

    def __post_init__(self) -> None:
        if not 0 <= self.decimals <= 6:
            raise ValueError(f"{self.key}: values are stored with at most six decimals.")

    def format_formula(self, results: Sequence[StatisticResult]) -> str:
        return str(self.formula) % self.formula_params(results)

    def round_value(self, value: Decimal | float | int | None, decimals: int | None = None) -> Decimal | None:
        """Round a value to the decimals of the statistic, as it is stored and compared."""
        if value is None:
            return None
        number = _DIGITS.create_decimal(value if isinstance(value, (Decimal, int)) else repr(value))
        return number.quantize(_UNITS[self.decimals if decimals is None else decimals], ROUND_HALF_UP)

    @property
    def record_types(self) -> frozenset[str] | None:
        """The type codes of records whose publication makes the statistic stale; None means all."""
        return find_record_types(self.depends_on)


_registered: dict[str, Statistic] = {}


def register(*statistics: Statistic) -> None:
    """Register statistics; raise ValueError if a key is taken."""
    for statistic in statistics:
        if statistic.key in _registered:
            raise ValueError(f"The statistic “{statistic.key}” is registered twice.")
        _registered[statistic.key] = statistic


def get_statistics() -> dict[str, Statistic]:
    """Return all statistics by key, in the order of the index."""
    ranked = sorted(_registered.values(), key=lambda item: (item.group.order, item.order, item.key))
    return {statistic.key: statistic for statistic in ranked}
