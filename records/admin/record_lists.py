"""Lists of records in the admin: their columns, the search, the filters above the list."""

from collections.abc import Callable
from functools import cache
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Concat
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from records.admin.lists import ListAdmin
from records.admin.proposals.states import count_proposals, describe_state
from records.admin.saved_filters import SavedFilterAdmin, get_filter_query
from records.choices import RevisionState, Status
from records.desk.boxes import count_rows, format_count
from records.models import Revision
from records.pages.record_finders import find_records
from records.texts.formats import format_number, format_other_script, get_other_script

#: Request attribute: the words that the list looked for in place of those that nothing has.
_CORRECTION = "_search_correction"
#: The fields of a name in two columns, which a list shows in one.
_NAMES = (("name_en", "name_zh_hans"), ("title_en", "title_zh_hans"))


class MineFilter(admin.SimpleListFilter):
    """Records that the account has written to. Shown above the list, not among the filters of fields."""

    title = gettext_lazy("changed by me")
    parameter_name = "mine"
    is_above_list = True

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("1", pgettext_lazy("records", "Mine"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(build_mine_condition(request, queryset.model)) if self.value() else queryset


def build_mine_condition(request: HttpRequest, model: Any) -> Q:
    """Return the condition that the account has written to a record."""
    own = Revision.objects.written().filter(record_type=model.type_code, by_id=request.user.pk)
    return Q(pk__in=own.order_by().values("object_id"))


class RecordListAdmin(SavedFilterAdmin, ListAdmin):
    """Admin of records whose list shows their state, and finds them as the search of the site does."""

    list_filter: ClassVar[Any] = ("status",)
    list_per_page = 50

    def get_list_display(self, request: HttpRequest) -> Any:
        state = _build_state_column(self.model.type_code)
        return (*_join_name_columns(self.list_display), state, "version", "changed")

    def get_list_display_links(self, request: HttpRequest, list_display: Any) -> Any:
        """Return the column of both names, wherever it stands; the first column if there is none."""
        state = _build_state_column(self.model.type_code)
        names = [column for column in list_display if callable(column) and column is not state]
        return names or super().get_list_display_links(request, list_display)

    def get_list_filter(self, request: HttpRequest) -> Any:
        return (*super().get_list_filter(request), MineFilter)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Know how many proposals wait for each record on the page."""
        changelist = super().get_changelist_instance(request)
        records = list(changelist.result_list)
        counts = count_proposals(self.model, [record.pk for record in records])
        for record in records:
            record.proposed_count = counts.get(record.pk, 0)
        changelist.result_list = records
        return changelist

    # As the index of the records by their last update has it.
    @admin.display(
        description=pgettext_lazy("records", "Changed"), ordering=Coalesce("updated_at", "published_at")
    )
    def changed(self, record: Any) -> Any:
        return record.updated_at

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        context = {
            "quick_filters": self._list_quick_filters(request),
            "saved_filters": [
                {"filter": kept, "current": kept.query == get_filter_query(request)}
                for kept in self.list_saved_filters(request)
            ],
            "filter_query": get_filter_query(request),
            **(extra_context or {}),
        }
        response = super().changelist_view(request, context)
        if isinstance(response, TemplateResponse) and response.context_data is not None:
            response.context_data["correction"] = getattr(request, _CORRECTION, "")
        return response

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> Any:
        """Find what the search of the site finds, and what is not public by its names."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if not search_term.strip():
            return found, may_repeat
        others = find_records(search_term, self.model)
        setattr(request, _CORRECTION, others.correction)
        condition = Q(pk__in=found.order_by().values("pk")) | others.condition
        for words in others.spellings:
            rows, _may_repeat = super().get_search_results(request, queryset, words)
            condition |= Q(pk__in=rows.order_by().values("pk"))
        return queryset.filter(condition), False

    def _list_quick_filters(self, request: HttpRequest) -> list[dict[str, Any]]:
        """Return the filters above the list with their numbers: all, mine, and each state but published.

        Of long histories own records would take longest to count: beyond a hundred it says so.
        """
        records = self.model._default_manager.order_by()
        counts = dict(records.values_list("status").annotate(Count("pk")))
        mine = count_rows(records.filter(build_mine_condition(request, self.model)))
        filters = [
            (_("All"), "", format_number(sum(counts.values()))),
            (pgettext("records", "Mine"), "mine=1", format_count(mine)),
            *(
                (status.label, f"status__exact={status}", format_number(counts.get(status, 0)))
                for status in (Status.DRAFT, Status.ARCHIVED)
            ),
        ]
        query = get_filter_query(request, "o")
        return [
            {
                "label": label,
                "count": count,
                "url": f"?{own}" if own else request.path,
                "current": own == query,
            }
            for label, own, count in filters
        ] + self._list_deleted(request)

    def _list_deleted(self, request: HttpRequest) -> list[dict[str, Any]]:
        """Return the link to the records that were deleted, for whoever may bring them back."""
        try:
            url = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_deleted")
        except NoReverseMatch:
            return []
        return (
            [{"label": pgettext("records", "Deleted"), "url": url}]
            if self.has_add_permission(request)
            else []
        )


def _join_name_columns(columns: Any) -> list[Any]:
    """Return the columns with one of both names of a record in place of two."""
    for english, chinese in _NAMES:
        if english in columns and chinese in columns:
            return [
                _build_name_column(english) if column == english else column
                for column in columns
                if column != chinese
            ]
    return list(columns)


@cache
def _build_name_column(field_name: str) -> Callable[[Any], Any]:
    """Return the column that is sorted by a field; the same each time, by which Django knows it."""
    label = gettext_lazy("name") if field_name.startswith("name") else gettext_lazy("title")

    @admin.display(description=label, ordering=field_name)
    def named(record: Any) -> Any:
        title, other = record.title or record.slug, record.title_in(get_other_script())
        return format_html("{} {}", title, format_other_script(other) if str(other) != str(title) else "")

    return named


@cache
def _build_state_column(type_code: str) -> Callable[[Any], str]:
    """Return the column of the state. Sorted by it, records for which proposals wait stand together."""
    waiting = Revision.objects.filter(record_type=type_code, state=RevisionState.PROPOSED)
    is_proposed = Q(pk__in=waiting.order_by().values("object_id"))
    order = Concat("status", Case(When(is_proposed, then=Value(" proposed")), default=Value("")))

    @admin.display(description=gettext_lazy("status"), ordering=order)
    def state(record: Any) -> str:
        text = describe_state(record, getattr(record, "proposed_count", 0))
        return format_html('<span class="state" data-s="{}">{}</span>', record.status, text)

    return state
