"""What stands around the matter of every page, and the pages that say that something is wrong."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hub.context_processors import get_navigation
from hub.styleguide import labels, samples
from hub.styleguide.parts import Group, Part, State
from records.choices import Action
from records.templatetags.hub_tags import language_links


def group(request: HttpRequest) -> Group:
    return Group(
        "frame",
        pgettext_lazy("style guide", "Frame of a page"),
        [_masthead(request), _crumbs(), _footer(), _share(request), _errors()],
    )


def _masthead(request: HttpRequest) -> Part:
    def languages() -> list[dict[str, Any]]:
        return language_links({"request": request})  # type: ignore[arg-type]

    def cities() -> list[dict[str, Any]]:
        return [
            {**item, "current": item["url"] == reverse("cities") and "page"}
            for item in get_navigation(request)
        ]

    template, context = "includes/masthead.html", {"languages": languages}
    return Part(
        "masthead",
        _("Head and choice of language"),
        [
            State(labels.USUAL, template, context, is_wide=True),
            State(_("Page of the menu"), template, {**context, "navigation": cities}, is_wide=True),
            State(labels.CHINESE, template, context, is_wide=True, language="zh-hans"),
        ],
    )


def _crumbs() -> Part:
    template = "includes/crumbs.html"
    parents = {"parent_url": "/sample-", "parent_label": "Sample list"}
    second = {"second_url": "/sample-", "second_label": "Sample city"}
    return Part(
        "crumbs",
        _("Breadcrumb"),
        [
            State(labels.ONE, template, {"here": "Sample page"}),
            State(labels.SEVERAL, template, {**parents, **second, "here": "Sample district"}),
            State(labels.LONG, template, {**parents, "here": samples.city(name=samples.LONG).name}),
            State(labels.CHINESE, template, {"here": "示例页面"}, language="zh-hans"),
        ],
    )


def _footer() -> Part:
    template = "includes/footer.html"
    return Part(
        "footer",
        _("Foot"),
        [
            State(labels.USUAL, template, is_wide=True),
            State(labels.CHINESE, template, is_wide=True, language="zh-hans"),
        ],
    )


def _share(request: HttpRequest) -> Part:
    context = {
        "page_title": "Sample page",
        "page_description": "Sample description of a page.",
        "languages": lambda: language_links({"request": request}),  # type: ignore[arg-type]
    }
    return Part(
        "share",
        _("Shared address"),
        [
            State(_("Picture"), "hub/styleguide/parts/share.html"),
            State(_("Head of the page"), "includes/share.html", context, is_code=True),
        ],
    )


def _errors() -> Part:
    gone = samples.publication(action=Action.WITHDRAWN)
    long = samples.publication(action=Action.DELETED, title=samples.LONG)
    return Part(
        "error-pages",
        _("Error pages"),
        [
            State(_("No page"), "404.html", page=True),
            State(_("Withdrawn"), "410.html", {"publication": gone}, page=True),
            State(labels.LONG, "410.html", {"publication": long}, page=True),
            State(_("Failure"), "500.html", {"STATIC_URL": settings.STATIC_URL}, page=True),
            State(labels.CHINESE, "404.html", page=True, language="zh-hans"),
        ],
    )
