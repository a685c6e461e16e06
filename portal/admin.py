"""Admin of site texts, priorities, targets and findings."""

from django.contrib import admin

from portal.models import Finding, FindingFigure, LeadingCity, Priority, PriorityTarget, SiteText, Target
from records.admin import FigureInline, LinkInline, RecordAdmin


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


@admin.register(Priority)
class PriorityAdmin(RecordAdmin):
    list_display = ("order", "title_en", "title_zh_hans")
    list_display_links = ("title_en",)
    search_fields = ("slug", "title_en", "title_zh_hans")
    inlines = (PriorityTargetInline,)


@admin.register(SiteText)
class SiteTextAdmin(RecordAdmin):
    list_display = ("slug", "title_en", "title_zh_hans")
    search_fields = ("slug", "title_en", "title_zh_hans")
    inlines = (LeadingCityInline,)


class FindingFigureInline(FigureInline):
    model = FindingFigure
    own_fields = (("row_en", "row_zh_hans"),)


@admin.register(Finding)
class FindingAdmin(RecordAdmin):
    list_display = ("order", "title_en", "title_zh_hans", "year")
    list_display_links = ("title_en",)
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
