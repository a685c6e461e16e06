"""Properties of records: what decides between records of one name, and what is fetched for matched ones."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from cities.choices import CityKind, CityTrait, CoveredArea, RegionKind
from cities.models import City, CityFigure, IndicatorValue, Region
from cities.waste.treatment import INTENTIONS
from coalition.choices import PartnerKind
from coalition.models import Partner
from initiatives.choices import ParkKind, ParkLevel
from initiatives.models import IndustrialPark, Material, ParkFigure
from reconciliation.entities import EntityKey
from records.choices import MeasuredProperty, Unit, WasteArea
from records.fields import translate_texts

#: The values of a property of a record. A record of a type of the service is an entity, a code has a label.
Reader = Callable[[Any], Iterable[Any]]


@dataclass(frozen=True)
class Country:
    """A country by its ISO 3166 code."""

    code: str


@dataclass(frozen=True, eq=False)
class Property:
    """A property of records of some types.

    `readers` return its values by the type of the record. `prefetches` says what they read beside its row.
    With `decides`, values are compared with those of a query; a whole `code` decides alone. `value_type` is
    that of values that are records.
    """

    id: str
    label: Any
    readers: Mapping[str, Reader]
    about: Any = ""
    decides: bool = True
    prefetches: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    value_type: str = ""

    def list_values(self, record_type: str, row: Any) -> list[Any]:
        """Return what is known; nothing of a type without this property."""
        reader = self.readers.get(record_type)
        return [value for value in reader(row) if value not in (None, "")] if reader else []


def _read_field(name: str) -> Reader:
    return lambda row: [getattr(row, name)]


def _read_choice(name: str, choices: Any) -> Reader:
    return lambda row: [choices(code)] if (code := getattr(row, name)) else []


def _list_cities_of_city(city: City) -> Iterator[City]:
    while city.parent:
        city = city.parent
        yield city


def _list_cities_of_park(park: IndustrialPark) -> list[City]:
    return [park.city, *_list_cities_of_city(park.city)]


def _read_point(name: str) -> Reader:
    """Return a reader of a coordinate: that of a park, or of its city."""
    return lambda park: [getattr(park if park.lat is not None else park.city, name)]


def _read_figure(key: str, unit: str, name: str) -> Reader:
    return lambda row: [
        getattr(figure, name) for figure in row.main_figures if (figure.key, figure.unit) == (key, unit)
    ]


def _prefetch_figures(model: Any) -> Any:
    figures = model.objects.filter(key__in=("population", "area"), value__isnull=False)
    return Prefetch("key_facts", queryset=figures, to_attr="main_figures")


def _read_residents(name: str) -> Reader:
    """Return a reader of the newest number of residents: of the values, or else of the key fact."""

    def read(city: Any) -> list[Any]:
        facts = [one for one in city.main_figures if (one.key, one.unit) == ("population", Unit.PEOPLE)]
        known = [*city.residents, *facts]
        newest = max(known, key=lambda one: one.year or 0, default=None)
        return [getattr(newest, name)] if newest else []

    return read


_RESIDENTS = Prefetch(
    "indicator_values",
    queryset=IndicatorValue.objects.published()
    .filter(
        value__isnull=False,
        indicator__unit=Unit.PEOPLE,
        indicator__scope=CoveredArea.WHOLE_CITY,
        indicator__measured_property=MeasuredProperty.POPULATION,
    )
    .exclude(evidence__in=INTENTIONS),
    to_attr="residents",
)
_CITY_FIGURES, _PARK_FIGURES = _prefetch_figures(CityFigure), _prefetch_figures(ParkFigure)

PROPERTIES: dict[str, Property] = {
    one.id: one
    for one in (
        Property(
            "region",
            _("Region"),
            {"city": _read_field("region"), "park": lambda park: [park.city.region]},
            value_type="region",
        ),
        Property(
            "city",
            _("City"),
            {"city": _list_cities_of_city, "park": _list_cities_of_park},
            _("Of a district or county: the city to which it belongs."),
            value_type="city",
        ),
        Property(
            "country",
            _("Country"),
            {
                "city": lambda city: [Country(city.country)],
                "region": lambda region: [Country(region.country)],
                "park": lambda park: [Country(park.city.country)],
            },
        ),
        Property(
            "code",
            _("Code"),
            {
                "city": _read_field("admin_code"),
                "region": _read_field("admin_code"),
                "material": lambda material: [material.ewc_code, material.national_code],
            },
            _("Administrative code (GB/T 2260) or waste code."),
        ),
        Property(
            "kind",
            _("Type"),
            {
                "city": _read_choice("kind", CityKind),
                "region": _read_choice("kind", RegionKind),
                "park": _read_choice("kind", ParkKind),
                "partner": _read_choice("kind", PartnerKind),
            },
        ),
        Property("level", _("Level"), {"park": _read_choice("level", ParkLevel)}),
        Property("waste_area", _("Waste area"), {"material": _read_choice("waste_area", WasteArea)}),
        Property("parent", _("Type of"), {"material": _read_field("parent")}, value_type="material"),
        Property(
            "latitude",
            _("Latitude"),
            {"city": _read_field("lat"), "park": _read_point("lat")},
            _("Of a park without a point: that of its city."),
            decides=False,
        ),
        Property(
            "longitude",
            _("Longitude"),
            {"city": _read_field("lon"), "park": _read_point("lon")},
            _("Of a park without a point: that of its city."),
            decides=False,
        ),
        Property(
            "population",
            _("Population"),
            {"city": _read_residents("value")},
            _("Residents of the whole city, the newest number."),
            decides=False,
            prefetches={"city": (_CITY_FIGURES, _RESIDENTS)},
        ),
        Property(
            "population_year",
            _("Year of the population"),
            {"city": _read_residents("year")},
            decides=False,
            prefetches={"city": (_CITY_FIGURES, _RESIDENTS)},
        ),
        Property(
            "area",
            _("Area in km²"),
            {
                "city": _read_figure("area", Unit.KM2, "value"),
                "park": _read_figure("area", Unit.KM2, "value"),
            },
            decides=False,
            prefetches={"city": (_CITY_FIGURES,), "park": (_PARK_FIGURES,)},
        ),
        Property(
            "attributes",
            _("Attribute"),
            {"city": lambda city: [CityTrait(row.code) for row in city.attributes.all()]},
            decides=False,
            prefetches={"city": ("attributes",)},
        ),
        Property(
            "main_industries",
            _("Main industries"),
            {"city": lambda city: list(map(str, translate_texts(city.main_industries)))},
            decides=False,
        ),
        Property("established", _("Established"), {"park": _read_field("established")}, decides=False),
        Property("website", _("Website"), {"partner": _read_field("url")}, decides=False),
    )
}
DECIDING = tuple(one.id for one in PROPERTIES.values() if one.decides)
#: The fields of codes, by type.
CODE_FIELDS = {"city": ("admin_code",), "region": ("admin_code",), "material": ("ewc_code", "national_code")}
_QUERYSETS: dict[str, Any] = {
    "city": City.objects.select_related("region", "parent__parent"),
    "region": Region.objects.all(),
    "park": IndustrialPark.objects.select_related("city__region", "city__parent__parent"),
    "material": Material.objects.select_related("parent"),
    "partner": Partner.objects.all(),
}


def list_properties_of(record_type: str) -> list[Property]:
    return [one for one in PROPERTIES.values() if record_type in one.readers]


def load_rows(keys: Iterable[EntityKey], properties: Collection[Property]) -> dict[EntityKey, Any]:
    """Return the public records, with what the properties read. At most three queries for each type."""
    slugs: dict[str, list[str]] = {}
    for code, slug in keys:
        slugs.setdefault(code, []).append(slug)
    rows: dict[EntityKey, Any] = {}
    for code, some in slugs.items():
        found = _QUERYSETS[code].published().filter(slug__in=some)
        read = [prefetch for one in properties for prefetch in one.prefetches.get(code, ())]
        rows |= {(code, row.slug): row for row in found.prefetch_related(*dict.fromkeys(read))}
    return rows


def find_keys_by_code(codes: Collection[str], record_types: Collection[str]) -> dict[str, list[EntityKey]]:
    """Return the public records of these types that have a code. One query for each field of codes."""
    found: dict[str, list[EntityKey]] = {}
    if not codes:
        return found
    for record_type in record_types:
        for name in CODE_FIELDS.get(record_type, ()):
            rows = _QUERYSETS[record_type].published().filter(**{f"{name}__in": codes})
            for code, slug in rows.values_list(name, "slug"):
                found.setdefault(code, []).append((record_type, slug))
    return found
