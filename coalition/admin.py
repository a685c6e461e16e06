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
    FigureInline,
    LinkInline,
    NameInline,
    PartInline,
    RecordAdmin,
)
from records.admin.layouts import FOLDED_FIELDS, LEDE_AND_SUMMARY, SOURCES


class AimInline(PartInline):
    model = Aim
    add_label = _("Add an aim")
    line_fields = ("kind",)
    remove_label = _("Remove this aim")
    layout = (
        (_("What it is"), {"fields": ("kind", ("text_en", "text_zh_hans"))}),
        FOLDED_FIELDS,
        SOURCES,
    )


class RelatedWorkInline(PartInline):
    model = RelatedWork
    add_label = _("Add related work")
    line_fields = ("about",)
    remove_label = _("Remove this related work")
    layout = (
        (_("What it is"), {"fields": (("name_en", "name_zh_hans"), ("about_en", "about_zh_hans"))}),
        FOLDED_FIELDS,
        SOURCES,
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
    line_fields = ("reason",)
    remove_label = _("Remove this candidate")
    layout = (
        (_("What it is"), {"fields": ("city", ("reason_en", "reason_zh_hans"))}),
        FOLDED_FIELDS,
        SOURCES,
    )


class EventCityNoteInline(LinkInline):
    model = EventCityNote
    autocomplete_fields = ["city"]


@admin.register(Network)
class NetworkAdmin(RecordAdmin):
    list_display = ("name_en", "name_zh_hans", "operator_since")
    search_fields = ("slug", "name_en", "name_zh_hans")
    inlines = (AimInline, RelatedWorkInline)
    layout = (
        (
            _("Name and kind"),
            {
                "fields": (
                    ("name_en", "name_zh_hans"),
                    ("short_name_en", "short_name_zh_hans"),
                    ("name_note_en", "name_note_zh_hans"),
                    ("slug", "website", "is_coalition"),
                    ("source_type", "open_to"),
                    "open_to_sources",
                )
            },
        ),
        (
            _("Operation"),
            {
                "fields": (
                    ("operator_en", "operator_zh_hans"),
                    ("operator_since", "preparation_since"),
                    "launched_on",
                    ("launched_at_en", "launched_at_zh_hans"),
                    "focus_regions",
                )
            },
        ),
        (
            _("Texts"),
            {
                "fields": (
                    ("summary_en", "summary_zh_hans"),
                    ("definition_en", "definition_zh_hans"),
                    "definition_sources",
                )
            },
        ),
        SOURCES,
    )


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
    layout = (
        (
            _("Name and kind"),
            {
                "fields": (
                    ("network", "city"),
                    ("role", "source_type"),
                    ("joined", "left"),
                    "slug",
                )
            },
        ),
        (_("Texts"), {"fields": (("note_en", "note_zh_hans"),)}),
        SOURCES,
    )


class PartnerNameInline(NameInline):
    model = PartnerName


@admin.register(Partner)
class PartnerAdmin(RecordAdmin):
    list_display = ("name_en", "name_zh_hans", "kind", "since")
    list_filter = ("status", "kind")
    choice_details = ("get_kind_display", "get_status_display")
    search_fields = ("slug", "name_en", "name_zh_hans")
    inlines = (PartnerNameInline,)
    layout = (
        (
            _("Name and kind"),
            {
                "fields": (
                    ("name_en", "name_zh_hans"),
                    ("kind", "since", "source_type"),
                    ("url", "slug"),
                )
            },
        ),
        (_("Texts"), {"fields": (("about_en", "about_zh_hans"),)}),
        SOURCES,
    )


@admin.register(Programme)
class ProgrammeAdmin(RecordAdmin):
    list_display = ("name_en", "name_zh_hans", "kind", "starts", "ends")
    list_filter = ("status", "kind")
    choice_details = ("get_kind_display", "starts", "get_status_display")
    search_fields = ("slug", "name_en", "name_zh_hans")
    inlines = (ProgrammeFigureInline, ProgrammeResultInline)
    layout = (
        (
            _("Name and kind"),
            {
                "fields": (
                    ("name_en", "name_zh_hans"),
                    ("kind", "zero_waste_round", "slug"),
                    ("operator_en", "operator_zh_hans"),
                    ("starts", "ends"),
                )
            },
        ),
        (
            _("Texts"),
            {
                "fields": (
                    ("lede_en", "lede_zh_hans"),
                    "lede_sources",
                    ("about_en", "about_zh_hans"),
                )
            },
        ),
        SOURCES,
    )


@admin.register(Exchange)
class ExchangeAdmin(RecordAdmin):
    list_display = ("title_en", "title_zh_hans", "kind", "theme", "starts")
    list_filter = ("status", "kind", "theme", "network")
    list_select_related = ("theme",)
    choice_details = ("get_kind_display", "starts", "get_status_display")
    search_fields = ("slug", "title_en", "title_zh_hans")
    autocomplete_fields = ("theme", "partners", "network", "programme")
    inlines = (ExchangeCityInline, ExchangeRelationInline, ExchangeCandidateInline)
    layout = (
        (
            _("Name and kind"),
            {
                "fields": (
                    ("title_en", "title_zh_hans"),
                    ("kind", "theme", "slug"),
                    ("network", "programme"),
                    ("programme_note_en", "programme_note_zh_hans"),
                    "partners",
                    ("starts", "ends"),
                    ("is_open_request", "source_type"),
                )
            },
        ),
        (
            _("Texts"),
            {
                "fields": (
                    ("lede_en", "lede_zh_hans"),
                    "lede_sources",
                    ("summary_en", "summary_zh_hans"),
                    ("outcome_en", "outcome_zh_hans"),
                )
            },
        ),
        SOURCES,
    )


@admin.register(Event)
class EventAdmin(RecordAdmin):
    list_display = ("title_en", "title_zh_hans", "date", "end")
    search_fields = ("slug", "title_en", "title_zh_hans")
    autocomplete_fields = ("cities",)
    inlines = (EventCityNoteInline,)
    layout = (
        (
            _("Name and kind"),
            {
                "fields": (
                    ("title_en", "title_zh_hans"),
                    "slug",
                    ("date", "end"),
                    ("date_note_en", "date_note_zh_hans"),
                    ("place_en", "place_zh_hans"),
                    "cities",
                )
            },
        ),
        LEDE_AND_SUMMARY,
        SOURCES,
    )


@admin.register(Resource)
class ResourceAdmin(RecordAdmin):
    list_display = ("title_en", "title_zh_hans", "kind", "year")
    list_filter = ("status", "kind")
    search_fields = ("slug", "title_en", "title_zh_hans")
    layout = (
        (
            _("Name and kind"),
            {
                "fields": (
                    ("title_en", "title_zh_hans"),
                    ("kind", "year", "slug"),
                    "url",
                )
            },
        ),
        (_("Texts"), {"fields": (("about_en", "about_zh_hans"),)}),
        SOURCES,
    )
