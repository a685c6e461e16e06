"""oEmbed: how another site shows a figure, statistic or comparison of this one, by its address here."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from django.http import Http404, HttpResponse, QueryDict
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils.translation import get_language_from_path, override
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from api.description.parameters import build_query_parameter
from api.exceptions import ParameterError, UnknownAddress
from api.negotiation import AnyAcceptNegotiation
from api.views import ApiView, cache_response
from records.comparison.views import read_selection
from records.figures.citations import describe_figure
from records.figures.details import FigureUnavailable, get_figure_at
from records.pages.embeds import build_frame_code
from records.publishing import get_content_version
from stats.definitions import get_statistics
from stats.scopes import ScopeRenamed, parse_scope

#: The size that suits a frame, in pixels.
_WIDTH, _HEIGHT = 600, 400
#: Seconds for which the answer may be kept.
_CACHE_AGE = 3600
_MAX_ADDRESS = 2_000
#: Names of URLs -> the kind of what they show.
_FIGURES = ("figure", "figure_embed", "api-figures-detail")
_STATISTICS = ("statistic", "statistic_embed")
_COMPARISONS = ("compare", "compare_embed")
_WANTED = "Give the address of a statistic, figure or comparison of this site."
_PATTERNS = ("en/statistics/…/", "api/v1/figures/…/", "en/compare/?cities=…,…")


class OEmbedSerializer(serializers.Serializer):
    """How another site shows what is at an address."""

    version = serializers.ChoiceField(["1.0"], help_text="The version of oEmbed.")
    type = serializers.ChoiceField(["rich"], help_text="HTML to insert.")
    title = serializers.CharField(help_text="What the frame shows.")
    provider_name = serializers.CharField(help_text="The name of this site.")
    provider_url = serializers.URLField(help_text="The address of this site.")
    cache_age = serializers.IntegerField(help_text="Seconds for which the answer may be kept.")
    width = serializers.IntegerField(
        min_value=1, max_value=_WIDTH, help_text="The width of the frame in pixels."
    )
    height = serializers.IntegerField(
        min_value=1, max_value=_HEIGHT, help_text="The height of the frame in pixels."
    )
    html = serializers.CharField(help_text="The frame, to insert into a page.")


@dataclass(frozen=True)
class EmbedTarget:
    """What is embedded: its title, and the address of its page for frames, with its parameters."""

    title: str
    path: str
    parameters: dict[str, str]


_SIZE = {"type": "integer", "minimum": 1}


@extend_schema(summary="Embed by address")
class OEmbedView(ApiView):
    """oEmbed: the frame of a statistic, figure or comparison, by the address of its page here.

    The frame sets no cookie and runs no script, and says so when what it shows has been corrected since.
    """

    serializer_class = OEmbedSerializer
    output_names = frozenset()
    own_parameters = (
        build_query_parameter(
            "url",
            "The address of a statistic, figure or comparison of this site.",
            {"type": "string", "format": "uri", "maxLength": _MAX_ADDRESS},
            required=True,
        ),
        build_query_parameter("maxwidth", f"The most pixels; the frame has at most {_WIDTH}.", _SIZE),
        build_query_parameter("maxheight", f"The most pixels; the frame has at most {_HEIGHT}.", _SIZE),
        build_query_parameter("format", "JSON only.", {"type": "string", "enum": ["json"]}),
        build_query_parameter("dnt", "Do not track: no frame does.", {"type": "string"}),
    )
    list_errors = (404,)
    content_negotiation_class = AnyAcceptNegotiation

    @extend_schema(operation_id="embed")
    @cache_response
    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        self.parser.reject_unknown(self.list_parameter_names())
        width = self._parse_size("maxwidth", _WIDTH)
        height = self._parse_size("maxheight", _HEIGHT)
        if not self.parser.parameters.get("url"):
            self.parser.add_error("url", _WANTED, self._list_patterns())
        self.parser.parse_choice("format", ["json"], "json")
        self.parser.raise_errors()
        match, query, lang = self._parse_address()
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
                "html": build_frame_code(source, target.title, width, height),
            }
        )

    def _parse_size(self, name: str, size: int) -> int:
        """Return the most that is asked for, if it is less than what suits the frame."""
        value = self.parser.parameters.get(name)
        if value is None:
            return size
        digits = value.lstrip("0")
        if not (digits.isascii() and digits.isdigit()):
            self.parser.add_error(name, f"Invalid value “{value}”; use a positive whole number.")
            return size
        return min(size, int(digits[:9]))

    def _list_patterns(self) -> list[str]:
        return [f"{self.origin}/{pattern}" for pattern in _PATTERNS]

    def _parse_address(self) -> tuple[ResolverMatch, dict[str, str], str]:
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
        if match is None or match.url_name not in (*_FIGURES, *_STATISTICS, *_COMPARISONS):
            raise UnknownAddress(ParameterError("url", _WANTED, self._list_patterns()))
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        return match, query, lang


def _find_comparison(query: dict[str, str]) -> EmbedTarget:
    selection = read_selection(QueryDict(urlencode(query)))
    if selection.problems or len(selection.records) < 2:
        raise Http404
    names = ", ".join(str(record.distinct_title) for record in selection.records)
    parameters = {selection.kind.parameter: selection.query, **selection.only_parameters}
    return EmbedTarget(f"{selection.kind.title}: {names}", reverse("compare_embed"), parameters)


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
    if match.url_name in _COMPARISONS:
        return _find_comparison(query)
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
