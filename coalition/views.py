"""Pages of the Coalition, partners, exchanges, events and programmes."""

from itertools import groupby
from typing import Any

from django.utils.translation import gettext_lazy as _

from coalition.choices import AimKind
from coalition.filters import EventFilter, ExchangeFilter, ProgrammeFilter
from coalition.models import Event, Exchange, Membership, Network, Partner, Programme, Resource
from coalition.programme_coverage import attach_sizes
from records.formats import format_date_range, join_list
from records.generic_views import PublicTemplateView, RecordDetail, RecordList
from records.list_tables import ListColumn
from records.models import Theme

_LATEST_COUNT = 3


class CoalitionPage(PublicTemplateView):
    template_name = "coalition/coalition.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        networks = list(Network.objects.published().prefetch_related("aims", "related"))
        memberships = list(
            Membership.objects.published()
            .select_related("network", "city__parent")
            .order_by("network", "role", "city__name_en", "pk")
        )
        for network in networks:
            own = [membership for membership in memberships if membership.network_id == network.pk]
            network.by_role = [(role, list(rows)) for role, rows in groupby(own, key=lambda row: row.role)]
            network.own_aims = [aim for aim in network.aims.all() if aim.kind == AimKind.OWN]
            network.further_aims = [aim for aim in network.aims.all() if aim.kind == AimKind.FURTHER]
        themes = list(Theme.objects.published())
        return {
            **super().get_context_data(**kwargs),
            "coalition": next((network for network in networks if network.is_coalition), None),
            "other_networks": [network for network in networks if not network.is_coalition],
            "networks": networks,
            "memberships": memberships,
            "partners": list(Partner.objects.published()),
            "themes": themes,
            "working_areas": [theme for theme in themes if theme.working_area],
            "current_topics": [theme for theme in themes if theme.current_topic],
            "resources": list(Resource.objects.published()),
            "exchanges": list(Exchange.objects.published().for_list()[:_LATEST_COUNT]),
            "exchanges_count": Exchange.objects.published().count(),
            "events": list(Event.objects.published().for_list()[:_LATEST_COUNT]),
            "events_count": Event.objects.published().count(),
        }

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        shown = ["networks", "memberships", "partners", "themes", "resources", "exchanges", "events"]
        return [record for name in shown for record in context[name]]


class PartnerDetail(RecordDetail):
    """The page of a partner: its description.

    Then the panels registered with `@register_panel(Partner, order=…)`.
    """

    model = Partner
    template_name = "coalition/partner_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "has_exchanges": any(panel.key == "exchanges" for panel in context["panels"])}


class ExchangeList(RecordList):
    queryset = Exchange.objects.for_list()
    template_name = "coalition/exchange_list.html"
    filterset_class = ExchangeFilter
    table_columns = (
        ListColumn(_("Type"), lambda exchange: exchange.get_kind_display()),
        ListColumn(_("Theme"), lambda exchange: exchange.theme.name),
        ListColumn(_("Cities"), lambda exchange: join_list(link.city.full_name for link in exchange.links)),
        ListColumn(_("Date"), lambda exchange: format_date_range(exchange.starts, exchange.ends)),
    )


class ExchangeDetail(RecordDetail):
    """The page of an exchange: cities and partners.

    Then the panels registered with `@register_panel(Exchange, order=…)`.
    """

    queryset = (
        Exchange.objects.for_list()
        .select_related("theme", "network", "programme")
        .prefetch_related("partners")
    )
    template_name = "coalition/exchange_detail.html"


class EventList(RecordList):
    queryset = Event.objects.for_list()
    template_name = "coalition/event_list.html"
    filterset_class = EventFilter


class EventDetail(RecordDetail):
    """The page of an event: date, place and cities.

    Then the panels registered with `@register_panel(Event, order=…)`.
    """

    queryset = Event.objects.for_list()
    template_name = "coalition/event_detail.html"


class ProgrammeList(RecordList):
    queryset = Programme.objects.prefetch_related("official_sizes").order_by("name_en", "pk")
    template_name = "coalition/programme_list.html"
    filterset_class = ProgrammeFilter

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "rows": attach_sizes(context["rows"])}


class ProgrammeDetail(RecordDetail):
    """The page of a programme: its official sizes, then panels.

    Any app adds panels with `@register_panel(Programme, order=…)` in its `panels.py`, lowest first.
    """

    queryset = Programme.objects.prefetch_related("official_sizes")
    template_name = "coalition/programme_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        attach_sizes([self.object])
        return super().get_context_data(**kwargs)
