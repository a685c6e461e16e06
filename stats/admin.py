"""Admin of the refresh queue, with a button that refreshes every statistic."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from records.admin.lists import ViewOnlyAdmin
from records.projections import get_refreshed_projections
from stats.dispatch import enqueue_refresh
from stats.invalidation import find_stale_keys, mark_stale
from stats.models import HistoricalValue, Refresh, RefreshState, StatisticValue
from stats.refresh import invalidate_all


@admin.register(RefreshState)
class RefreshStateAdmin(ViewOnlyAdmin):
    """The refresh queue, with one row for each statistic."""

    list_display = ("key", "title", "progress", "counted_at", "changed_at")
    list_select_related = ("mark",)
    search_fields = ("mark__key",)
    actions = ("refresh_selected",)
    change_list_template = "admin/stats/refreshstate/change_list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(newer=F("mark__number") - F("number"))

    @admin.display(description=_("statistic"), ordering="mark")
    def key(self, state: RefreshState) -> str:
        return state.mark_id

    @admin.display(description=_("title"))
    def title(self, state: RefreshState) -> str:
        projection = get_refreshed_projections().get(state.mark_id)
        return gettext(str(projection.title)) if projection else ""

    @admin.display(description=pgettext_lazy("refresh", "State"), ordering="newer")
    def progress(self, state: Any) -> str:
        """Return whether the statistic is counted with all that was published, in words."""
        if not state.newer:
            return pgettext("refresh", "up to date")
        return (
            pgettext("refresh", "is being counted")
            if state.token
            else pgettext("refresh", "will be counted again")
        )

    def has_refresh_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("stats.change_refreshstate")

    @admin.action(description=_("Recount"), permissions=["refresh"])
    def refresh_selected(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse:
        mark_stale(list(queryset.values_list("mark", flat=True)))
        enqueue_refresh()
        return HttpResponseRedirect(reverse("admin:stats_refreshstate_progress"))

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        context = {"may_refresh": self.has_refresh_permission(request)}
        return super().changelist_view(request, {**(extra_context or {}), **context})

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        return [
            path("refresh/", wrap(require_POST(self.refresh_all)), name="stats_refreshstate_refresh"),
            path("progress/", wrap(require_safe(self.show_progress)), name="stats_refreshstate_progress"),
            *super().get_urls(),
        ]

    def refresh_all(self, request: HttpRequest) -> HttpResponse:
        """Mark every statistic as stale and enqueue a refresh; this request computes nothing."""
        if not self.has_refresh_permission(request):
            raise PermissionDenied
        invalidate_all()
        enqueue_refresh()
        return HttpResponseRedirect(reverse("admin:stats_refreshstate_progress"))

    def show_progress(self, request: HttpRequest) -> HttpResponse:
        """Show how many statistics are fresh; the page reloads until all are."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        total, stale_count = len(get_refreshed_projections()), len(find_stale_keys())
        context = {
            **self.admin_site.each_context(request),
            "title": _("Counting the statistics"),
            "opts": self.opts,
            "total": total,
            "done": total - stale_count,
            "media": self.media,
            "refreshes": Refresh.objects.all()[:20],
        }
        return TemplateResponse(request, "admin/stats/refreshstate/progress.html", context)


@admin.register(Refresh)
class RefreshAdmin(ViewOnlyAdmin):
    list_display = ("statistic", "started_at", "ended_at", "rows", "changed", "error", "worker")
    list_filter = ("statistic", ("error", admin.EmptyFieldListFilter))
    search_fields = ("statistic", "error")
    date_hierarchy = "started_at"


@admin.register(StatisticValue)
class StatisticValueAdmin(ViewOnlyAdmin):
    list_display: Any = ("statistic", "scope", "slug", "dimensions", "value", "n", "denominator", "since")
    list_filter = ("statistic", "scope")
    search_fields = ("statistic", "slug")


@admin.register(HistoricalValue)
class HistoricalValueAdmin(StatisticValueAdmin):
    list_display = (*StatisticValueAdmin.list_display, "until")
