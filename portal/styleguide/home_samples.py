"""Samples of the drawings of the home page."""

from cities.models import City
from coalition.models import Programme, ProgrammeFigure
from initiatives.models import ZeroWastePilot
from initiatives.pilot_counts import SelectionCount
from initiatives.pilot_rounds import PilotRound, RoundSize
from portal.atlas import NARROW, Atlas, AtlasPlace, arrange_names
from portal.styleguide.components import Context
from portal.styleguide.samples import make_sample, make_samples
from records.map_views import get_china_view


def build_atlas_sample(number: int) -> Context:
    """Places of both rounds in turn, every fourth a special area."""
    view, places = get_china_view(), []
    for index in range(number):
        city = make_sample(City, name=[f"Sample {index + 1}", f"示例{index + 1}"])
        x, y = view.project(86 + 7 * (index % 6), 24 + 3 * (index // 6)) if view else (0, 0)
        rounds, pilot = ("second", "both", "first")[index % 3], make_sample(ZeroWastePilot, city=city)
        places.append(AtlasPlace(pilot, round(x, 1), round(y, 1), rounds, index % 4 == 3))
    size = RoundSize(make_sample(ProgrammeFigure, value=40, unit="count"), number)
    entry = PilotRound(make_sample(Programme), None, size, size)
    labels, narrow = arrange_names(places, 1), arrange_names(places, NARROW)
    unplaced, planned = make_samples(1, City), make_samples(2, ZeroWastePilot)
    count = SelectionCount(number + 1, number)
    return {"atlas": Atlas(view, places, labels, narrow, unplaced, planned, entry, entry, count)}
