"""Pages of the Coalition, partners, exchanges, events and programmes."""

from itertools import groupby
from typing import Any

from django.db.models import QuerySet

from coalition.choices import AimKind
from coalition.filters import EventFilter, ExchangeFilter, ProgrammeFilter
from coalition.models import Event, Exchange, Membership, Network, Partner, Programme, Resource
from coalition.programme_coverage import attach_sizes
from records.generic_views import PublicTemplateView, RecordDetail, RecordList
from records.models import Theme

#: The network that the page is about. Other networks are listed after it.
COALITION_SLUG = "gccc"
_LATEST_COUNT = 5


class CoalitionPage(PublicTemplateView):
    template_name = "coalition/coalition.html"

    def get_page_context(self, context: dict[str, Any]) -> dict[str, Any]:
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
            "coalition": next((network for network in networks if network.slug == COALITION_SLUG), None),
            "other_networks": [network for network in networks if network.slug != COALITION_SLUG],
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
    template_name = "coalition/partner_detail.html"

    def get_queryset(self) -> QuerySet:
        return Partner.objects.published()

    def get_page_context(self, context: dict[str, Any]) -> dict[str, Any]:
        context = super().get_page_context(context)
        return {**context, "has_exchanges": any(panel.key == "exchanges" for panel in context["panels"])}


class ExchangeList(RecordList):
    template_name = "coalition/exchange_list.html"
    filterset_class = ExchangeFilter

    def get_queryset(self) -> QuerySet:
        return Exchange.objects.published().for_list()


class ExchangeDetail(RecordDetail):
    template_name = "coalition/exchange_detail.html"

    def get_queryset(self) -> QuerySet:
        return (
            Exchange.objects.published()
            .for_list()
            .select_related("theme", "network", "programme")
            .prefetch_related("partners")
        )


class EventList(RecordList):
    template_name = "coalition/event_list.html"
    filterset_class = EventFilter

    def get_queryset(self) -> QuerySet:
        return Event.objects.published().for_list()


class EventDetail(RecordDetail):
    template_name = "coalition/event_detail.html"

    def get_queryset(self) -> QuerySet:
        return Event.objects.published().for_list()


class ProgrammeList(RecordList):
    template_name = "coalition/programme_list.html"
    filterset_class = ProgrammeFilter

    def get_queryset(self) -> QuerySet:
        return Programme.objects.published().prefetch_related("official_sizes").order_by("name_en", "pk")

    def get_page_context(self, context: dict[str, Any]) -> dict[str, Any]:
        context = super().get_page_context(context)
        return {**context, "rows": attach_sizes(context["rows"])}


class ProgrammeDetail(RecordDetail):
    template_name = "coalition/programme_detail.html"

    def get_queryset(self) -> QuerySet:
        return Programme.objects.published().prefetch_related("official_sizes")

    def get_page_context(self, context: dict[str, Any]) -> dict[str, Any]:
        attach_sizes([self.record])
        return super().get_page_context(context)
