"""Generic views of the public pages: record lists with facets, and record pages."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from records.citations import Citations
from records.filters import CodesFilter, FacetedFilterSet, TotalOrdering
from records.history import get_record_history
from records.models import Publication, Record, SlugAlias
from records.panels import get_panels
from records.structured_data import build_dataset

# Patterns for values of parameters: pages with matching values are cached.
CODE_PATTERN = r"[\w.-]{0,160}"
NUMBER_PATTERN = r"[1-9]\d{0,4}"
#: Pages with free-text parameters are not cached.
UNCACHED_PATTERN = r"(?!)"


def allow_query_parameters(parameters: dict[str, str]) -> Callable[[Any], Any]:
    """Decorate a view function; a class sets `query_parameters` of `PublicTemplateView`."""

    def attach(view: Any) -> Any:
        view.query_parameters = parameters
        return view

    return attach


class PublicTemplateView(TemplateView):
    """Base class of public pages. Responses are the same for all visitors: GET only, no cookies.

    A view declares all its query parameters; a middleware removes all others.
    """

    http_method_names = ["get", "head", "options"]
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
        """Return all records, parts and links whose sources the page may cite."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context.update(self.get_page_context(context))
        context["citations"] = Citations(self.get_cited_records(context))
        context["structured_data"] = self.structured_data
        return context

    def get_page_context(self, context: dict[str, Any]) -> dict[str, Any]:
        """Return the context of the page. Override this instead of `get_context_data()`."""
        return {}

    def structured_data(self, context: dict[str, Any]) -> list[dict[str, Any]]:
        """Return schema.org dictionaries about the page.

        A `name` or `description` of None is replaced by the title or description of the page.
        """
        return []


class RecordList(PublicTemplateView):
    """A paginated list of the published records of one type, with filters and orders.

    An invalid filter or page number is answered with status 400, a message and the unfiltered list.
    """

    filterset_class: type[FacetedFilterSet]
    per_page = 50

    @classmethod
    def known_parameters(cls, **kwargs: Any) -> dict[str, str]:
        filters = {
            name: CODE_PATTERN if isinstance(entry, (CodesFilter, TotalOrdering)) else UNCACHED_PATTERN
            for name, entry in cls.filterset_class.base_filters.items()
        }
        return {**filters, "page": NUMBER_PATTERN, **cls.query_parameters}

    def get_queryset(self) -> Any:
        """Return the published records, with everything that a row of the list shows."""
        raise NotImplementedError

    def get_page_context(self, context: dict[str, Any]) -> dict[str, Any]:
        queryset = self.get_queryset()
        filterset = self.filterset_class(self.request.GET, queryset=queryset)
        problems = [] if filterset.is_valid() else filterset.problems
        if problems:
            filterset = self.filterset_class({}, queryset=queryset)
            filterset.is_valid()
        paginator = Paginator(filterset.qs, self.per_page)
        try:
            page = paginator.page(self.request.GET.get("page") or 1)
        except InvalidPage:
            problems.append(
                ("page", _("Write a page number from 1 to %(last)s.") % {"last": paginator.num_pages})
            )
            page = paginator.page(1)
        self.status = 400 if problems else 200
        return {
            "filterset": filterset,
            "facets": filterset.facets() if paginator.count > 1 or filterset.data else [],
            "problems": problems,
            "page": page,
            "rows": list(page.object_list),
            "count": paginator.count,
        }

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        return context["rows"]

    def structured_data(self, context: dict[str, Any]) -> list[dict[str, Any]]:
        return [build_dataset(context)]

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        return super().render_to_response(context, status=self.status, **kwargs)


class RecordDetail(PublicTemplateView):
    """The page of a published record.

    A former slug redirects (301) to the current one; a withdrawn or deleted record responds with 410.
    """

    query_parameters = {"history": "all"}

    def get_queryset(self) -> Any:
        """Return the published records, with everything that the page shows."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        queryset = self.get_queryset()
        record = queryset.filter(slug=kwargs["slug"]).first()
        if record is None:
            return self.respond_moved_or_gone(queryset.model, kwargs["slug"])
        self.record = record
        return super().get(request, *args, **kwargs)

    def respond_moved_or_gone(self, model: type[Record], slug: str) -> HttpResponse:
        alias = SlugAlias.objects.filter(record_type=model.type_code, slug=slug).first()
        if alias is not None:
            present = model.objects.published().filter(slug=alias.target).first()
            if present is not None:
                return redirect(present.get_absolute_url(), permanent=True)
        rows = Publication.objects.versions().filter(record_type=model.type_code, slug=slug)
        last = rows.order_by("-number").first()
        if last is None or last.data is not None:
            raise Http404
        response = render(self.request, "410.html", {"publication": last}, status=410)
        if last.is_redacted:
            response["Cache-Control"] = "no-store"
        return response

    def get_page_context(self, context: dict[str, Any]) -> dict[str, Any]:
        return {
            "record": self.record,
            "record_title": self.record.title_in(get_language() or "en"),
            "panels": get_panels(self.record),
            "history": get_record_history(self.record, whole=self.request.GET.get("history") == "all"),
        }

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        return [context["record"], *(obj for panel in context["panels"] for obj in panel.get_cited_records())]
