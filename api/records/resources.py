"""The resources of the API: a viewset for each record type, and for each part with its own list.

To add one, declare a viewset; its serializer, filters, exports and description follow from the model.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import F, Model, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from api.records import ordering
from api.records.groups import COUNTED_VALUES, WHOLE_YEAR_VALUES, GroupMeasure
from api.records.viewsets import SnapshotViewSet
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
from portal.filters import FindingFilter
from portal.models import Finding, Priority, SiteText, Target
from records.filters.sources import SourceFilter
from records.models import Source, Theme

_NAME = ("name_en", "name_zh_hans", "zh_hant__name")
_TITLE = ("title_en", "title_zh_hans", "zh_hant__title")
_CITY = ("city__name_en", "city__name_zh_hans", "city__zh_hant__name")


class CityViewSet(SnapshotViewSet):
    list_name = "cities"
    model = City
    about = _("Cities, districts and new areas, with their profiles and key facts.")
    example = "changchun"
    page_filters = CityFilter
    point_path = ""


class RegionViewSet(SnapshotViewSet):
    list_name = "regions"
    model = Region
    about = _("Provinces and other first-level divisions of China, and the regions of cities abroad.")
    example = "anhui"
    search_fields = _NAME


class NetworkViewSet(SnapshotViewSet):
    list_name = "networks"
    model = Network
    about = _("Associations of cities, with their aims.")
    example = "gccc"
    search_fields = (*_NAME, "short_name_en", "short_name_zh_hans")


class MembershipViewSet(SnapshotViewSet):
    list_name = "memberships"
    model = Membership
    about = _("Which city is in which network, in which role and since when.")
    example = "gccc-changchun-endorsing"
    search_fields = (*_CITY, "network__name_en", "network__name_zh_hans", "network__short_name_en")
    more_orderings = tuple(ordering.order_by_date("joined"))
    city_paths = ("city",)


class PartnerViewSet(SnapshotViewSet):
    list_name = "partners"
    model = Partner
    about = _("Organisations that work with the Coalition.")
    example = "circle-economy"
    search_fields = _NAME


class ProgrammeViewSet(SnapshotViewSet):
    list_name = "programmes"
    model = Programme
    about = _("Programmes that select parks or cities, with their official totals.")
    example = "bulk-solid-waste-base"
    page_filters = ProgrammeFilter
    search_fields = _NAME


class ExchangeViewSet(SnapshotViewSet):
    list_name = "exchanges"
    model = Exchange
    about = _("What cities learned with and from each other.")
    example = "changchun-benchmarking"
    page_filters = ExchangeFilter
    more_orderings = tuple(ordering.order_by_date("starts"))
    city_paths = ("cities__city",)
    has_many_cities = True


class EventViewSet(SnapshotViewSet):
    list_name = "events"
    model = Event
    about = _("Events held or planned.")
    example = "circular-turku-report-2020"
    page_filters = EventFilter
    search_fields = _TITLE
    more_orderings = tuple(ordering.order_by_date("date"))
    city_paths = ("cities",)
    has_many_cities = True


class ResourceViewSet(SnapshotViewSet):
    list_name = "resources"
    model = Resource
    about = _("Frameworks, handbooks and reports that cities can use.")
    example = "circular-turku-blueprint"
    search_fields = _TITLE
    more_orderings = tuple(ordering.order_by_year())


class ThemeViewSet(SnapshotViewSet):
    list_name = "themes"
    model = Theme
    about = _("The Coalition’s themes.")
    example = "building-and-construction"
    search_fields = _NAME


class SourceViewSet(SnapshotViewSet):
    list_name = "sources"
    model = Source
    about = _("The web pages, notices, reports and data sets behind every statement.")
    example = "changchun-dehui-park"
    page_filters = SourceFilter
    more_orderings = tuple(ordering.order_by_date("published"))


class IndustrialParkViewSet(SnapshotViewSet):
    list_name = "parks"
    model = IndustrialPark
    about = _("Industrial parks with their facilities, material flows and key facts.")
    example = "changchun-circular-economy-park"
    page_filters = ParkFilter
    point_path = ""
    city_paths = ("city",)


class DesignationViewSet(SnapshotViewSet):
    list_name = "designations"
    model = Designation
    about = _("Parks and cities selected by a programme.")
    example = "bulk-solid-waste-base-binzhou-base"
    search_fields = (
        *_CITY,
        "park__name_en",
        "park__name_zh_hans",
        "programme__name_en",
        "programme__name_zh_hans",
    )
    more_orderings = tuple(ordering.order_by_date("named"))
    point_path = "park"
    city_paths = ("city", "park__city")


class FacilityViewSet(SnapshotViewSet):
    list_name = "facilities"
    model = Facility
    about = _("Facilities in parks, with their status.")
    example = "changchun-circular-economy-park--car-dismantling-plants"
    search_fields = _NAME
    point_path = "park"
    city_paths = ("park__city",)


class MaterialViewSet(SnapshotViewSet):
    list_name = "materials"
    model = Material
    about = _("By-products, waste, energy and water passed from one company to another.")
    example = "bagasse"
    page_filters = MaterialFilter


class MaterialFlowViewSet(SnapshotViewSet):
    list_name = "flows"
    model = MaterialFlow
    about = _("Material flows between companies and sectors in parks.")
    example = "changchun-circular-economy-park--end-of-life-vehicles-vehicle-owners-car-dismantling"
    search_fields = (
        "from_name_en",
        "from_name_zh_hans",
        "to_name_en",
        "to_name_zh_hans",
        "material__name_en",
        "material__name_zh_hans",
    )
    point_path = "park"
    city_paths = ("park__city",)
    more_orderings = tuple(ordering.order_by_number("value"))
    measure = GroupMeasure(
        apart=("unit", "amount_type", "quantity_of", "evidence", "status"),
        counted=WHOLE_YEAR_VALUES & Q(value__isnull=False, in_larger_flow=False),
        place=F("park__city"),
    )


class ZeroWastePilotViewSet(SnapshotViewSet):
    list_name = "zero-waste-pilots"
    model = ZeroWastePilot
    about = _("Cities and special areas in the zero-waste programme.")
    example = "baotou"
    page_filters = PilotFilter
    more_orderings = tuple(ordering.order_by_date("named"))
    city_paths = ("city",)


class PilotActionViewSet(SnapshotViewSet):
    list_name = "pilot-actions"
    model = PilotAction
    about = _("What zero-waste cities and areas do, by waste area and type of action.")
    example = "shenzhen--construction-waste-data-platform"
    search_fields = (*_TITLE, "text_en", "text_zh_hans")
    city_paths = ("pilot__city",)


class ProcurementCaseViewSet(SnapshotViewSet):
    list_name = "procurement-cases"
    model = ProcurementCase
    about = _("Public purchases with green criteria, and their outcomes.")
    example = "binhai-school-furniture"
    page_filters = CaseFilter
    more_orderings = tuple(ordering.order_by_year())
    city_paths = ("city",)


class BusinessInitiativeViewSet(SnapshotViewSet):
    list_name = "businesses"
    model = BusinessInitiative
    about = _("Circular initiatives of companies and industries.")
    example = "brunp-battery-recycling"
    page_filters = BusinessFilter
    more_orderings = tuple(ordering.order_by_year())
    city_paths = ("city",)


class FrameworkViewSet(SnapshotViewSet):
    list_name = "frameworks"
    model = Framework
    about = _("Indicator frameworks.")
    example = "hub-recorded"
    search_fields = _NAME


class IndicatorViewSet(SnapshotViewSet):
    list_name = "indicators"
    model = Indicator
    about = _("What each indicator measures, and its unit.")
    example = "boiler-slag-utilisation-rate"
    page_filters = IndicatorFilter


class IndicatorValueViewSet(SnapshotViewSet):
    list_name = "indicator-values"
    model = IndicatorValue
    about = _(
        "What a city reports for an indicator in a given year: a value, or the reason why there is none."
    )
    example = "boiler-slag-utilisation-rate-xining-2008"
    search_fields = (*_CITY, "indicator__name_en", "indicator__name_zh_hans")
    more_orderings = (*ordering.order_by_year(), *ordering.order_by_number("value"))
    city_paths = ("city",)
    measure = GroupMeasure(
        apart=("indicator", "unit", "evidence"),
        counted=COUNTED_VALUES & Q(value__isnull=False),
        place=F("city"),
        once_per="city",
        contained=("city", "indicator", "year"),
    )


class PriorityViewSet(SnapshotViewSet):
    list_name = "priorities"
    model = Priority
    about = _("The priorities of China Hub.")
    example = "industrial-symbiosis"
    search_fields = _TITLE


class TargetViewSet(SnapshotViewSet):
    list_name = "targets"
    model = Target
    about = _("Targets, progress figures and baselines.")
    example = "construction-pilots-35"
    search_fields = ("statement_en", "statement_zh_hans", "zh_hant__statement")


class FindingViewSet(SnapshotViewSet):
    list_name = "findings"
    model = Finding
    about = _("Findings about circular cities in China that can be quoted, with figures, sources and limits.")
    example = "environment-from-4-to-15-percent"
    page_filters = FindingFilter


class SiteTextViewSet(SnapshotViewSet):
    list_name = "site-texts"
    model = SiteText
    about = _("Texts about the site itself.")
    example = "china-hub"
    search_fields = _TITLE


RESOURCES: tuple[type[SnapshotViewSet], ...] = (
    CityViewSet,
    RegionViewSet,
    NetworkViewSet,
    MembershipViewSet,
    PartnerViewSet,
    ProgrammeViewSet,
    ExchangeViewSet,
    EventViewSet,
    ResourceViewSet,
    ThemeViewSet,
    SourceViewSet,
    IndustrialParkViewSet,
    DesignationViewSet,
    FacilityViewSet,
    MaterialViewSet,
    MaterialFlowViewSet,
    ZeroWastePilotViewSet,
    PilotActionViewSet,
    ProcurementCaseViewSet,
    BusinessInitiativeViewSet,
    FrameworkViewSet,
    IndicatorViewSet,
    IndicatorValueViewSet,
    PriorityViewSet,
    TargetViewSet,
    FindingViewSet,
    SiteTextViewSet,
)


@dataclass(frozen=True)
class ApiListing:
    """An entry of the list of resources. `example` is a query string, for a list that needs one.

    What is calculated for a query is no data set of the catalogue.
    """

    name: str
    about: Any
    example: str = ""
    is_data_set: bool = True

    @property
    def address(self) -> str:
        return reverse(f"api-{self.name}-list") + self.example


def list_resources() -> list[ApiListing]:
    """Return all lists of the API."""
    return [
        *(ApiListing(resource.list_name, resource.about) for resource in RESOURCES),
        ApiListing("figures", _("All figures in one list, each with a permanent address and its citation.")),
        ApiListing("statistics", _("Statistics by scope, each with its headline and its values.")),
        ApiListing("corrections", _("Corrections of published records: old and new, when and why.")),
        ApiListing(
            "search", _("Search over all records, statistics and pages, in three scripts."), "?q=changchun"
        ),
        ApiListing(
            "peers",
            _("Similar cities of a city, and what they have in common."),
            "?city=changchun",
            is_data_set=False,
        ),
        ApiListing(
            "material-matches",
            _("Who supplied a by-product to whom: material flows, those that fit best first."),
            "?material=fly-ash",
            is_data_set=False,
        ),
        ApiListing(
            "comparison",
            _("Comparison of two to four cities, parks, zero-waste cities or procurement cases."),
            "?cities=changchun,datong",
            is_data_set=False,
        ),
        ApiListing("vocabularies", _("What each code means: labels and definitions in three languages.")),
        ApiListing("units", _("Units of figures, with UCUM code, dimension and factor to the SI.")),
    ]


@cache
def get_resource(model: type[Model]) -> type[SnapshotViewSet]:
    return next(resource for resource in RESOURCES if resource.model is model)


@cache
def get_resource_by_type(type_code: str) -> type[SnapshotViewSet]:
    return next(one for one in RESOURCES if not one.is_part and one.model.type_code == type_code)
