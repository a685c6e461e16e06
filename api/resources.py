"""The resources of the API with their filters and orderings."""

from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from api import ordering
from api.serializers import (
    RecordSerializer,
    get_owner_model,
    get_part_resource_serializer,
    get_record_serializer,
)
from cities.filters import CityFilter, IndicatorFilter
from cities.models import City, Framework, Indicator, IndicatorValue, Region
from coalition.filters import EventFilter, ExchangeFilter, ProgrammeFilter
from coalition.models import Event, Exchange, Membership, Network, Partner, Programme, Resource
from initiatives.filters.businesses import BusinessFilter
from initiatives.filters.materials import MaterialFilter
from initiatives.filters.parks import ParkFilter
from initiatives.filters.pilots import PilotFilter
from initiatives.filters.procurement import CaseFilter
from initiatives.models import (
    BusinessInitiative,
    Designation,
    Facility,
    IndustrialPark,
    Material,
    MaterialFlow,
    PilotAction,
    ProcurementCase,
    ZeroWastePilot,
)
from portal.models import Priority, SiteText, Target
from records.choices import Status
from records.field_kinds.representation import RESOURCE_NAMES
from records.filters import SourceFilter
from records.models import Source, Theme
from records.models.base import Part


@dataclass(frozen=True)
class ApiResource:
    """A resource: a record type, or a part with its own list.

    `place`: lookup path of the coordinates; "" for the row itself, None without coordinates.
    `page_filters`: the FilterSet of the page that lists the same records.
    `search`: the lookup paths of `q`.
    """

    name: str
    model: Any
    about: Any
    #: A slug of the starting content.
    example: str
    page_filters: Any = None
    search: tuple[str, ...] = ()
    place: str | None = None
    more_sorts: tuple[ordering.ApiOrdering, ...] = field(default=())

    @cached_property
    def is_part(self) -> bool:
        return issubclass(self.model, Part)

    @cached_property
    def owner(self) -> Any:
        return get_owner_model(self.model) if self.is_part else self.model

    @property
    def address(self) -> str:
        return reverse(f"api-{self.name}")

    @property
    def shape(self) -> RecordSerializer:
        return get_part_resource_serializer(self.model) if self.is_part else get_record_serializer(self.model)

    @cached_property
    def sorts(self) -> dict[str, ordering.ApiOrdering]:
        """Orderings by name; the first is the default."""
        own = (
            ordering.order_by_owner(self.model.owner)
            if self.is_part
            else [*ordering.order_by_slug(), *ordering.order_by_update()]
        )
        return {sort.name: sort for sort in (*own, *self.more_sorts)}

    @cached_property
    def prefix(self) -> str:
        """Lookup prefix from a row to its record."""
        return f"{self.model.owner}__" if self.is_part else ""

    def published(self) -> Any:
        return self.model._default_manager.filter(**{f"{self.prefix}status": Status.PUBLISHED})


_NAME = ("name_en", "name_zh_hans", "zh_hant__name")
_TITLE = ("title_en", "title_zh_hans", "zh_hant__title")
_CITY = ("city__name_en", "city__name_zh_hans", "city__zh_hant__name")

RESOURCES = (
    ApiResource(
        "cities",
        City,
        _("Cities, districts and new areas, with their profiles and key facts."),
        "changchun",
        CityFilter,
        _NAME,
        place="",
    ),
    ApiResource(
        "regions",
        Region,
        _("Provinces and other first-level divisions of China, and the regions of cities abroad."),
        "anhui",
        search=_NAME,
    ),
    ApiResource(
        "networks",
        Network,
        _("Associations of cities, with their aims."),
        "gccc",
        search=(*_NAME, "short_name_en", "short_name_zh_hans"),
    ),
    ApiResource(
        "memberships",
        Membership,
        _("Which city is in which network, in which role and since when."),
        "gccc-changchun-endorsing",
        search=(*_CITY, "network__name_en", "network__name_zh_hans", "network__short_name_en"),
        place="city",
        more_sorts=tuple(ordering.order_by_date("joined")),
    ),
    ApiResource(
        "partners", Partner, _("Organisations that work with the Coalition."), "circle-economy", search=_NAME
    ),
    ApiResource(
        "programmes",
        Programme,
        _("Programmes that select parks or cities, with their official totals."),
        "bulk-solid-waste-base",
        ProgrammeFilter,
        _NAME,
    ),
    ApiResource(
        "exchanges",
        Exchange,
        _("What cities learned with and from each other."),
        "changchun-benchmarking",
        ExchangeFilter,
        _TITLE,
        more_sorts=tuple(ordering.order_by_date("starts")),
    ),
    ApiResource(
        "events",
        Event,
        _("Events held or planned."),
        "circular-turku-report-2020",
        EventFilter,
        _TITLE,
        more_sorts=tuple(ordering.order_by_date("date")),
    ),
    ApiResource(
        "resources",
        Resource,
        _("Frameworks, handbooks and reports that cities can use."),
        "circular-turku-blueprint",
        search=_TITLE,
        more_sorts=tuple(ordering.order_by_year()),
    ),
    ApiResource("themes", Theme, _("The Coalition’s themes."), "building-and-construction", search=_NAME),
    ApiResource(
        "sources",
        Source,
        _("The web pages, notices, reports and data sets behind every statement."),
        "changchun-dehui-park",
        SourceFilter,
        ("title", "publisher"),
        more_sorts=tuple(ordering.order_by_date("published")),
    ),
    ApiResource(
        "parks",
        IndustrialPark,
        _("Industrial parks with their facilities, material flows and key facts."),
        "changchun-circular-economy-park",
        ParkFilter,
        _NAME,
        place="",
    ),
    ApiResource(
        "designations",
        Designation,
        _("Parks and cities selected by a programme."),
        "bulk-solid-waste-base-binzhou-base",
        search=(
            *_CITY,
            "park__name_en",
            "park__name_zh_hans",
            "programme__name_en",
            "programme__name_zh_hans",
        ),
        more_sorts=tuple(ordering.order_by_date("named")),
    ),
    ApiResource(
        "facilities",
        Facility,
        _("Facilities in parks, with their status."),
        "changchun-circular-economy-park--car-dismantling-plants",
        search=_NAME,
        place="park",
    ),
    ApiResource(
        "materials",
        Material,
        _("By-products, waste, energy and water passed from one company to another."),
        "bagasse",
        MaterialFilter,
        _NAME,
    ),
    ApiResource(
        "flows",
        MaterialFlow,
        _("Material flows between companies and sectors in parks."),
        "changchun-circular-economy-park--end-of-life-vehicles-vehicle-owners-car-dismantling",
        search=(
            "from_name_en",
            "from_name_zh_hans",
            "to_name_en",
            "to_name_zh_hans",
            "material__name_en",
            "material__name_zh_hans",
        ),
        place="park",
    ),
    ApiResource(
        "zero-waste-pilots",
        ZeroWastePilot,
        _("Cities and special areas in the zero-waste programme."),
        "baotou",
        PilotFilter,
        _CITY,
        place="city",
        more_sorts=tuple(ordering.order_by_date("named")),
    ),
    ApiResource(
        "pilot-actions",
        PilotAction,
        _("What zero-waste cities and areas do, by waste area and type of action."),
        "shenzhen--construction-waste-data-platform",
        search=(*_TITLE, "text_en", "text_zh_hans"),
        place="pilot__city",
    ),
    ApiResource(
        "procurement-cases",
        ProcurementCase,
        _("Public purchases with green criteria, and their outcomes."),
        "binhai-school-furniture",
        CaseFilter,
        _TITLE,
        place="city",
        more_sorts=tuple(ordering.order_by_year()),
    ),
    ApiResource(
        "businesses",
        BusinessInitiative,
        _("Circular initiatives of companies and industries."),
        "brunp-battery-recycling",
        BusinessFilter,
        _TITLE,
        place="city",
        more_sorts=tuple(ordering.order_by_year()),
    ),
    ApiResource("frameworks", Framework, _("Indicator frameworks."), "hub-recorded", search=_NAME),
    ApiResource(
        "indicators",
        Indicator,
        _("What each indicator measures, and its unit."),
        "boiler-slag-utilisation-rate",
        IndicatorFilter,
        (*_NAME, "code"),
    ),
    ApiResource(
        "indicator-values",
        IndicatorValue,
        _("What a city reports for an indicator in a given year: a value, or the reason why there is none."),
        "boiler-slag-utilisation-rate-xining-2008",
        search=(*_CITY, "indicator__name_en", "indicator__name_zh_hans"),
        place="city",
        more_sorts=tuple(ordering.order_by_year()),
    ),
    ApiResource(
        "priorities", Priority, _("The priorities of China Hub."), "industrial-symbiosis", search=_TITLE
    ),
    ApiResource(
        "targets",
        Target,
        _("Targets, progress figures and baselines."),
        "construction-pilots-35",
        search=("statement_en", "statement_zh_hans", "zh_hant__statement"),
    ),
    ApiResource("hub-texts", SiteText, _("Texts about the site itself."), "china-hub", search=_TITLE),
)


@dataclass(frozen=True)
class ApiListing:
    """An entry of the list of resources, including statistics."""

    name: str
    about: Any

    @property
    def address(self) -> str:
        return reverse(f"api-{self.name}")


def list_resources() -> list[ApiListing]:
    counted = ApiListing("statistics", _("Statistics by scope, each with its main finding and its values."))
    return [*(ApiListing(entry.name, entry.about) for entry in RESOURCES), counted]


RESOURCE_NAMES.update({resource.model: resource.name for resource in RESOURCES})


@cache
def get_resource(model: type[Model]) -> ApiResource:
    return next(resource for resource in RESOURCES if resource.model is model)


@cache
def get_resource_by_type(type_code: str) -> ApiResource:
    return next(r for r in RESOURCES if not r.is_part and r.model.type_code == type_code)
