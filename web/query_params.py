"""Removal of unknown and tracking parameters from the query string of pages."""

from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, override

from web.page_cache import is_page


class QueryParametersMiddleware:
    """Removes from `request.GET` all parameters that the view does not declare.

    If one of them does not match `TRACKING_PARAMETERS`, `request.has_unknown_parameters` is set, and the page
    lists the parameters it supports.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.META.get("QUERY_STRING") and is_page(request):
            _remove_unknown(request)
        return self.get_response(request)


def _remove_unknown(request: Any) -> None:
    match = _match_of(request.path_info)
    if match is None:
        return
    known = get_known_parameters(match.func, match.kwargs)
    request.has_unknown_parameters = any(not _is_tracking(name) for name in request.GET if name not in known)
    request.known_parameters = sorted(known)
    request.cacheable_values = known
    filter_parameters(request, known)
    identity = getattr(_get_view(match.func), "identity_parameters", None)
    if identity is not None:
        request.identity_query = _build_query(request.GET, identity(**match.kwargs))


def filter_parameters(request: Any, names: Any) -> None:
    """Remove all other parameters from the query string, and sort it by name."""
    request.GET = _sort_query(request.GET, names)
    request.META = {**request.META, "QUERY_STRING": request.GET.urlencode()}


def _sort_query(query: QueryDict, names: Any) -> QueryDict:
    kept = QueryDict(mutable=True)
    for name, values in sorted(query.lists()):
        if name in names:
            kept.setlist(name, values)
    kept._mutable = False
    return kept


def _build_query(query: QueryDict, names: Any) -> str:
    kept = _sort_query(query, names)
    return f"?{kept.urlencode()}" if kept else ""


@lru_cache(maxsize=1_000)  # it took a quarter of the time of an answer from the cache
def _match_of(path: str) -> Any:
    with override(get_language_from_path(path) or settings.LANGUAGE_CODE):
        try:
            return resolve(path)
        except Resolver404:
            return None


def _get_view(func: Any) -> Any:
    return getattr(func, "view_class", func)


def get_known_parameters(func: Any, kwargs: Mapping[str, Any]) -> dict[str, str]:
    """Return the parameters of a view, each with the pattern of the values whose pages are cached."""
    view = _get_view(func)
    known = getattr(view, "known_parameters", None)
    return dict(known(**kwargs)) if known else dict(getattr(view, "query_parameters", {}))


def _is_tracking(name: str) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in settings.TRACKING_PARAMETERS)
