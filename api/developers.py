"""The page for developers and its reference, a page for each topic."""

import json
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, QueryDict
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from api.data_links import build_resource_links
from api.description import code_samples
from api.description.code_samples import CodeSample
from api.extensions import (
    DevelopersTopic,
    get_developers_sections,
    get_developers_topics,
    get_services,
)
from api.pagination import LAST_ROW_BY_PAGE, MOST_PER_PAGE, PAGE_SIZE
from api.query_params import get_origin
from api.records.groups import MOST_FIELDS
from api.records.resources import (
    CityViewSet,
    IndicatorValueViewSet,
    IndustrialParkViewSet,
    MaterialFlowViewSet,
    ZeroWastePilotViewSet,
    list_resources,
)
from api.throttling import EXPORT_COST
from initiatives.choices import ParkLevel
from records.pages.generic_views import PublicTemplateView

#: The lists whose files the page offers; all are on the page of the lists.
_OFFERED = (
    CityViewSet,
    IndustrialParkViewSet,
    MaterialFlowViewSet,
    ZeroWastePilotViewSet,
    IndicatorValueViewSet,
)
#: What a request needs to know its own address.
_ADDRESS_HEADERS = ("HTTP_HOST", "SERVER_NAME", "SERVER_PORT", "REMOTE_ADDR", "wsgi.url_scheme")


class DevelopersView(PublicTemplateView):
    """The page for developers: files, three examples, and links to the reference."""

    template_name = "api/developers.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "sections": get_developers_sections(),
            "files": [(one.model._meta.verbose_name_plural, build_resource_links(one)) for one in _OFFERED],
            "list_count": len(list_resources()),
            "examples": _list_examples(code_samples.TASKS, self.request),
            "topics": list_topics(),
        }


class DevelopersTopicView(PublicTemplateView):
    """A topic of the reference."""

    template_name = "api/developers_topic.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        topic = next((one for one in list_topics() if one.slug == kwargs["topic"]), None)
        if topic is None:
            raise Http404
        context = super().get_context_data(**kwargs)
        return {**context, "topic": topic, **topic.get_context(self.request)}


def _list_examples(samples: tuple[CodeSample, ...], request: HttpRequest) -> list[tuple[CodeSample, str]]:
    """Return the samples with their code for this site."""
    origin = get_origin(request)
    return [(sample, sample.at(origin)) for sample in samples]


# -- topics -----------------------------------------------------------------------------------------


def _list_lists(request: HttpRequest) -> dict[str, Any]:
    origin = get_origin(request)
    return {
        "api_root": f"{origin}/api/v1/",
        "resources": list_resources(),
        "services": get_services(),
        "oembed_example": f"{origin}{reverse('statistic', args=['parks-by-level'])}",
    }


def _show_queries(request: HttpRequest) -> dict[str, Any]:
    return {
        "first": code_samples.CURL.at(get_origin(request)),
        "groups": code_samples.GROUPS_CURL.at(get_origin(request)),
        "most_fields": MOST_FIELDS,
        "answer": _render_example_response(request),
        "levels": ParkLevel.choices,
        "page_size": PAGE_SIZE,
        "most_per_page": MOST_PER_PAGE,
        "last_row": LAST_ROW_BY_PAGE,
    }


def _show_limits(_request: HttpRequest) -> dict[str, Any]:
    return {
        "anonymous": settings.API_RATE_ANONYMOUS,
        "keyed": settings.API_RATE_KEYED,
        "export_cost": EXPORT_COST,
    }


def _describe_limits() -> str:
    return gettext("%(anonymous)s requests per minute without a key, %(keyed)s with one.") % {
        "anonymous": settings.API_RATE_ANONYMOUS,
        "keyed": settings.API_RATE_KEYED,
    }


def _render_example_response(page_request: HttpRequest) -> str:
    """Return the current response to the first example request."""
    request = HttpRequest()
    path, _mark, query = code_samples.FIRST.partition("?")
    request.method, request.path, request.path_info, request.GET = "GET", path, path, QueryDict(query)
    request.META = {name: page_request.META[name] for name in _ADDRESS_HEADERS if name in page_request.META}
    response = IndustrialParkViewSet.as_view({"get": "list"}, throttle_classes=())(request)
    body = json.loads(response.content)
    return json.dumps({**body, "next": body["next"] and "…"}, ensure_ascii=False, indent=2)


TOPICS = (
    DevelopersTopic(
        "lists",
        _("Lists"),
        _("All lists and services of the API, with their addresses."),
        "api/resources.html",
        _list_lists,
    ),
    DevelopersTopic(
        "queries",
        _("Queries"),
        _("Filters, groups, pages, order, fields, languages, formats and past versions."),
        "api/asking.html",
        _show_queries,
    ),
    DevelopersTopic(
        "examples",
        _("More examples"),
        _("Python, pandas, R, QGIS, and a typed client in Python."),
        "api/examples.html",
        lambda request: {"examples": _list_examples(code_samples.MORE, request)},
    ),
    DevelopersTopic(
        "copy",
        _("Keeping a copy"),
        _("Read everything once, then only what has changed."),
        "api/keeping.html",
        lambda request: {"sync": code_samples.SYNC.at(get_origin(request))},
    ),
    DevelopersTopic(
        "limits", _("Keys and limits"), lazy(_describe_limits, str)(), "api/limits.html", _show_limits
    ),
    DevelopersTopic(
        "errors",
        _("Errors"),
        _("What each status means, and what to do."),
        "api/errors.html",
        lambda _request: {},
    ),
    DevelopersTopic(
        "versions",
        _("Versions"),
        _("What stays the same within a version, and what has changed."),
        "api/promises.html",
        lambda _request: {},
    ),
)


def list_topics() -> list[DevelopersTopic]:
    """Return the topics of the reference, those of apps above last."""
    return [*TOPICS, *get_developers_topics()]
