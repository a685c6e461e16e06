"""Marks on the maps of lists: a dot for a place, and a cluster where dots would cover each other."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import hypot
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cities.maps.projection import MapWindow, fit_window
from records.pages.map_labels import PlacedLabel, arrange_labels
from records.pages.map_views import MapView, choose_map_view, load_map_views
from records.texts.formats import format_number, is_chinese
from records.texts.same_names import add_distinction

#: Radius of a dot, of a cluster and of one with four digits on a narrow screen, in pixels of a map view.
_DOT, _CLUSTER, _LARGE = 11, 23, 32
#: Marks with a name beside them, the largest first.
_MOST_NAMES = 60
#: Places that a mark names; the list below the map has all.
_MOST_PLACES = 12


@dataclass(frozen=True)
class MapItem:
    """Records at one point: a place with its records, or only their number in a cell of the map."""

    lon: float | None
    lat: float | None
    count: int
    region: Any
    place: Any = None


@dataclass(frozen=True)
class MapMark:
    """A dot or a cluster at a position in pixels. `url` leads to the place or enlarges the map."""

    x: float
    y: float
    items: list[MapItem]
    url: str

    @property
    def count(self) -> int:
        return sum(item.count for item in self.items)

    @property
    def place(self) -> Any:
        """The only place; None for a cluster."""
        return self.items[0].place if len(self.items) == 1 else None

    @property
    def is_cluster(self) -> bool:
        return self.place is None

    @property
    def css_class(self) -> str:
        if self.is_cluster:
            return "map__dot--cluster map__dot--large" if self.count > 999 else "map__dot--cluster"
        return "map__dot--peer" if self.place.is_peer else ""

    @property
    def place_ids(self) -> str:
        """The ids of its places in the list below the map; empty if it has too many, or they aren't there."""
        anchors = [item.place.anchor for item in self.items if item.place]
        return " ".join(anchors) if len(anchors) <= _MOST_PLACES else ""

    @property
    def regions(self) -> list[Any]:
        """Its regions, those with most records first."""
        counts: dict[Any, int] = defaultdict(int)
        for item in self.items:
            counts[item.region] += item.count
        return sorted(counts, key=lambda region: (-counts[region], region.slug))

    @property
    def name(self) -> str:
        """What stands beside it on the map."""
        if self.place:
            return get_map_name(self.place.city)
        first, *others = self.regions
        if len(others) < 2:
            return _join_names(self.regions)
        numbers = {"region": first.name, "count": len(others)}
        return (
            ngettext("%(region)s and %(count)s more", "%(region)s and %(count)s more", len(others)) % numbers
        )

    @property
    def label(self) -> str:
        """What it is, in words."""
        number = format_number(self.count)
        if self.is_cluster:
            return _("%(number)s in %(regions)s") % {"number": number, "regions": _join_names(self.regions)}
        if self.count == 1:
            return self.place.full_name
        results = ngettext("%(number)s result", "%(number)s results", self.count) % {"number": number}
        return f"{self.place.full_name}: {results}"


def get_map_name(city: Any) -> str:
    """Return the name without the Chinese word for a city, which would be on every label."""
    name = str(city.name)
    short = name[:-1] if is_chinese() and len(name) > 2 and name.endswith("市") else name
    return str(add_distinction(short, city.distinction))


def _join_names(regions: Iterable[Any]) -> str:
    return ("、" if is_chinese() else ", ").join(str(region.name) for region in regions)


@dataclass(frozen=True)
class PlaceMap:
    """A map view with its marks, or without a view the records that no map shows.

    `places`: all in the list below; if there are too many, `regions` are triples of region, number of records
    and address of its map.
    """

    view: MapView | None
    window: MapWindow | None
    marks: list[MapMark]
    labels: list[PlacedLabel]
    places: list[Any]
    regions: list[tuple[Any, int, str]]
    count: int
    is_of_cities: bool = False
    #: The regions to which it is enlarged, and the address of the whole map; empty if it is the whole.
    region_names: str = ""
    whole_url: str = ""

    @property
    def title(self) -> str:
        if self.view is None:
            return _("No coordinates")
        titles = {"east-asia": _("China and East Asia"), "europe": _("Europe")}
        return self.region_names or titles.get(self.view.name, _("Elsewhere in the world"))


def build_place_maps(
    items: Iterable[MapItem], build_url: Callable[[list[str]], str], selected: set[str], *, is_of_cities: bool
) -> list[PlaceMap]:
    """Return the maps of some items in the order of the map views; those on no map come last.

    `build_url` returns the address of the list for the slugs of some regions; `selected` are those that it
    has now. With any, a map is enlarged to its items.
    """
    by_view: dict[MapView | None, list[MapItem]] = {view: [] for view in (*load_map_views().values(), None)}
    for item in items:
        by_view[choose_map_view(item.lon, item.lat)].append(item)
    return [_build_map(view, own, build_url, selected, is_of_cities) for view, own in by_view.items() if own]


def _build_map(
    view: MapView | None,
    items: list[MapItem],
    build_url: Callable[[list[str]], str],
    selected: set[str],
    is_of_cities: bool,
) -> PlaceMap:
    counts: dict[Any, int] = defaultdict(int)
    for item in items:
        counts[item.region] += item.count
    places = [item.place for item in items if item.place]
    regions = [] if places else [(region, counts[region], build_url([region.slug])) for region in counts]
    window, marks = None, []
    if view:
        pixels = [view.project(item.lon or 0, item.lat or 0) for item in items]
        window = (
            fit_window(view, pixels)
            if selected
            else MapWindow(
                view, 0, 0, 1, [(round(x, 1), round(y, 1)) for x, y in pixels], view.width, view.height
            )
        )
        for x, y, group in merge_points(list(zip(window.dots, items, strict=True))):
            marks.append(MapMark(x, y, group, _choose_url(group, build_url, selected)))
    return PlaceMap(
        view,
        window,
        marks,
        _arrange_names(marks, window) if window else [],
        places,
        sorted(regions, key=lambda entry: (-entry[1], entry[0].slug)),
        sum(counts.values()),
        is_of_cities,
        _join_names(counts) if selected and len(counts) <= 3 else "",
        build_url([]) if selected else "",
    )


def _choose_url(items: list[MapItem], build_url: Callable[[list[str]], str], selected: set[str]) -> str:
    """A place leads to itself, a cluster to the map of its regions or, on that, to its first place."""
    place = items[0].place
    if place and len(items) == 1:
        return place.get_absolute_url()
    slugs = sorted({item.region.slug for item in items})
    return f"#{place.anchor}" if place and set(slugs) == selected else build_url(slugs)


def merge_points(
    points: list[tuple[tuple[float, float], MapItem]],
) -> list[tuple[float, float, list[MapItem]]]:
    """Merge items until no two marks cover each other; a merged mark stands in the middle of its items."""
    waiting = [(x, y, [item]) for (x, y), item in reversed(points)]
    marks: list[tuple[float, float, list[MapItem]]] = []
    while waiting:
        x, y, items = waiting.pop()
        radius = _get_radius(items)
        near = next(
            (mark for mark in marks if hypot(mark[0] - x, mark[1] - y) < radius + _get_radius(mark[2])), None
        )
        if near is None:
            marks.append((x, y, items))
            continue
        marks.remove(near)
        share = len(items) / (len(items) + len(near[2]))
        middle_x, middle_y = (round(a + (b - a) * share, 1) for a, b in ((near[0], x), (near[1], y)))
        waiting.append((middle_x, middle_y, [*near[2], *items]))
    return marks


def _get_radius(items: list[MapItem]) -> int:
    if len(items) == 1 and items[0].place:
        return _DOT
    return _LARGE if sum(item.count for item in items) > 999 else _CLUSTER


def _arrange_names(marks: list[MapMark], window: MapWindow) -> list[PlacedLabel]:
    """Place the names of the largest marks so that they cover neither a mark nor each other."""
    largest = sorted(marks, key=lambda mark: -mark.count)
    points = [
        (mark.name if at < _MOST_NAMES else "", mark.x, mark.y, _get_radius(mark.items) * 0.65)
        for at, mark in enumerate(largest)
    ]
    labels = arrange_labels(points, (0, 0, window.width, window.height))
    return [label for label in labels if label.text]
