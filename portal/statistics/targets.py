"""Statistics of progress towards targets."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, Func, IntegerField, OuterRef, Q, QuerySet, Subquery, When
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from coalition.models import Programme
from initiatives.choices import PARK_STATISTICS, ParkLevel, PilotKind
from initiatives.models import Designation, IndustrialPark, ZeroWastePilot
from portal.choices import TargetCount, TargetKind
from portal.models import Target
from records.diff.display import join_phrases
from records.texts.formats import format_number
from stats.aggregations import format_in_sentence, make_title_lookup, sum_records
from stats.choices import RECORD_STATISTICS, NoValueReason
from stats.definitions import HUB, Code, Dimension, Statistic, StatisticResult, StatisticRow, register

# The records are not a census: 11 parks that apply symbiosis are not a share of the 552 in the catalogue.
# A share is calculated only if the records answer the question for as many parks as the catalogue lists.

#: The levels of the catalogue.
LEVELS = (ParkLevel.NATIONAL, ParkLevel.PROVINCIAL)


def filter_parks_by_level(*levels: ParkLevel) -> "QuerySet[IndustrialPark]":
    return IndustrialPark.objects.published().filter(level__in=levels)


@dataclass(frozen=True)
class TargetCounter:
    """The records counted for some targets, given their programme.

    `answered`: those with a known answer, for shares.
    """

    targets: Q
    records: "Callable[[Any], QuerySet[Any]]"
    answered: "Callable[[], QuerySet[Any]] | None" = None


def _count_share(level: ParkLevel) -> TargetCounter:
    return TargetCounter(
        Q(kind=TargetKind.GOAL, denominator__counted_by=TargetCount.PARKS, denominator__park_level=level),
        lambda _programme: filter_parks_by_level(level).filter(applies_symbiosis=True),
        lambda: filter_parks_by_level(level).filter(applies_symbiosis__isnull=False),
    )


def _count_listed(code: str, *levels: ParkLevel) -> TargetCounter:
    return TargetCounter(
        Q(counted_by=TargetCount.PARKS, park_level=code), lambda _programme: filter_parks_by_level(*levels)
    )


def _count_members(counted_by: TargetCount, records: "Callable[[], QuerySet[Any]]") -> TargetCounter:
    return TargetCounter(Q(counted_by=counted_by), lambda programme: records().filter(programme=programme))


TARGET_COUNTERS = (
    *(_count_share(level) for level in LEVELS),
    *(_count_listed(level, level) for level in LEVELS),
    _count_listed("", *LEVELS),
    _count_members(TargetCount.DESIGNATIONS, Designation.objects.published),
    _count_members(TargetCount.PILOTS, ZeroWastePilot.objects.in_round),
    # The official number of the second round counts only cities.
    _count_members(
        TargetCount.PILOT_CITIES, lambda: ZeroWastePilot.objects.in_round().filter(kind=PilotKind.CITY)
    ),
)


def _build_count(records: "QuerySet[Any]") -> Subquery:
    rows = Func("pk", function="COUNT", output_field=IntegerField())
    return Subquery(records.order_by().annotate(rows=rows).values("rows"))


def _annotate_counts(targets: "QuerySet[Target]") -> Any:
    """Annotate `recorded`, `answered` and `size`; None for targets without a counter."""
    return targets.order_by().annotate(
        recorded=Case(
            *(
                When(counter.targets, then=_build_count(counter.records(OuterRef("programme"))))
                for counter in TARGET_COUNTERS
            ),
            default=None,
            output_field=IntegerField(),
        ),
        answered=Case(
            *(
                When(counter.targets, then=_build_count(counter.answered()))
                for counter in TARGET_COUNTERS
                if counter.answered
            ),
            default=None,
            output_field=IntegerField(),
        ),
        size=Case(When(kind=TargetKind.GOAL, then="denominator__value"), default="value"),
    )


def compute_target_rows() -> Iterator[StatisticRow]:
    """Yield each row in the scope of the hub and of its target, in one query.

    A row has no value if nothing is recorded.
    """
    rows = _annotate_counts(Target.objects.published()).values_list(
        "slug", "kind", "recorded", "answered", "size"
    )
    for target, kind, recorded, answered, size in rows:
        value, none = calculate_share(recorded, answered, size), NoValueReason.NOT_COUNTED
        if kind != TargetKind.GOAL:
            value, none = recorded or None, NoValueReason.NOT_RECORDED
            size = None if recorded is None else size
        reason = none.value if value is None else ""
        for scope, slug in ((HUB, ""), ("target", target)):
            yield StatisticRow(scope, slug, {"target": target}, value, recorded or 0, size, reason)


def calculate_share(recorded: int | None, answered: int | None, size: Decimal | None) -> Decimal | None:
    """Return a percentage; None unless the records have an answer for all of `size`."""
    if recorded is None or answered is None or not size or answered < size:
        return None
    return 100 * Decimal(recorded) / size


def find_target_records(scope: str, slug: str, dimensions: Mapping[str, Code]) -> "QuerySet[Any]":
    target = Target.objects.filter(slug=dimensions["target"])
    counted = next((counter for counter in TARGET_COUNTERS if target.filter(counter.targets).exists()), None)
    return counted.records(target.values("programme")[:1]) if counted else IndustrialPark.objects.none()


def summarize_targets(results: Sequence[StatisticResult]) -> str:
    if not results:
        return gettext("No targets yet")
    uncounted = sum(result.value is None for result in results)
    if not uncounted:
        return ngettext(
            "Progress can be counted for %(n)s target",
            "Progress can be counted for %(n)s targets",
            len(results),
        ) % {"n": format_number(len(results))}
    return ngettext(
        "No progress figure for %(uncounted)s of %(n)s target",
        "No progress figure for %(uncounted)s of %(n)s targets and baselines",
        len(results),
    ) % {"uncounted": format_number(uncounted), "n": format_number(len(results))}


def compute_symbiosis_rows() -> Iterator[StatisticRow]:
    """Yield the parks of each level that apply symbiosis, against the baseline of the level; one query."""
    applying, answered = (
        Case(
            *(
                When(park_level=level, then=_build_count(filter_parks_by_level(level).filter(**condition)))
                for level in LEVELS
            ),
            output_field=IntegerField(),
        )
        for condition in ({"applies_symbiosis": True}, {"applies_symbiosis__isnull": False})
    )
    baselines = Target.objects.published().filter(counted_by=TargetCount.PARKS, park_level__in=LEVELS)
    rows = baselines.order_by().annotate(applying=applying, answered=answered)
    for level, applies, answers, size in rows.values_list("park_level", "applying", "answered", "value"):
        value = calculate_share(applies, answers, size)
        reason = NoValueReason.NOT_COUNTED.value if value is None else ""
        yield StatisticRow(HUB, "", {"level": level}, value, applies, size, reason)


def find_symbiosis_parks(scope: str, slug: str, dimensions: Mapping[str, Code]) -> "QuerySet[IndustrialPark]":
    return filter_parks_by_level(ParkLevel(str(dimensions["level"]))).filter(applies_symbiosis=True)


def summarize_symbiosis_shares(results: Sequence[StatisticResult]) -> str:
    shares = [result for result in results if result.value is not None]
    if not results:
        return gettext("Number of parks of each level not known")
    if not shares:
        sizes = [
            pgettext("size of a level", "%(level)s: %(size)s")
            % {"size": format_number(result.denominator), "level": format_in_sentence(result.labels["level"])}
            for result in results
        ]
        return gettext(
            "No source says how many of the parks in the catalogue (%(sizes)s) apply industrial symbiosis"
        ) % {"sizes": pgettext("list", ", ").join(sizes)}
    return join_phrases(
        (
            gettext("%(level)s: %(value)s%% of parks apply industrial symbiosis")
            % {"level": result.labels["level"], "value": format_number(result.value)}
            for result in shares
        ),
        "; ",
        "；",
    )


def format_symbiosis_terms(results: Sequence[StatisticResult]) -> dict[str, str]:
    pairs = [
        gettext("%(level)s: %(n)s listed here, %(denominator)s in the catalogue")
        % {
            "level": result.labels["level"],
            "n": format_number(result.n),
            "denominator": format_number(result.denominator),
        }
        for result in results
    ]
    return {"pairs": join_phrases(pairs, "; ", "；") or "–"}


register(
    Statistic(
        key="symbiosis-by-level",
        title=_("Share of parks that apply industrial symbiosis, by level"),
        group=PARK_STATISTICS,
        unit=_("per cent of parks in the catalogue"),
        decimals=1,
        formula=_(
            "Parks that apply industrial symbiosis according to a source, divided by the parks of the same "
            "level in the 2018 national catalogue: %(pairs)s. The parks listed here are not a full count, so"
            " no share is given until the answer is known for as many parks as the catalogue has. In the "
            "API: applies_symbiosis true, and known if not null; the number in the catalogue is the value of"
            " the target with counted_by parks and this park_level."
        ),
        depends_on=(Target, IndustrialPark),
        dimensions={"level": Dimension(_("Level"), choices=ParkLevel)},
        scopes=(HUB,),
        rows=compute_symbiosis_rows,
        drilldown=find_symbiosis_parks,
        headline=summarize_symbiosis_shares,
        formula_params=format_symbiosis_terms,
        order=60,
    ),
    Statistic(
        key="targets",
        title=_("Progress towards targets"),
        group=RECORD_STATISTICS,
        unit=_("records; for targets, per cent"),
        has_one_unit=False,
        decimals=1,
        formula=_(
            "For a progress figure or a baseline: the places listed here, next to the official number. For a"
            " percentage target: the places listed here divided by the baseline, once the answer is known "
            "for all of it; until then no progress figure is given. Total listed: %(n)s. In the API, a "
            "target says what it counts: parks of a level, or what a programme selected (fields counted_by, "
            "park_level and programme). For kind goal: parks with applies_symbiosis true, of the level of "
            "its denominator."
        ),
        depends_on=(Target, IndustrialPark, Designation, Programme, ZeroWastePilot),
        dimensions={"target": Dimension(_("Target or progress figure"), names=make_title_lookup(Target))},
        scopes=(HUB, "target"),
        rows=compute_target_rows,
        drilldown=find_target_records,
        headline=summarize_targets,
        formula_params=lambda results: {"n": format_number(sum_records(results))},
        order=30,
    ),
)
