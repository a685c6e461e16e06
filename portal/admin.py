"""Admin of site texts, priorities, targets and findings."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.content_questions import fetch_named_keys
from portal.models import Finding, FindingFigure, LeadingCity, Priority, PriorityTarget, SiteText, Target
from records.admin import FigureInline, LinkInline, RecordAdmin
from records.admin.layouts import NOTE, SOURCES
from records.admin.lists import ListAdmin
from records.models import ContentQuestion, get_record_types


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
                    ("plan_en", "plan_zh_hans"),
                    ("label_en", "label_zh_hans"),
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
    list_display = ("order", "home_order", "title_en", "title_zh_hans", "year")
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
            _("Home page"),
            {
                "fields": (
                    "home_order",
                    ("home_text_en", "home_text_zh_hans"),
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


def _build_form_url(model: Any, key: int) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[key])


class _OpenFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("open", _("open")), ("closed", _("closed"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "open":
            return queryset.filter(answer="")
        return queryset.exclude(answer="") if self.value() == "closed" else queryset


@admin.register(ContentQuestion)
class ContentQuestionAdmin(ListAdmin):
    """Questions of the content. They come with the content files; staff close them with a sentence."""

    list_display = ("named", "text", "section", "links", "answer")
    list_filter = (_OpenFilter, "section")
    list_per_page = 50
    search_fields = ("subject", "text", "answer")
    fields = ("section", "subject", "text", "links", "answer", "closer", "closed_at")
    readonly_fields = ("section", "subject", "text", "links", "closer", "closed_at")
    ordering = ("position", "pk")
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        changelist = super().get_changelist_instance(request)
        questions: Any = list(changelist.result_list)
        named = fetch_named_keys(questions)
        for question in questions:
            question.named = named
        changelist.result_list = questions
        return changelist

    @admin.display(description=pgettext_lazy("questions", "about"), ordering="subject")
    def named(self, question: Any) -> str:
        return str(question)

    @admin.display(description=_("records"))
    def links(self, question: Any) -> SafeString:
        """Link to the forms of the records that the question is about."""
        named = getattr(question, "named", None)
        named = fetch_named_keys([question]) if named is None else named
        types = get_record_types()
        return format_html_join(
            ", ",
            '<a href="{}">{}</a>',
            (
                (_build_form_url(types[code], named[code, slug]), slug)
                for code, slug in question.records
                if (code, slug) in named
            ),
        )

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Close the question with the answer, or open it again without one."""
        is_closed = bool(obj.answer)
        obj.closed_by = request.user if is_closed else None
        obj.closer = request.user.get_username() if is_closed else ""
        obj.closed_at = timezone.now() if is_closed else None
        super().save_model(request, obj, form, change)
