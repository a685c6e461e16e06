"""Generic views of the public pages: record lists with facets, and record pages."""

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar

from django.conf import settings
from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import Manager, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import get_template
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView, TemplateView

from records.filters import CodesField, CodesFilter, FacetedFilterSet, TotalOrdering
from records.history import get_record_history
from records.models import Publication, Record, SlugAlias
from records.pages.citations import Citations
from records.pages.list_tables import ListColumn, ListTable, build_list_table
from records.pages.panels import FilledPanel, get_panels, get_section
from records.pages.structured_data import build_list_dataset
from records.version_cache import RecentValues, cache_value

# Patterns for values of parameters: pages with matching values are cached.
CODE_PATTERN = r"[\w.-]{0,160}"
NUMBER_PATTERN = r"[1-9]\d{0,4}"
#: Records that are fetched for a map, which has no pages; more of them are only counted.
_MOST_ON_MAP = 200
#: Rendered items that a process keeps for each list and language.
_MOST_RESULTS = 1_000
#: Pages with free-text parameters are not cached.
UNCACHED_PATTERN = r"(?!)"


def allow_query_parameters(parameters: dict[str, str]) -> Callable[[Any], Any]:
    """Decorate a view function; a class sets the attribute `query_parameters`."""

    def attach(view: Any) -> Any:
        view.query_parameters = parameters
        return view

    return attach


class PublicPageMixin:
    """What all public pages share. Responses are the same for all visitors: GET only, no cookies.

    A view declares all its query parameters; a middleware removes all others.
    """

    http_method_names: Sequence[str] = ["get", "head", "options"]
    #: Parameter name -> pattern of the values whose pages are cached.
    query_parameters: ClassVar[dict[str, str]] = {}

    @classmethod
    def known_parameters(cls, **kwargs: Any) -> dict[str, str]:
        """Return the query parameters of the page at a URL with these arguments."""
        return cls.query_parameters

    @classmethod
    def identity_parameters(cls, **kwargs: Any) -> Iterable[str]:
        """Return the parameters that identify the page and belong to its canonical URL."""
        return ()

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        """Return all records, parts and links whose sources the page may cite, from its complete context."""
        return []

    def structured_data(self, context: dict[str, Any]) -> list[dict[str, Any]]:
        """Return schema.org dictionaries about the page.

        A `name` or `description` of None is replaced by the title or description of the page.
        """
        return []

    def build_citations(self, context: dict[str, Any]) -> Citations:
        return Citations(self.get_cited_records(context), getattr(self, "object", None))

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        context["citations"] = self.build_citations(context)
        context["structured_data"] = self.structured_data
        return super().render_to_response(context, **kwargs)  # type: ignore[misc]


class PublicTemplateView(PublicPageMixin, TemplateView):
    """A public page that isn't about one record or a list of one type."""


class PublicListView(PublicPageMixin, ListView):
    """A paginated list. An invalid parameter is answered with status 400, a message and the first page."""

    paginate_by = 50
    context_object_name = "rows"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        #: Names of invalid parameters, with messages.
        self.problems: list[tuple[str, Any]] = []

    @classmethod
    def known_parameters(cls, **kwargs: Any) -> dict[str, str]:
        return {"page": NUMBER_PATTERN, **cls.query_parameters}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "problems": self.problems, "count": context["paginator"].count}

    def paginate_queryset(self, queryset: Any, page_size: int) -> tuple[Paginator, Page, list[Any], bool]:
        paginator = self.get_paginator(queryset, page_size)
        try:
            page = paginator.page(self.request.GET.get(self.page_kwarg) or 1)
        except InvalidPage:
            message = _("Write a page number from 1 to %(last)s.") % {"last": paginator.num_pages}
            self.problems.append((self.page_kwarg, message))
            page = paginator.page(1)
        rows = page.object_list = self.fetch_rows(page)
        return paginator, page, rows, page.has_other_pages()

    def fetch_rows(self, page: Page) -> Any:
        return list(page.object_list)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        return super().render_to_response(context, status=400 if self.problems else 200, **kwargs)


class RecordList(PublicListView):
    """A paginated list of the published records of `queryset`, with filters and orders.

    `queryset` fetches everything that a row shows. An invalid filter or page number is answered with status
    400, a message and the unfiltered list. With `?view=`, the same records are shown as a table, if the list
    has `table_columns`, or on a map, if it has a `map_template`, to which `build_maps` gives `maps`. A map
    has no pages; if it has too many records, `rows` is empty, and they are only counted.

    With a `result_template`, a process keeps the rendered items as long as the facets: `results`, of the
    records `result_keys`. Then `rows` are only fetched if they are used. The context of an item: the record
    as `result_name`; citations.
    """

    filterset_class: type[FacetedFilterSet]
    list_view = "list"
    is_map = False
    total = 0
    results: Sequence[SafeString] = ()
    result_keys: Sequence[int] = ()
    table_columns: ClassVar[Sequence[ListColumn]] = ()
    map_template: ClassVar[str] = ""
    result_template: ClassVar[str] = ""
    result_name: ClassVar[str] = "record"

    @classmethod
    def list_views(cls) -> list[str]:
        """Return the values of `view`; the first is the default."""
        has_map = cls.map_template and settings.MAPS
        return ["list", *(["table"] if cls.table_columns else []), *(["map"] if has_map else [])]

    def build_maps(self, rows: list[Any], matching: QuerySet) -> list[Any]:
        """Return the maps of the rows, or if there are none, of the records of `matching`.

        A list with a `map_template` defines it.
        """
        raise NotImplementedError

    def get_paginator(self, *args: Any, **kwargs: Any) -> Paginator:
        paginator = super().get_paginator(*args, **kwargs)
        paginator.count = self.total  # in place of a query
        return paginator

    def fetch_rows(self, page: Page) -> Any:
        if self.is_map and page.paginator.count > _MOST_ON_MAP:
            return []
        start, stop = (page.number - 1) * page.paginator.per_page, page.end_index()
        keys = self.filterset.list_keys(start, stop)

        def fetch() -> list[Any]:
            rows = self.get_queryset().in_bulk(keys)
            return [rows[key] for key in keys if key in rows]

        if self.list_view == "list" and self.result_template:
            self.results = self.render_results(keys)
            return SimpleLazyObject(fetch)
        return fetch()

    def render_results(self, keys: list[int]) -> list[SafeString]:
        """Return the rendered items of the list; those that are not kept are fetched together."""
        kept = self._get_kept_results()
        found = kept.get_many(keys)
        rows = self.get_queryset().in_bulk([key for key in keys if key not in found])
        self.complete_results(list(rows.values()))
        citations = Citations(self.get_cited_records({"rows": list(rows.values())}))
        template = get_template(self.result_template)
        with citations.hide_markers():
            rendered = {
                key: template.render({self.result_name: row, "citations": citations})
                for key, row in rows.items()
            }
        kept.set_many(rendered)
        found |= rendered
        self.result_keys = [key for key in keys if key in found]
        return [found[key] for key in self.result_keys]

    def complete_results(self, rows: list[Any]) -> None:
        """Set on the records whose items are rendered what the queryset can't annotate."""

    def _get_kept_results(self) -> RecentValues:
        if settings.DEBUG:  # templates may change
            return RecentValues(_MOST_RESULTS)
        key, version = ("results", type(self), get_language()), (self.filterset.version, timezone.localdate())
        return cache_value(key, version, lambda: RecentValues(_MOST_RESULTS))

    @classmethod
    def known_parameters(cls, **kwargs: Any) -> dict[str, str]:
        filters = {
            name: CODE_PATTERN if isinstance(entry, (CodesFilter, TotalOrdering)) else UNCACHED_PATTERN
            for name, entry in cls.filterset_class.base_filters.items()
        }
        view = {"view": CODE_PATTERN} if cls.table_columns or cls.map_template else {}
        return {**filters, **view, **super().known_parameters(**kwargs)}

    def get_queryset(self) -> Any:
        queryset: Any = super().get_queryset()
        return queryset.published()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.list_view = list_view = self._choose_view()
        self.is_map = list_view == "map"
        if self.is_map:
            self.paginate_by = sys.maxsize
        filterset = self.filterset_class(self.request.GET, queryset=self.object_list)
        self.problems += [] if filterset.is_valid() else filterset.problems
        self.problems += self.list_table_problems(filterset)
        if self.problems:
            filterset = self.filterset_class({}, queryset=self.object_list)
            filterset.is_valid()
        self.filterset = filterset
        self.total = filterset.count_rows()
        context = super().get_context_data(object_list=filterset.qs, **kwargs)
        total = self.total
        facets = filterset.facets() if total > 1 or filterset.data else []
        return {
            **context,
            "filterset": filterset,
            "facets": [facet for facet in facets if facet.can_narrow(total)],
            "results": self.results,
            "list_view": list_view,
            "list_views": self.list_views() if total > 1 else [],
            "table": self.build_table(context["rows"]) if list_view == "table" else [],
            "table_columns": self.table_columns,
            "map_template": self.map_template,
            "maps": self.build_maps(context["rows"], filterset.qs) if self.is_map and total else [],
        }

    def list_table_problems(self, filterset: FacetedFilterSet) -> list[tuple[str, Any]]:
        """Return names of invalid parameters of the table, with messages."""
        return []

    def build_table(self, rows: list[Any]) -> ListTable:
        return build_list_table(rows, self.table_columns)

    def _choose_view(self) -> str:
        views = self.list_views()
        view = self.request.GET.get("view") or views[0] if "view" in self.known_parameters() else views[0]
        if view in views:
            return view
        if view != "map" or not self.map_template:  # a map without the setting MAPS is a list
            message = CodesField.default_error_messages["invalid_choice"]
            self.problems.append(("view", message % {"value": view, "allowed": ", ".join(views)}))
        return views[0]

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        return context["rows"]

    def build_citations(self, context: dict[str, Any]) -> Citations:
        return Citations([]) if self.results else super().build_citations(context)

    def structured_data(self, context: dict[str, Any]) -> list[dict[str, Any]]:
        return [build_list_dataset(context)]


class SectionMixin(PublicPageMixin):
    """What answers `?section=<key>&page=<number>`: all rows of a panel of a record, by page."""

    query_parameters: ClassVar[dict[str, str]] = {"section": CODE_PATTERN, "page": NUMBER_PATTERN}

    def respond_section(self, record: Record, key: str) -> HttpResponse:
        """Respond with a page of the rows of one panel. Raises Http404 if there is none."""
        number = self.request.GET.get("page") or "1"  # type: ignore[attr-defined]
        is_number = re.fullmatch(NUMBER_PATTERN, number)
        section = self.find_section(record, key, int(number)) if is_number else None
        if section is None:
            raise Http404
        context = {
            "view": self,
            "record": record,
            "section": section,
            "citations": Citations([record, *section.get_cited_records()]),
            "structured_data": lambda _context: [],
        }
        return TemplateResponse(self.request, "records/record_section.html", context)  # type: ignore[attr-defined]

    def find_section(self, record: Any, key: str, number: int) -> FilledPanel | None:
        return get_section(record, key, number)


def respond_gone(request: HttpRequest, record_type: str, slug: str) -> HttpResponse:
    """Return the answer for a withdrawn record, with 410; raise 404 for one that never was public."""
    rows = Publication.objects.versions().filter(record_type=record_type, slug=slug)
    last = rows.order_by("-number").first()
    if last is None or last.data is not None:
        raise Http404
    response = render(request, "410.html", {"publication": last}, status=410)
    if last.is_redacted:
        response["Cache-Control"] = "no-store"
    return response


class RecordDetail(SectionMixin, DetailView):
    """The page of a published record of `model` or `queryset`: its own sections, panels, history and sources.

    Panels are the sections that apps register for the type of the record, see `records/pages/panels.py`. A
    former slug redirects (301) to the current one; a withdrawn or deleted record responds with 410.

    No page grows with the number of records: what is listed is a panel, of which the page shows the first
    rows. `placed` are those with a slot, by key, for the template. `?sources=1` has the sources alone.
    """

    context_object_name = "record"
    #: Attribute of the record -> what the page asks for if it is empty.
    unknown_labels: ClassVar[dict[str, Any]] = {}
    query_parameters = {"history": "all", "sources": "1", **SectionMixin.query_parameters}

    def get_queryset(self) -> Any:
        queryset: Any = super().get_queryset()
        return queryset.published()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            if key := request.GET.get("section"):
                self.object = self.get_object()
                return self.respond_section(self.object, key)
            return super().get(request, *args, **kwargs)
        except Http404:
            return self.respond_moved_or_gone()

    def respond_moved_or_gone(self) -> HttpResponse:
        model, slug = self.get_queryset().model, self.kwargs["slug"]
        alias = SlugAlias.objects.filter(record_type=model.type_code, slug=slug).first()
        if alias is not None:
            present = model.objects.published().filter(slug=alias.target).first()
            if present is not None:
                return redirect(present.get_absolute_url(), permanent=True)
        return respond_gone(self.request, model.type_code, slug)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        whole = self.request.GET.get("history") == "all"
        panels = get_panels(self.object)
        return {
            **super().get_context_data(**kwargs),
            "record_title": self.object.title_in(get_language() or "en"),
            "panels": panels,
            "placed": {panel.key: panel for panel in panels if panel.slot},
            "history": get_record_history(self.object, whole=whole),
        }

    def list_unknown(self, context: dict[str, Any]) -> list[Any]:
        """Return the labels of what is not known of the record, from the complete context of its page."""
        return [label for name, label in self.unknown_labels.items() if not _get_value(self.object, name)]

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        context["unknown"] = self.list_unknown(context)
        response: Any = super().render_to_response(context, **kwargs)
        if self.request.GET.get("sources") != "1":
            return response
        response.render()  # Sources have their numbers when the page that cites them is written.
        return TemplateResponse(self.request, "records/record_sources.html", context)

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        return [self.object, *(obj for panel in context["panels"] for obj in panel.get_cited_records())]


def _get_value(record: Record, name: str) -> Any:
    value = getattr(record, name)
    return value.all() if isinstance(value, Manager) else value
