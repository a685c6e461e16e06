"""How an app declares what the portal counts.

In the `statistics.py` of an app, which is found by itself:

    register(
        Statistic(
            key="parks-by-level",
            title=_("Industrial parks by level"),
            group=Group.PARKS,
            unit=_("parks"),
            formula=_("Number of published parks of each level: %(n)s in all."),
            rests_on=(IndustrialPark, City, Region),
            dimensions={"level": Dimension(_("Level"), ParkLevel)},
            scopes=("hub", "region", "city"),
            rows=parks_by_level,        # ONE query that yields every Row, in all scopes
            finding=most_parks,         # the title sentence, made from the readings of one scope
            drill=the_parks,            # the very records that were counted
            chart=Chart.BAR,
        )
    )

The query is compiled by Django or written as SQL that runs on SQLite and PostgreSQL alike; `stats.tabulate`
has a helper for the usual shape. It sees published records only. All else (storing, history, freshness) is
done by this app.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache
from typing import Any

from django.db import models

from records.models import Link, Part, Record
from stats.choices import Chart, Group

#: Scopes that are not a record. All others are the `type_code` of a record type: region, city, theme, park,
#: programme, material, indicator, framework, zero-waste-pilot, exchange …; their slug is the record's.
HUB = "hub"
YEAR = "year"

#: SQLite keeps fifteen digits of a number; more would look changed each time they are read.
_DIGITS = Context(prec=15, rounding=ROUND_HALF_UP)

Code = str | int | None


@dataclass(frozen=True)
class Row:
    """One value as the query yields it.

    `dimensions` has a code for each dimension of the statistic; "" or None where a record does not say.
    `value` is None where nothing can be counted; then `reason` is a code of `stats.choices.Reason`.
    `n` is the number of records behind it, `denominator` what it is a share of or what it is compared with.
    """

    scope: str
    slug: str
    dimensions: Mapping[str, Code]
    value: Decimal | float | int | None
    n: int
    denominator: Decimal | float | int | None = None
    reason: str = ""


@dataclass(frozen=True)
class Reading:
    """One stored value as pages and the API read it.

    `since`: since when it stands. `computed_at`: when the values of the statistic, as they stand, were
    computed; a refresh that finds nothing new does not move it, so a page that shows it may be kept.
    `as_of`: the time of the newest publication that the counted records had then.
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
    def labels(self) -> dict[str, str]:
        """Each dimension's code as the reader's language calls it."""
        return {
            name: dimension.label_of(self.dimensions.get(name))
            for name, dimension in self.statistic.dimensions.items()
        }


@dataclass(frozen=True)
class Dimension:
    """What a statistic is broken down by, with the names of its codes.

    Without `choices` a code is shown as it is, or by `names`: a function from codes to names for codes that
    are slugs of records, called once for all codes that are shown.
    """

    label: Any
    choices: type[models.TextChoices] | None = None
    names: Callable[[Iterable[Code]], Mapping[Code, str]] | None = None
    empty: Any = ""

    def label_of(self, code: Code) -> str:
        if code in ("", None):
            return str(self.empty)
        return str(self.choices(str(code)).label) if self.choices else str(code)


def _totals(readings: Sequence[Reading]) -> dict[str, Any]:
    """What a formula may name unless the statistic says otherwise."""
    first = readings[0] if readings else None
    return {
        "n": sum(reading.n for reading in readings),
        "value": first.value if first else None,
        "denominator": first.denominator if first else None,
    }


@dataclass(frozen=True, kw_only=True, eq=False)
class Statistic:
    """What is counted, how, from what, and how it is told.

    - `key`: its address and its name in the tables; it never changes.
    - `title`, `unit`, `formula`: lazy texts. The formula says in words how the value comes about and may name
      `%(n)s`, `%(value)s`, `%(denominator)s` or whatever `terms(readings)` gives.
    - `decimals`: to how many places stored and fresh values are rounded.
    - `rests_on`: every model whose rows the query reads: records, parts and links, also those that only give
      the slug of a scope. A model of another kind (uses of sources, publication log): any publication.
    - `scopes`: the kinds of scope that the query yields: `HUB`, `YEAR`, or the type code of a record type.
    - `rows()`: yields every `Row` in all scopes, from ONE query.
    - `finding(readings)`: the title sentence, made from the readings of one scope, with its form for
      too little.
    - `apart`: dimensions of which a chart shows one code alone, as two share no scale: units, indicators.
    - `drill(scope, slug, dimensions)`: the queryset of the very records that a value counts; its count
      is `n`. None: nothing to show beneath.
    """

    key: str
    title: Any
    group: Group
    unit: Any
    formula: Any
    rests_on: tuple[type[models.Model], ...]
    rows: Callable[[], Iterable[Row]]
    finding: Callable[[Sequence[Reading]], str]
    drill: Callable[[str, str, Mapping[str, Code]], "models.QuerySet[Any]"] | None = None
    decimals: int = 0
    dimensions: Mapping[str, Dimension] = field(default_factory=dict)
    scopes: tuple[str, ...] = (HUB,)
    chart: Chart = Chart.NONE
    apart: tuple[str, ...] = ()
    terms: Callable[[Sequence[Reading]], Mapping[str, Any]] = _totals
    note: Any = ""
    order: int = 0

    def __str__(self) -> str:
        return str(self.title)

    def __post_init__(self) -> None:
        if not 0 <= self.decimals <= 6:
            raise ValueError(f"{self.key}: values are kept with at most six decimals.")

    def formula_with(self, readings: Sequence[Reading]) -> str:
        """The formula with its numbers."""
        return str(self.formula) % self.terms(readings)

    def rounded(self, value: Decimal | float | int | None, decimals: int | None = None) -> Decimal | None:
        """A value as it is stored and compared: to the decimals of the statistic."""
        if value is None:
            return None
        number = _DIGITS.create_decimal(value if isinstance(value, (Decimal, int)) else repr(value))
        places = self.decimals if decimals is None else decimals
        return number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)

    @property
    def record_types(self) -> frozenset[str] | None:
        """The type codes of the records whose publication makes it stale; None: of any."""
        codes = set()
        for model in self.rests_on:
            owner: Any = model
            if issubclass(model, (Part, Link)):
                owner = model._meta.get_field(model.owner).related_model
            if not issubclass(owner, Record):
                return None
            codes.add(owner.type_code)
        return frozenset(codes)


_registered: dict[str, Statistic] = {}


def register(*statistics: Statistic) -> None:
    """Declare statistics. A key can be declared once."""
    for statistic in statistics:
        if statistic.key in _registered:
            raise ValueError(f"The statistic “{statistic.key}” is declared twice.")
        _registered[statistic.key] = statistic
    resting_on.cache_clear()


def registered() -> dict[str, Statistic]:
    """Every statistic by its key, in the order of the index."""
    order = list(Group)
    ranked = sorted(_registered.values(), key=lambda one: (order.index(one.group), one.order, one.key))
    return {statistic.key: statistic for statistic in ranked}


@cache
def resting_on(record_type: str) -> tuple[str, ...]:
    """The keys of the statistics that a publication of this record type makes stale."""
    return tuple(
        key
        for key, statistic in _registered.items()
        if statistic.record_types is None or record_type in statistic.record_types
    )
