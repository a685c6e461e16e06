"""What waits to be counted, what was counted when, and a button that has everything counted anew."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from records.admin import ViewOnlyAdmin
from stats import marking, refreshing, waking
from stats.declaring import registered
from stats.models import Counting, EarlierValue, Refresh, StatisticValue


class StatsAdmin(ViewOnlyAdmin):
    """Written by those who count, in the look of the desk."""

    class Media:
        css = {"all": ("build/admin.css",)}


@admin.register(Counting)
class CountingAdmin(StatsAdmin):
    """The queue: one row for each statistic."""

    list_display = ("key", "title", "marks_waiting", "claimed_at", "counted_at", "changed_at")
    list_select_related = ("mark",)
    search_fields = ("mark__key",)
    actions = ("refresh_selected",)
    change_list_template = "admin/stats/counting/change_list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(newer=F("mark__number") - F("number"))

    @admin.display(description=_("statistic"), ordering="mark")
    def key(self, counting: Counting) -> str:
        return counting.mark_id

    @admin.display(description=_("title"))
    def title(self, counting: Counting) -> str:
        statistic = registered().get(counting.mark_id)
        return str(statistic.title) if statistic else ""

    @admin.display(description=_("marks waiting"), ordering="newer")
    def marks_waiting(self, counting: Any) -> int:
        return counting.newer

    def has_refresh_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("stats.change_counting")

    @admin.action(description=_("Count anew"), permissions=["refresh"])
    def refresh_selected(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse:
        marking.mark(list(queryset.values_list("mark", flat=True)))
        waking.wake()
        return HttpResponseRedirect(reverse("admin:stats_counting_progress"))

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        may = {"may_refresh": self.has_refresh_permission(request)}
        return super().changelist_view(request, {**(extra_context or {}), **may})

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        return [
            path("refresh/", wrap(require_POST(self.refresh_all)), name="stats_counting_refresh"),
            path("progress/", wrap(require_safe(self.progress)), name="stats_counting_progress"),
            *super().get_urls(),
        ]

    def refresh_all(self, request: HttpRequest) -> HttpResponse:
        """Marks everything and wakes a worker; nothing is counted in this request."""
        if not self.has_refresh_permission(request):
            raise PermissionDenied
        refreshing.everything_is_stale()
        waking.wake()
        return HttpResponseRedirect(reverse("admin:stats_counting_progress"))

    def progress(self, request: HttpRequest) -> HttpResponse:
        """How many statistics are fresh; the page asks again by itself until all are."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        total, left = len(registered()), len(marking.stale_keys())
        context = {
            **self.admin_site.each_context(request),
            "title": _("Counting the statistics"),
            "opts": self.opts,
            "total": total,
            "done": total - left,
            "media": self.media,
            "refreshes": Refresh.objects.all()[:20],
        }
        return TemplateResponse(request, "admin/stats/counting/progress.html", context)


@admin.register(Refresh)
class RefreshAdmin(StatsAdmin):
    list_display = ("statistic", "started_at", "ended_at", "rows", "changed", "error", "worker")
    list_filter = ("statistic", ("error", admin.EmptyFieldListFilter))
    search_fields = ("statistic", "error")
    date_hierarchy = "started_at"


@admin.register(StatisticValue)
class StatisticValueAdmin(StatsAdmin):
    list_display: Any = ("statistic", "scope", "slug", "dimensions", "value", "n", "denominator", "since")
    list_filter = ("statistic", "scope")
    search_fields = ("statistic", "slug")
    show_full_result_count = False


@admin.register(EarlierValue)
class EarlierValueAdmin(StatisticValueAdmin):
    list_display = (*StatisticValueAdmin.list_display, "until")
