"""Admin of networks, partners, programmes, exchanges, events and resources."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from coalition.models import (
    Aim,
    Event,
    EventCityNote,
    Exchange,
    ExchangeCandidate,
    ExchangeCity,
    ExchangeRelation,
    Membership,
    Network,
    Partner,
    PartnerName,
    Programme,
    ProgrammeFigure,
    ProgrammeResult,
    RelatedWork,
    Resource,
)
from records.admin import (
    FOLDED_FIELDS,
    FigureInline,
    LinkInline,
    NameInline,
    PartInline,
    RecordAdmin,
)


class AimInline(PartInline):
    model = Aim
    add_label = _("Add an aim")
    remove_label = _("Remove this aim")
    layout = (
        (_("What it is"), {"fields": ("kind", ("text_en", "text_zh_hans"))}),
        FOLDED_FIELDS,
        (_("Sources"), {"fields": ("sources",)}),
    )


class RelatedWorkInline(PartInline):
    model = RelatedWork
    add_label = _("Add related work")
    remove_label = _("Remove this related work")
    layout = (
        (_("What it is"), {"fields": (("name_en", "name_zh_hans"), ("about_en", "about_zh_hans"))}),
        FOLDED_FIELDS,
        (_("Sources"), {"fields": ("sources",)}),
    )


class ProgrammeFigureInline(FigureInline):
    model = ProgrammeFigure
    own_fields = ("counts_all_named",)


class ProgrammeResultInline(FigureInline):
    model = ProgrammeResult


class ExchangeCityInline(LinkInline):
    model = ExchangeCity
    autocomplete_fields = ["city"]


class ExchangeRelationInline(LinkInline):
    model = ExchangeRelation
    autocomplete_fields = ["city", "other"]


class ExchangeCandidateInline(PartInline):
    model = ExchangeCandidate
    autocomplete_fields = ["city"]
    add_label = _("Add a candidate")
    remove_label = _("Remove this candidate")
    layout = (
        (_("What it is"), {"fields": ("city", ("reason_en", "reason_zh_hans"))}),
        FOLDED_FIELDS,
        (_("Sources"), {"fields": ("sources",)}),
    )


class EventCityNoteInline(LinkInline):
    model = EventCityNote
    autocomplete_fields = ["city"]


@admin.register(Network)
class NetworkAdmin(RecordAdmin):
    list_display = ("name_en", "name_zh_hans", "operator_since")
    search_fields = ("slug", "name_en", "name_zh_hans")
    inlines = (AimInline, RelatedWorkInline)


@admin.register(Membership)
class MembershipAdmin(RecordAdmin):
    list_display = ("network", "city", "role", "joined", "left")
    list_filter = ("status", "network", "role", "source_type")
    list_select_related = ("network", "city")
    search_fields = (
        "slug",
        "city__name_en",
        "city__name_zh_hans",
        "network__name_en",
        "network__name_zh_hans",
    )
    autocomplete_fields = ("network", "city")


class PartnerNameInline(NameInline):
    model = PartnerName


@admin.register(Partner)
class PartnerAdmin(RecordAdmin):
    list_display = ("name_en", "name_zh_hans", "kind", "since")
    list_filter = ("status", "kind")
    choice_details = ("get_kind_display", "get_status_display")
    search_fields = ("slug", "name_en", "name_zh_hans")
    inlines = (PartnerNameInline,)


@admin.register(Programme)
class ProgrammeAdmin(RecordAdmin):
    list_display = ("name_en", "name_zh_hans", "kind", "starts", "ends")
    list_filter = ("status", "kind")
    choice_details = ("get_kind_display", "starts", "get_status_display")
    search_fields = ("slug", "name_en", "name_zh_hans")
    inlines = (ProgrammeFigureInline, ProgrammeResultInline)


@admin.register(Exchange)
class ExchangeAdmin(RecordAdmin):
    list_display = ("title_en", "title_zh_hans", "kind", "theme", "starts")
    list_filter = ("status", "kind", "theme", "network")
    list_select_related = ("theme",)
    choice_details = ("get_kind_display", "starts", "get_status_display")
    search_fields = ("slug", "title_en", "title_zh_hans")
    autocomplete_fields = ("theme", "partners", "network", "programme")
    inlines = (ExchangeCityInline, ExchangeRelationInline, ExchangeCandidateInline)


@admin.register(Event)
class EventAdmin(RecordAdmin):
    list_display = ("title_en", "title_zh_hans", "date", "end")
    search_fields = ("slug", "title_en", "title_zh_hans")
    autocomplete_fields = ("cities",)
    inlines = (EventCityNoteInline,)


@admin.register(Resource)
class ResourceAdmin(RecordAdmin):
    list_display = ("title_en", "title_zh_hans", "kind", "year")
    list_filter = ("status", "kind")
    search_fields = ("slug", "title_en", "title_zh_hans")
