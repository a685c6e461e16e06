"""Which parameters of an address a page knows; what else stands there changes nothing but one sentence."""

from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, override

from hub.caching import is_page


class QueryParametersMiddleware:
    """Leaves in `request.GET`, and so in every link, the parameters that the page's view declares.

    Parameters of trackers (`TRACKING_PARAMETERS`) are dropped. So is any other, but then the page says which
    parameters it takes, whatever it was: `request.has_unknown_parameters`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.META.get("QUERY_STRING") and is_page(request):
            _leave_known(request)
        return self.get_response(request)


def _leave_known(request: Any) -> None:
    match = _match_of(request.path_info)
    if match is None:
        return
    known = parameters_of(match.func, match.kwargs)
    request.has_unknown_parameters = any(not _is_tracking(name) for name in request.GET if name not in known)
    request.known_parameters = sorted(known)
    request.cacheable_values = known
    keep_parameters(request, known)
    identity = getattr(_view_of(match.func), "identity_parameters", None)
    if identity is not None:
        request.identity_query = _query_of(request.GET, identity(**match.kwargs))


def keep_parameters(request: Any, names: Any) -> None:
    """Leave these parameters in the query of a request, in the order of their names."""
    request.GET = _sorted(request.GET, names)
    request.META = {**request.META, "QUERY_STRING": request.GET.urlencode()}


def _sorted(query: QueryDict, names: Any) -> QueryDict:
    kept = QueryDict(mutable=True)
    for name, values in sorted(query.lists()):
        if name in names:
            kept.setlist(name, values)
    kept._mutable = False
    return kept


def _query_of(query: QueryDict, names: Any) -> str:
    kept = _sorted(query, names)
    return f"?{kept.urlencode()}" if kept else ""


def _match_of(path: str) -> Any:
    with override(get_language_from_path(path) or settings.LANGUAGE_CODE):
        try:
            return resolve(path)
        except Resolver404:
            return None


def _view_of(func: Any) -> Any:
    """The class of a view; a view that is a function stands for itself."""
    return getattr(func, "view_class", func)


def parameters_of(func: Any, kwargs: Mapping[str, Any]) -> dict[str, str]:
    """The parameters that a view knows, each with the pattern of those values whose pages are kept."""
    view = _view_of(func)
    known = getattr(view, "known_parameters", None)
    return dict(known(**kwargs)) if known else dict(getattr(view, "query_parameters", {}))


def _is_tracking(name: str) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in settings.TRACKING_PARAMETERS)
