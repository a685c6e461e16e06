"""oEmbed: how another site shows a figure or statistic of this one, by its address on this site."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from django.http import Http404, HttpResponse
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils.html import format_html
from django.utils.translation import get_language_from_path, override
from rest_framework.response import Response

from api.negotiation import AnyAcceptNegotiation
from api.views import ApiView
from records.figure_citations import describe_figure
from records.figure_details import FigureUnavailable, get_figure_at
from records.publishing import get_content_version
from stats.definitions import get_statistics
from stats.scopes import ScopeRenamed, parse_scope

_SMALLEST, _LARGEST = 200, 1_200
_WIDTH, _HEIGHT = 600, 400
#: Seconds for which the answer may be kept.
_CACHE_AGE = 3600
_MAX_ADDRESS = 2_000
#: Names of URLs -> the kind of what they show.
_FIGURES = ("figure_embed", "api-figures-detail")
_STATISTICS = ("statistic", "statistic_embed")


@dataclass(frozen=True)
class EmbedTarget:
    """What is embedded: its title, and the address of its page for frames, with its parameters."""

    title: str
    path: str
    parameters: dict[str, str]


class OEmbedView(ApiView):
    """The frame of a figure or statistic, by its address on this site."""

    content_negotiation_class = AnyAcceptNegotiation

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.respond(self.make_answer)

    def make_answer(self) -> Response:
        self.parser.reject_unknown({"url", "maxwidth", "maxheight", "format"})
        self.parser.parse_choice("format", ("json",), "json")
        width = self._parse_size("maxwidth", _WIDTH)
        height = self._parse_size("maxheight", _HEIGHT)
        match, query, lang = self._parse_address()
        self.parser.raise_errors()
        with override(lang):
            target = _find_target(match, query, lang)
        number = get_content_version()
        source = f"{self.origin}{target.path}?{urlencode({**target.parameters, 'version': number})}"
        return Response(
            {
                "version": "1.0",
                "type": "rich",
                "title": target.title,
                "provider_name": "China Hub",
                "provider_url": f"{self.origin}/{lang}/",
                "cache_age": _CACHE_AGE,
                "width": width,
                "height": height,
                "html": format_html(
                    '<iframe src="{}" width="{}" height="{}" title="{}" loading="lazy"></iframe>',
                    source, width, height, target.title,
                ),
            }
        )  # fmt: skip

    def _parse_size(self, name: str, default: int) -> int:
        """Return the most that is allowed, if it is less than what suits the frame."""
        return min(default, self.parser.parse_number(name, _LARGEST, _SMALLEST, _LARGEST))

    def _parse_address(self) -> tuple[Any, dict[str, str], str]:
        """Return the route of an address of this site, its parameters and its language."""
        try:
            parts = urlsplit(self.parser.parameters.get("url", "")[:_MAX_ADDRESS])
        except ValueError:
            parts = urlsplit("")
        lang = get_language_from_path(parts.path) or "en"
        match = None
        if f"{parts.scheme}://{parts.netloc}" == self.origin:
            with override(lang):
                match = _resolve_path(parts.path)
        if match is None or match.url_name not in (*_FIGURES, *_STATISTICS):
            kinds = [f"{self.origin}/en/statistics/…/", f"{self.origin}/api/v1/figures/…/"]
            self.parser.add_error("url", "Give the address of a statistic or figure of this site.", kinds)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        return match, query, lang


def _resolve_path(path: str) -> ResolverMatch | None:
    try:
        return resolve(path)
    except Resolver404:
        return None


def _find_target(match: ResolverMatch, query: dict[str, str], lang: str) -> EmbedTarget:
    """Return what an address shows; raises Http404 if there is none."""
    if match.url_name in _FIGURES:
        identifier = match.kwargs["identifier"]
        try:
            details = get_figure_at(identifier, get_content_version())
        except FigureUnavailable:
            raise Http404 from None
        path = reverse("figure_embed", args=[details.entry.identifier])
        return EmbedTarget(describe_figure(details, lang), path, {})
    statistic = get_statistics().get(match.kwargs["key"])
    if statistic is None:
        raise Http404
    try:
        scope = parse_scope(statistic, query.get("scope", ""))
    except ScopeRenamed as error:
        scope = error.scope
    return EmbedTarget(
        str(statistic.title), reverse("statistic_embed", args=[statistic.key]), scope.query_params
    )
