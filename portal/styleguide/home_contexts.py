"""The contexts of the home page and of findings: made-up targets, places and cities."""

from typing import Any

from cities.models import City
from coalition.models import Programme, ProgrammeFigure
from initiatives.models import ZeroWastePilot
from initiatives.pilot_counts import SelectionCount
from initiatives.pilot_rounds import PilotRound, RoundSize
from portal.atlas import NARROW, WIDE, Atlas, AtlasPlace, arrange_names
from portal.finding_drawings import build_drawing, build_finding_promises
from portal.meander import Meander, build_strands
from portal.models import Finding, Priority, Target
from portal.promises import build_promises
from portal.selectors import LeadingCityRow, PriorityCard, TargetRow, describe_leading_waste
from portal.styleguide.samples import Context, StateSamples, register_context
from portal.styleguide.statistic_contexts import make_result, make_statistic
from portal.styleguide.waste_contexts import make_waste
from records.pages.map_views import get_china_view
from stats.choices import NoValueReason
from stats.models import RefreshState


@register_context("portal/home/hero.html")
def build_hero(samples: StateSamples, hub: Any = None, counts: dict[str, int] | None = None) -> Context:
    meander = Meander(samples.make(Programme), samples.number, build_strands(counts)) if counts else None
    return {"hub": hub, "meander": meander}


@register_context("portal/home/cities.html")
def build_leading_cities(samples: StateSamples, cities: list[City], amounts: str = "") -> Context:
    rows = [LeadingCityRow(city, make_waste(samples, amounts) if amounts else None) for city in cities]
    return {"cities": rows, "cities_notes": describe_leading_waste(rows)}


@register_context("portal/home/atlas.html")
def build_atlas_sample(samples: StateSamples) -> Context:
    """Places of both rounds in turn."""
    view, places, number = get_china_view(), [], samples.number
    for index, city in enumerate(samples.make_many(City)):
        x, y = view.project(86 + 7 * (index % 6), 24 + 3 * (index // 6)) if view else (0, 0)
        rounds, pilot = ("second", "both", "first")[index % 3], samples.make(ZeroWastePilot, city=city)
        places.append(AtlasPlace(pilot, round(x, 1), round(y, 1), rounds))
    size = RoundSize(samples.make(ProgrammeFigure, value=40, unit="count"), number)
    entry = PilotRound(samples.make(Programme), None, size, size)
    wide, narrow = arrange_names(places, WIDE), arrange_names(places, NARROW)
    unplaced, planned = samples.make_many(City, 1), samples.make_many(ZeroWastePilot, 2)
    count = SelectionCount(number + 1, number)
    return {"atlas": Atlas(view, places, wide, narrow, unplaced, planned, entry, entry, count)}


def _make_target(samples: StateSamples, target: Target, counted: list[Any]) -> TargetRow:
    """A target, and the value and number of records of its statistic, if it is counted."""
    result = None
    if counted:
        reason = NoValueReason.NOT_COUNTED.value if counted[0] is None else ""
        value, n = counted
        result = make_result(make_statistic(samples, decimals=1), {}, value, n, reason=reason)
    target.covers_programme = target.programme is not None
    return TargetRow(target, result)


@register_context("portal/home/promises.html")
def build_targets(samples: StateSamples, **rows: Any) -> Context:
    made = {key: [_make_target(samples, *row) for row in rows[key]] for key in rows}
    promises = build_promises(row for group in made.values() for row in group)
    return {"counted": samples.make(RefreshState), "promises": promises, **made}


@register_context("portal/home/priorities.html")
def build_priorities(samples: StateSamples, priorities: list[Priority], target: Target) -> Context:
    row = _make_target(samples, target, [16, 16])
    return {"cards": [PriorityCard(entry, [row], "/sample-", "Sample list") for entry in priorities]}


@register_context("portal/findings/drawing.html")
def build_finding_drawing(samples: StateSamples, finding: Finding) -> Context:
    return {"finding": finding, "rows": build_drawing(finding), "promises": build_finding_promises(finding)}
