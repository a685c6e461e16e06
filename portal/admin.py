"""Admin of site texts, priorities, targets and findings."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.models import Finding, FindingFigure, LeadingCity, Priority, PriorityTarget, SiteText, Target
from records.admin import FigureInline, LinkInline, RecordAdmin
from records.admin.layouts import NOTE, SOURCES


class PriorityTargetInline(LinkInline):
    model = PriorityTarget
    autocomplete_fields = ["target"]


class LeadingCityInline(LinkInline):
    model = LeadingCity
    autocomplete_fields = ["city"]


@admin.register(Target)
class TargetAdmin(RecordAdmin):
    list_display = ("slug", "kind", "value", "unit", "deadline", "year")
    list_filter = ("status", "kind", "source_type")
    choice_details = ("get_kind_display", "year", "deadline", "get_status_display")
    search_fields = ("slug", "statement_en", "statement_zh_hans")
    autocomplete_fields = ("denominator", "outcome", "programme")
    layout = (
        (
            _("Name and kind"),
            {
                "fields": (
                    ("kind", "source_type", "slug"),
                    ("statement_en", "statement_zh_hans"),
                    ("promised_by_en", "promised_by_zh_hans"),
                )
            },
        ),
        (
            _("The target"),
            {
                "fields": (
                    ("value", "unit", "deadline"),
                    ("year", "set_on", "searched_on"),
                    ("scope_en", "scope_zh_hans"),
                    ("denominator", "outcome"),
                    ("statistic", "counted_by"),
                    ("park_level", "programme", "covers_programme"),
                    "key_figure_order",
                )
            },
        ),
        NOTE,
        SOURCES,
    )


@admin.register(Priority)
class PriorityAdmin(RecordAdmin):
    list_display = ("order", "title_en", "title_zh_hans")
    search_fields = ("slug", "title_en", "title_zh_hans")
    inlines = (PriorityTargetInline,)
    layout = (
        (
            _("Name and kind"),
            {
                "fields": (
                    ("title_en", "title_zh_hans"),
                    ("order", "list_page", "slug"),
                )
            },
        ),
        (
            _("Texts"),
            {
                "fields": (
                    ("lede_en", "lede_zh_hans"),
                    ("context_en", "context_zh_hans"),
                    ("problem_en", "problem_zh_hans"),
                    ("expected_effect_en", "expected_effect_zh_hans"),
                    ("approach_en", "approach_zh_hans"),
                    "obstacles",
                )
            },
        ),
        SOURCES,
    )


@admin.register(SiteText)
class SiteTextAdmin(RecordAdmin):
    list_display = ("slug", "title_en", "title_zh_hans")
    search_fields = ("slug", "title_en", "title_zh_hans")
    inlines = (LeadingCityInline,)
    layout = (
        (
            _("Name and kind"),
            {
                "fields": (
                    ("title_en", "title_zh_hans"),
                    "slug",
                    ("tagline_en", "tagline_zh_hans"),
                )
            },
        ),
        (
            _("Texts"),
            {
                "fields": (
                    ("about_en", "about_zh_hans"),
                    ("city_work_en", "city_work_zh_hans"),
                )
            },
        ),
        SOURCES,
    )


class FindingFigureInline(FigureInline):
    model = FindingFigure
    own_fields = (("row_en", "row_zh_hans"),)


@admin.register(Finding)
class FindingAdmin(RecordAdmin):
    list_display = ("order", "title_en", "title_zh_hans", "year")
    list_filter = ("status", "year")
    search_fields = ("slug", "title_en", "title_zh_hans")
    autocomplete_fields = (
        "cities",
        "parks",
        "materials",
        "pilots",
        "programmes",
        "targets",
        "indicators",
        "exchanges",
        "procurement_cases",
        "businesses",
    )
    inlines = (FindingFigureInline,)
    layout = (
        (
            _("Name and kind"),
            {
                "fields": (
                    ("title_en", "title_zh_hans"),
                    ("order", "year", "slug"),
                )
            },
        ),
        (
            _("Texts"),
            {
                "fields": (
                    ("text_en", "text_zh_hans"),
                    ("limits_en", "limits_zh_hans"),
                    ("worked_out_en", "worked_out_zh_hans"),
                )
            },
        ),
        (
            _("Drawing"),
            {
                "fields": (
                    "drawing",
                    ("drawing_note_en", "drawing_note_zh_hans"),
                )
            },
        ),
        (
            _("Records it is about"),
            {
                "fields": (
                    "cities",
                    "parks",
                    "materials",
                    "pilots",
                    "programmes",
                    "targets",
                    "indicators",
                    "exchanges",
                    "procurement_cases",
                    "businesses",
                )
            },
        ),
        SOURCES,
    )
