"""The zero-waste cities of both rounds on the map of the home page: a picture of the list of places."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from cities.maps.marks import get_map_name
from cities.models import City
from cities.place_names import mark_same_cities
from cities.waste.treatment import CityWaste, fetch_all_waste
from coalition.models import Programme, ProgrammeFigure
from initiatives.choices import Naming, PilotKind
from initiatives.models import ZeroWastePilot
from initiatives.pilot_counts import SelectionCount, count_selections
from initiatives.pilot_rounds import PilotRound, build_round, prefetch_round_sizes
from records.pages.map_labels import PlacedLabel, arrange_labels
from records.pages.map_views import MapView, get_china_view

#: The section of the map view that is shown: all of China with a margin.
LEFT, TOP, WIDTH, HEIGHT = 30, 96, 600, 490
#: Half the size of a mark; how much larger names are than in other maps on a wide and a narrow screen.
_RADIUS, _WIDE, _NARROW = 5, 1.15, 1.9
#: A longer name would hide what lies beside it, in Latin letters; a Chinese character counts as two.
_LONGEST_NAME = 12
#: The two rounds have 136 places by their official lists, and dots overlap long before this number.
_MAX_PILOTS = 300
_ROUNDS = (1, 2)


@dataclass(frozen=True)
class AtlasPlace:
    """A place on the map. `rounds`: first, second or both; `weight`: places with more are named first."""

    pilot: ZeroWastePilot
    x: float
    y: float
    rounds: str
    weight: float = 0


@dataclass(frozen=True)
class Atlas:
    """Places with their labels, and what is listed of each round.

    `unplaced`: cities of which no coordinates are known; `planned`: pilots that only a plan names, which
    are in no count.
    """

    view: MapView | None
    places: list[AtlasPlace]
    labels: list[PlacedLabel]
    narrow_labels: list[PlacedLabel]
    unplaced: list[City]
    planned: list[ZeroWastePilot]
    first: PilotRound | None
    second: PilotRound | None
    selections: SelectionCount

    @property
    def box(self) -> str:
        """The view box of the section."""
        return f"{LEFT} {TOP} {WIDTH} {HEIGHT}"

    @property
    def programmes(self) -> list[Programme]:
        return [entry.programme for entry in (self.first, self.second) if entry]

    @property
    def figures(self) -> list[ProgrammeFigure]:
        """The official sizes of both rounds."""
        sizes = [
            size
            for entry in (self.first, self.second)
            if entry
            for size in (entry.cities, entry.special_areas)
        ]
        return [size.official for size in sizes]

    @property
    def squares(self) -> list[bool]:
        """A square for each city of the second round, whether it is listed here."""
        if self.second is None:
            return []
        listed = self.second.cities.recorded
        return [number < listed for number in range(int(self.second.cities.official.value))]

    @property
    def has_both(self) -> bool:
        return any(place.rounds == "both" for place in self.places)


def build_atlas() -> Atlas:
    """Return the map of the published pilots. Four queries, and one for the waste of their cities."""
    pilots = list(
        ZeroWastePilot.objects.published()
        .filter(programme__zero_waste_round__in=_ROUNDS)
        .select_related("city__parent", "city__region", "programme")
        .order_by("city__name_en", "programme__zero_waste_round", "pk")[:_MAX_PILOTS]
    )
    mark_same_cities(pilot.city for pilot in pilots)
    named = [pilot for pilot in pilots if pilot.naming == Naming.NATIONAL_LIST]
    by_city: dict[City, list[ZeroWastePilot]] = defaultdict(list)
    for pilot in named:
        by_city[pilot.city].append(pilot)
    rounds = _build_rounds(named)
    view = get_china_view()
    places = _locate_pilots(view, by_city.values()) if view else []
    return Atlas(
        view,
        places,
        _arrange_names(places, _WIDE),
        _arrange_names(places, _NARROW),
        [city for city in by_city if city.lat is None or city.lon is None],
        [pilot for pilot in pilots if pilot.naming != Naming.NATIONAL_LIST],
        rounds.get(1),
        rounds.get(2),
        count_selections(ZeroWastePilot.objects.in_round().filter(programme__zero_waste_round__in=_ROUNDS)),
    )


def _build_rounds(pilots: Iterable[ZeroWastePilot]) -> dict[int, PilotRound]:
    recorded: dict[tuple[int, str], int] = defaultdict(int)
    for pilot in pilots:
        recorded[pilot.programme_id, pilot.kind] += 1
    programmes = Programme.objects.published().filter(zero_waste_round__in=_ROUNDS)
    rounds = {
        programme.zero_waste_round: build_round(
            programme, {kind: recorded[programme.pk, kind] for kind in PilotKind.values}
        )
        for programme in programmes.prefetch_related(prefetch_round_sizes())
    }
    return {number: entry for number, entry in rounds.items() if entry}


def _locate_pilots(view: MapView, cities: Iterable[list[ZeroWastePilot]]) -> list[AtlasPlace]:
    """Place the cities with coordinates: the first round last, so that its marks lie above the others."""
    places, waste = [], fetch_all_waste()
    for pilots in cities:
        city = pilots[-1].city
        if city.lat is None or city.lon is None:
            continue
        x, y = (round(value, 1) for value in view.project(city.lon, city.lat))
        if not (LEFT < x < LEFT + WIDTH and TOP < y < TOP + HEIGHT):
            continue
        numbers = {pilot.programme.zero_waste_round for pilot in pilots}
        rounds = "both" if len(numbers) > 1 else "first" if 1 in numbers else "second"
        places.append(AtlasPlace(pilots[-1], x, y, rounds, _rank_place(rounds, waste.get(city.pk))))
    return sorted(places, key=lambda place: ("second", "first", "both").index(place.rounds))


def _rank_place(rounds: str, waste: CityWaste | None) -> float:
    """Return how much a name tells: those of the first round, then the cities with the most waste."""
    newest = waste.new if waste else None
    return (newest.collected if newest else 0) + (1e12 if rounds != "second" else 0)


def _arrange_names(places: list[AtlasPlace], factor: float) -> list[PlacedLabel]:
    """Place the names of the places by weight; `factor`: how much larger they are than on a wide screen."""
    heaviest = sorted(places, key=lambda place: -place.weight)
    points = [(_get_short_name(place), place.x, place.y, _RADIUS * factor) for place in heaviest]
    labels = arrange_labels(points, (LEFT, TOP, LEFT + WIDTH, TOP + HEIGHT), factor)
    return [label for label in labels if label.text]


def _get_short_name(place: AtlasPlace) -> str:
    """Return the name of a place, nothing if it is long."""
    name = get_map_name(place.pilot.city)
    return name if sum(1 + (letter >= "⺀") for letter in name) <= _LONGEST_NAME else ""
