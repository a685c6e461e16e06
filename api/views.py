"""Base classes of views: API keys, throttling, conditional requests, the page cache."""

from collections.abc import Callable, Sequence, Set
from functools import wraps
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import override
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.response import Response
from rest_framework.views import APIView

from api.authentication import ApiKeyAuthentication
from api.negotiation import FormatNegotiation
from api.query_params import CACHED_PARAMETERS, QueryParamParser, get_origin
from api.records.renderers import JsonRenderer, get_content_language
from api.throttling import MinuteRateThrottle
from web import page_cache


def cache_response(handler: Any) -> Any:
    """Decorate a handler of a view: 304, the cached response, or a new one, rendered."""

    @wraps(handler)
    def handle(view: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        return view.respond(lambda: handler(view, *args, **kwargs))

    return handle


class ApiView(APIView):
    """Base view: API keys, throttling, English messages, conditional requests."""

    authentication_classes = (ApiKeyAuthentication,)
    throttle_classes: Any = (MinuteRateThrottle,)
    renderer_classes: Any = (JsonRenderer,)
    content_negotiation_class = FormatNegotiation
    http_method_names = ["get", "head", "options"]
    lookup_value_regex = "[-a-zA-Z0-9_]+"

    # What the OpenAPI description (`api.description.schema`) says of a view, beside its parts of DRF.
    #: The shared parameters of a list or other view, and those of a single object.
    output_names: ClassVar[Set[str]] = frozenset({"lang"})
    detail_output_names: ClassVar[Set[str]] = frozenset({"lang"})
    #: The parameters that only this view has, and those of a single object.
    own_parameters: ClassVar[Sequence[OpenApiParameter]] = ()
    detail_own_parameters: ClassVar[Sequence[OpenApiParameter]] = ()
    #: The parameters whose value may be empty.
    emptiable_names: ClassVar[Set[str]] = frozenset()
    list_errors: ClassVar[tuple[int, ...]] = ()
    detail_errors: ClassVar[tuple[int, ...]] = (404,)
    about_lookup: ClassVar[str] = "Its name in URLs."
    #: The serializer of a single object that has more than those of the list.
    detail_serializer_class: ClassVar[Any] = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        with override("en"):
            return super().dispatch(request, *args, **kwargs)

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        return HttpResponse(status=204)

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.parser = QueryParamParser(request.query_params)
        self.parser.emptiable |= self.emptiable_names
        self.origin = get_origin(request)
        # Part of the cache key: one URL has several formats.
        request._request.representation = request.accepted_renderer.format

    def perform_authentication(self, request: Any) -> None:
        """Requests with an invalid key count towards the limit of the client address."""
        try:
            super().perform_authentication(request)
        except AuthenticationFailed:
            self.check_throttles(request)
            raise

    def respond(self, make: Callable[[], HttpResponse]) -> HttpResponse:
        """Return 304, the cached response, or a new one, rendered."""
        request: Any = self.request
        response = page_cache.respond_from_cache(
            request, lambda: self._render(make()), keeps=page_cache.is_cacheable(request, CACHED_PARAMETERS)
        )
        if response.has_header("ETag"):
            self._set_cache_control(response)
        return response

    def _render(self, response: HttpResponse) -> HttpResponse:
        if isinstance(response, Response):
            response = self._render_data(response)
        for name, value in self.default_response_headers.items():
            response[name] = value  # they are cached, too
        return response

    def _render_data(self, response: Any) -> HttpResponse:
        response.accepted_renderer = self.request.accepted_renderer
        response.accepted_media_type = self.request.accepted_media_type
        response.renderer_context = self.get_renderer_context()
        output = getattr(self, "output", None)
        response["Content-Language"] = get_content_language(output.lang if output else "en")
        content = response.rendered_content
        # The response of DRF refers to itself, so that its data would stay until a garbage collection.
        del response.renderer_context
        return HttpResponse(content, status=response.status_code, headers=response.headers)

    def _set_cache_control(self, response: HttpResponse) -> None:
        # The response to a key contains its rate limit.
        has_key = getattr(self.request, "auth", None) is not None
        page_cache.set_cache_control(response, is_shared=not has_key)

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        standing = getattr(request, "standing", None)
        if standing and (getattr(request, "auth", None) is not None or response.status_code == 429):
            for name, value in standing.headers.items():
                response[name] = value
        return response

    @property
    def is_single(self) -> bool:
        return getattr(self, "action", "") == "retrieve"

    @property
    def shared_names(self) -> Set[str]:
        """The parameters that are described once for all views."""
        return self.detail_output_names if self.is_single else self.output_names

    @property
    def own_names(self) -> Set[str]:
        return {one.name for one in (self.detail_own_parameters if self.is_single else self.own_parameters)}

    def list_parameter_names(self) -> Set[str]:
        return self.shared_names | self.own_names

    def reject_parameters(self) -> None:
        """400 if the request has any parameter."""
        self.parser.reject_unknown(())
        self.parser.raise_errors()
