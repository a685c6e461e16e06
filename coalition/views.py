"""Pages of the Coalition, partners, exchanges, events and programmes."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any, ClassVar

from django.core.validators import slug_re
from django.db.models import Count, F, Max, Min, Prefetch, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cities.place_names import mark_same_cities
from coalition.choices import AimKind
from coalition.filters import EventFilter, ExchangeFilter, ProgrammeFilter
from coalition.models import (
    Aim,
    Event,
    Exchange,
    Membership,
    Network,
    Partner,
    Programme,
    RelatedWork,
    Resource,
)
from coalition.models.exchange import CITIES_IN_LIST
from coalition.programme_coverage import list_coverage
from records.models import ReadMark, Theme
from records.pages.generic_views import (
    CODE_PATTERN,
    PublicTemplateView,
    RecordDetail,
    RecordList,
    SectionMixin,
)
from records.pages.list_tables import ListColumn
from records.texts.formats import format_date_range, format_years, join_list

_LATEST_COUNT = 3


#: Members of a network in one role, partners and resources on the page; `?section=` has the others.
_MEMBERS_SHOWN, _PARTNERS_SHOWN, _RESOURCES_SHOWN = 30, 12, 30
#: The Coalition and other networks, aims and other work of each; working areas and topics.
_NETWORKS_SHOWN, _PARTS_SHOWN, _THEMES_SHOWN = 6, 12, 20
#: Members of which something isn't known, in the line that asks for it.
_NAMES_SHOWN = 8


@dataclass(frozen=True)
class NetworkProfile:
    """A network with its first members by role, with the number of all, and its first other parts.

    `unknown` is what isn't known of the network and its members.
    """

    network: Network
    by_role: list[tuple[str, list[Membership], int]]
    aims: list[Aim]
    has_more_aims: bool
    related: list[RelatedWork]
    has_more_related: bool
    unknown: list[str]

    @property
    def own_aims(self) -> list[Aim]:
        return [aim for aim in self.aims if aim.kind == AimKind.OWN]

    @property
    def further_aims(self) -> list[Aim]:
        return [aim for aim in self.aims if aim.kind == AimKind.FURTHER]


class CoalitionPage(SectionMixin, PublicTemplateView):
    """The Coalition and other networks. `?section=members&network=` has all members of one of them."""

    template_name = "coalition/coalition.html"
    query_parameters: ClassVar[dict[str, str]] = {**SectionMixin.query_parameters, "network": CODE_PATTERN}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = request.GET.get("section")
        if not key:
            return super().get(request, *args, **kwargs)
        networks: Any = Network.objects.published()
        slug = request.GET.get("network")
        if slug and not slug_re.match(slug):
            raise Http404
        network = networks.filter(slug=slug).first() if slug else networks.coalition()
        if network is None:
            raise Http404
        return self.respond_section(network, key)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        networks, has_more_networks = _fetch_first_networks()
        memberships = _fetch_first_members(networks)
        mark_same_cities(membership.city for membership in memberships)
        partners = list(Partner.objects.published()[:_PARTNERS_SHOWN])
        profiles = [_build_profile(network, memberships, partners) for network in networks]
        themes = list(Theme.objects.published()[: _THEMES_SHOWN + 1])
        resources = list(Resource.objects.published()[: _RESOURCES_SHOWN + 1])
        coalition = next((network for network in networks if network.is_coalition), None)
        return {
            **super().get_context_data(**kwargs),
            "coalition": coalition,
            "read_mark": ReadMark.objects.of(coalition).first() if coalition else None,
            "profile": next((profile for profile in profiles if profile.network.is_coalition), None),
            "other_networks": [profile for profile in profiles if not profile.network.is_coalition],
            "has_more_networks": has_more_networks,
            "networks": networks,
            "profiles": profiles,
            "memberships": memberships,
            "partners": partners,
            "partners_count": Partner.objects.published().count(),
            "themes": themes[:_THEMES_SHOWN],
            "has_more_themes": len(themes) > _THEMES_SHOWN,
            "working_areas": [theme for theme in themes[:_THEMES_SHOWN] if theme.working_area],
            "current_topics": [theme for theme in themes[:_THEMES_SHOWN] if theme.current_topic],
            "resources": resources[:_RESOURCES_SHOWN],
            "has_more_resources": len(resources) > _RESOURCES_SHOWN,
            "exchanges": list(Exchange.objects.published().for_list()[:_LATEST_COUNT]),
            "all_exchanges": _summarize(Exchange.objects.published(), "starts", "ends"),
            "events": list(Event.objects.published().order_by("-date", "slug", "pk")[:_LATEST_COUNT]),
            "all_events": _summarize(Event.objects.published(), "date", "end"),
        }

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        shown = ["networks", "memberships", "partners", "themes", "resources", "exchanges", "events"]
        parts = [[*profile.aims, *profile.related] for profile in context["profiles"]]
        return [record for rows in ([context[name] for name in shown] + parts) for record in rows]


def _summarize(rows: QuerySet[Any], starts: str, ends: str) -> dict[str, Any]:
    """Return how many rows there are, and from which year to which."""
    dated = ~Q(**{starts: ""})
    found = rows.order_by().aggregate(
        count=Count("pk"), first=Min(starts, filter=dated), latest=Max(starts), last=Max(ends)
    )
    years = [str(found[name] or "")[:4] for name in ("first", "latest", "last")]
    return {"count": found["count"], "years": format_years(years[0], max(years[1:]))}


def _build_profile(network: Any, memberships: list[Membership], partners: list[Partner]) -> NetworkProfile:
    own = [membership for membership in memberships if membership.network_id == network.pk]
    aims, related = network.first_aims, network.first_related
    return NetworkProfile(
        network,
        _group_members(own),
        aims[:_PARTS_SHOWN],
        len(aims) > _PARTS_SHOWN,
        related[:_PARTS_SHOWN],
        len(related) > _PARTS_SHOWN,
        _list_unknown(network, own, partners),
    )


def _group_members(memberships: list[Any]) -> list[tuple[str, list[Any], int]]:
    """Group the first members of a network by role, with the number of all in that role."""
    roles = [(role, list(rows)) for role, rows in groupby(memberships, key=lambda row: row.role)]
    return [(role, rows, rows[0].number_in_role) for role, rows in roles]


#: What the line that asks calls the facts of the Coalition.
_COALITION_FACTS = {
    "operator": _("operator"),
    "launched_on": _("date of the launch"),
    "focus_regions": _("focus regions"),
    "open_to": _("who can join"),
    "website": _("website"),
}


def _list_unknown(network: Network, memberships: list[Membership], partners: list[Partner]) -> list[str]:
    """Return what is not known of a network and its members; of the Coalition, also facts and partners."""
    names = {_("date of joining (%(names)s)"): [row.city.full_name for row in memberships if not row.joined]}
    unknown = []
    if network.is_coalition:
        unknown += [str(label) for name, label in _COALITION_FACTS.items() if not getattr(network, name)]
        names[_("start of the partnership (%(names)s)")] = [row.name for row in partners if not row.since]
    return [*unknown, *(label % {"names": _join_first_names(rows)} for label, rows in names.items() if rows)]


def _join_first_names(names: list[Any]) -> str:
    """Return the first names as a text, with the number of the others."""
    first, others = join_list(names[:_NAMES_SHOWN]), len(names) - _NAMES_SHOWN
    return f"{first} … +{others}" if others > 0 else first


def _fetch_first_networks() -> tuple[list[Any], bool]:
    """Return the Coalition and the first other networks, each with one part more than it shows.

    Also returns whether there are others.
    """
    found: Any = Network.objects.published().order_by("-is_coalition", "slug")
    networks = list(
        found.prefetch_related(
            Prefetch("aims", Aim.objects.all()[: _PARTS_SHOWN + 1], to_attr="first_aims"),
            Prefetch("related", RelatedWork.objects.all()[: _PARTS_SHOWN + 1], to_attr="first_related"),
        )[: _NETWORKS_SHOWN + 1]
    )
    return networks[:_NETWORKS_SHOWN], len(networks) > _NETWORKS_SHOWN


def _fetch_first_members(networks: list[Network]) -> list[Membership]:
    """Return the first members of each network in each role, with `number_in_role`, that of all."""
    group = [F("network"), F("role")]
    names = [F("city__name_en").asc(), F("pk").asc()]
    return list(
        Membership.objects.published()
        .filter(network__in=networks)
        .select_related("network", "city__parent", "city__region")
        .annotate(
            place=Window(RowNumber(), partition_by=group, order_by=names),
            number_in_role=Window(Count("pk"), partition_by=group),
        )
        .filter(place__lte=_MEMBERS_SHOWN)
        .order_by("network", "role", "city__name_en", "pk")
    )


class PartnerDetail(RecordDetail):
    """The page of a partner: its description.

    Then the panels registered with `@register_panel(Partner, order=…)`.
    """

    model = Partner
    template_name = "coalition/partner_detail.html"
    unknown_labels: ClassVar[dict[str, Any]] = {
        "since": _("since when it has been a partner"),
        "url": _("website"),
    }


class ExchangeList(RecordList):
    queryset = Exchange.objects.for_list()
    template_name = "coalition/exchange_list.html"
    result_template = "coalition/exchange_result.html"
    filterset_class = ExchangeFilter
    table_columns = (
        ListColumn(_("Type"), lambda exchange: exchange.get_kind_display()),
        ListColumn(_("Theme"), lambda exchange: exchange.theme.name),
        ListColumn(
            _("Cities"),
            lambda exchange: join_list(link.city.full_name for link in exchange.links[:CITIES_IN_LIST]),
        ),
        ListColumn(_("Date"), lambda exchange: format_date_range(exchange.starts, exchange.ends)),
    )


class ExchangeDetail(RecordDetail):
    """The page of an exchange: cities and partners.

    Then the panels registered with `@register_panel(Exchange, order=…)`.
    """

    queryset = Exchange.objects.select_related("theme", "network", "programme")
    template_name = "coalition/exchange_detail.html"

    def list_unknown(self, context: dict[str, Any]) -> list[Any]:
        exchange = self.object
        known = {
            _("outcome"): exchange.outcome or exchange.is_open_request,
            _("date"): exchange.starts or exchange.ends or exchange.is_open_request,
            _("partners"): "partners" in context["placed"],
        }
        return [label for label, value in known.items() if not value]


class EventList(RecordList):
    queryset = Event.objects.order_by("-date", "slug", "pk")
    template_name = "coalition/event_list.html"
    result_template = "coalition/event_result.html"
    filterset_class = EventFilter


class EventDetail(RecordDetail):
    """The page of an event: date, place and cities.

    Then the panels registered with `@register_panel(Event, order=…)`.
    """

    model = Event
    template_name = "coalition/event_detail.html"
    unknown_labels: ClassVar[dict[str, Any]] = {"date": _("date"), "place": _("place")}


class ProgrammeList(RecordList):
    queryset = Programme.objects.order_by("name_en", "pk")
    template_name = "coalition/programme_list.html"
    filterset_class = ProgrammeFilter

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "coverages": list_coverage(context["rows"])}

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        sizes = (coverage.main for coverage in context["coverages"])
        return [*super().get_cited_records(context), *(size.official for size in sizes if size)]


class ProgrammeDetail(RecordDetail):
    """The page of a programme: its official sizes and facts, then panels.

    Any app adds panels with `@register_panel(Programme, order=…)` in its `panels.py`, lowest first.
    """

    model = Programme
    template_name = "coalition/programme_detail.html"
    unknown_labels: ClassVar[dict[str, Any]] = {
        "operator": pgettext_lazy("programme", "operator"),
        "starts": _("date of the start"),
    }
