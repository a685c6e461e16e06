"""Template tags of lists: links that change the selection or the order, and keep the rest of the address."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from records.filters import FacetedFilterSet
from records.filters.facets import Option, Relaxation
from records.texts.formats import format_number
from records.texts.links import build_list_url

register = template.Library()

_OPTION = (
    '<li><label><input id="filter-{0}-{1}" type="checkbox" name="{0}" value="{1}"{2}> '
    '<span>{3}</span> <span class="count">{4}</span></label></li>\n'
)


@register.simple_tag(takes_context=True)
def applied_filters(
    context: Context, filterset: FacetedFilterSet | None, facets: list[Any]
) -> list[dict[str, Any]]:
    """Return the text and the options that are selected, by filter, with the URL that removes each."""
    request = context["request"]
    applied = []
    if filterset and "q" in filterset.filters and (text := filterset.data.get("q", "")):
        url = build_list_url(request, "q", [])
        applied.append({"label": filterset.filters["q"].label, "options": [{"label": text, "url": url}]})
    for facet in facets:
        links = []
        for option in facet.selected:
            others = [other.code for other in facet.selected if other is not option]
            links.append({"label": option.label, "url": build_list_url(request, facet.name, others)})
        if links:
            applied.append({"label": facet.label, "options": links})
    return applied


@register.simple_tag
def facet_options(name: str, options: Iterable[Option]) -> SafeString:
    """Return the options of a facet as check boxes, each with its number of rows.

    A list has up to a hundred of them, for which a template took a quarter of the time of the page.
    """
    rows = (
        (name, option.code, _get_state(option), option.label, format_number(option.count))
        for option in options
    )
    return format_html("<ul>\n{}</ul>", format_html_join("", _OPTION, rows))


def _get_state(option: Option) -> str:
    return " checked" if option.selected else "" if option.count else " disabled"


@register.simple_tag(takes_context=True)
def relaxation_links(context: Context, filterset: FacetedFilterSet) -> list[tuple[Relaxation, str]]:
    """Return the filters that an empty list can drop, each with the URL without it."""
    request = context["request"]
    return [(entry, build_list_url(request, entry.name, [])) for entry in filterset.list_relaxations()]


@register.simple_tag(takes_context=True)
def unfiltered_url(context: Context) -> str:
    """Return the address of the list without filters. View, order and chosen columns are kept."""
    request = context["request"]
    query = request.GET.copy()
    for name in set(query) - {"view", "sort", "figures"}:
        del query[name]
    return f"{request.path}?{query.urlencode()}".removesuffix("?")


@register.simple_tag(takes_context=True)
def sort_links(context: Context, filterset: Any) -> list[dict[str, Any]]:
    """Return the default order and each declared order, with URLs that keep the filters."""
    request = context["request"]
    ordering = filterset.filters.get("sort")
    has_own_default = filterset.default_sort_label != FacetedFilterSet.default_sort_label
    if ordering is None or len(ordering.param_map) < (1 if has_own_default else 2):
        return []
    chosen = request.GET.get("sort", "")
    links = [("", filterset.default_sort_label)] + [
        (param, filterset.sort_labels.get(param, param)) for param in ordering.param_map
    ]
    result = []
    for param, label in links:
        query = request.GET.copy()
        query.pop("page", None)
        query.pop("sort", None)
        if param:
            query["sort"] = param
        url = f"{request.path}?{query.urlencode()}".removesuffix("?")
        result.append({"label": label, "url": url, "current": param == chosen})
    return result
