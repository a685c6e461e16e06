"""The page of search results, and the suggestions for what is being typed."""

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from rest_framework.request import Request

from records.pages.generic_views import CODE_PATTERN, UNCACHED_PATTERN, PublicListView, PublicTemplateView
from search.nearby import find_nearby_examples
from search.queries import MAX_QUERY_LENGTH, SearchQuery
from search.results import build_results, get_type_label, group_suggestions
from search.selectors import SearchResults, find_results, load_entries
from search.throttling import SearchThrottle
from search.time_limit import SearchTimeout

#: Of the best results, so many are grouped by type for the suggestions.
_SUGGESTED_FROM = 30
#: Seconds after which a search that took too long may be tried again.
_RETRY_AFTER = 5


class LimitedSearchMixin:
    """Limits the searches of a client, and answers with 503 if one takes too long."""

    request: HttpRequest
    unavailable_template = "search/unavailable.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        text = request.GET.get("q", "").strip()
        throttle = SearchThrottle()
        if text and not throttle.allow_request(Request(request), self):
            return self._respond_unavailable(429, int(throttle.wait() or 1))
        try:
            return super().get(request, *args, **kwargs)  # type: ignore[misc]
        except SearchTimeout:
            return self._respond_unavailable(503, _RETRY_AFTER)

    def _respond_unavailable(self, status: int, seconds: int) -> HttpResponse:
        context = {"query": self.request.GET.get("q", ""), "status": status}
        response = render(self.request, self.unavailable_template, context, status=status)
        response["Retry-After"] = str(seconds)
        response["Cache-Control"] = "no-store"
        return response


class SearchPage(LimitedSearchMixin, PublicListView):
    """The results for `q`, of all types or of one. Without `q`, examples."""

    template_name = "search/search.html"
    paginate_by = 20
    # Free text: pages with it are never cached.
    query_parameters = {"q": UNCACHED_PATTERN, "type": CODE_PATTERN}
    results: SearchResults | None = None

    def get_queryset(self) -> Any:
        text = self.request.GET.get("q", "").strip()
        if len(text) > MAX_QUERY_LENGTH:
            message = _("The text to search for has at most %(limit)s characters.")
            self.problems.append(("q", message % {"limit": MAX_QUERY_LENGTH}))
        elif text:
            self.results = find_results(text, self.request.GET.get("type", ""))
        return self.results.matches if self.results else []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        query = self.results.query if self.results else SearchQuery("")
        entries = load_entries(context["rows"])
        near = self.results.near if self.results else []
        chosen = self.request.GET.get("type", "")
        return {
            **context,
            "query": self.request.GET.get("q", "").strip(),
            "found": self.results,
            "hits": build_results(entries, query),
            "near": build_results(load_entries(near), query),
            "examples": find_nearby_examples(self.results.asked) if self.results else None,
            "types": _list_types(self.results.counts, chosen) if self.results else [],
            "chosen": chosen,
            "dropped": " ".join(self.results.dropped) if self.results else "",
        }


class SuggestionList(LimitedSearchMixin, PublicTemplateView):
    """The options of the search field, grouped by type: a part of a page."""

    template_name = "includes/search_suggestions.html"
    unavailable_template = "search/no_suggestions.html"
    query_parameters = {"q": UNCACHED_PATTERN}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        text = self.request.GET.get("q", "").strip()
        is_valid = 0 < len(text) <= MAX_QUERY_LENGTH
        results = find_results(text, is_typing=True, needs_all=True) if is_valid else None
        best = results.best[:_SUGGESTED_FROM] if results else []
        query = results.query if results else SearchQuery("")
        groups = group_suggestions(build_results(load_entries(best), query))
        return {**super().get_context_data(**kwargs), "query": text, "groups": groups}


def _list_types(counts: Counter[str], chosen: str) -> list[dict[str, Any]]:
    """Return the types with results, those with most first, each with its number."""
    return [
        {
            "code": code,
            "label": get_type_label(code, plural=True),
            "count": count,
            "is_chosen": code == chosen,
        }
        for code, count in counts.most_common()
    ]
