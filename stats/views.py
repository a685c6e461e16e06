"""Pages of statistics."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial, wraps
from itertools import groupby
from typing import Any, ClassVar

from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from records.figures.citations import get_version_day
from records.pages.data_links import get_export_url
from records.pages.embeds import EmbedView, VersionedPage
from records.pages.generic_views import NUMBER_PATTERN, PublicTemplateView
from records.pages.map_views import may_maps_leave
from records.pages.structured_data import build_chart_image, build_dataset, build_download
from records.texts.links import build_version_links, get_site_url
from stats.choices import Chart
from stats.citations import build_statistic_citation
from stats.definitions import YEAR, Statistic, StatisticResult, get_statistics
from stats.drawings.layout import has_drawing
from stats.drawings.notes import describe_chart
from stats.drilldown import build_counted_records, paginate_records
from stats.history import StatisticSupersession, build_historical_rows, find_statistic_supersession
from stats.models import RefreshState
from stats.scopes import SCOPE_PATTERN, Scope, ScopeRenamed, build_scope_choices, parse_scope
from stats.selectors import (
    ScopedKey,
    find_settled_number,
    get_hub_results,
    get_result,
    get_results,
    get_results_at,
    get_table_results,
)
from stats.tables import Table, build_table, build_tables

#: Pages of years are not cached: any year in the address is valid.
SCOPE_PARAMETER = {"scope": rf"(?!{YEAR}\.)({SCOPE_PATTERN.pattern})?"}
#: Codes are limited by the stored values.
_ANY = r".{0,200}"


def _get_statistic(key: str) -> Statistic:
    try:
        return get_statistics()[key]
    except KeyError:
        raise Http404 from None


def build_page_table(
    request: HttpRequest, key: str, select: Callable[..., Sequence[StatisticResult]] = get_table_results
) -> Table:
    statistic = _get_statistic(key)
    scope = parse_scope(statistic, request.GET.get("scope", ""))
    return build_table(statistic, scope, select(key, scope.kind, scope.slug))


def build_page_table_at(request: HttpRequest, key: str, version: int) -> Table:
    """Return the table with all values at a content version."""
    table = build_page_table(
        request, key, lambda *scoped_key: get_results_at(ScopedKey(*scoped_key), version)
    )
    return table.at_version(version)


def _may_be_embedded(chart: str) -> bool:
    """Return whether a frame of another site may show a chart: no map without leave."""
    return chart != Chart.NONE and (chart != Chart.MAP or may_maps_leave())


def _find_supersession(table: Table) -> StatisticSupersession | None:
    """Return what superseded the values of the content version of a table, if others stand now."""
    scoped_key = ScopedKey(table.statistic.key, table.scope.kind, table.scope.slug)
    number = table.version or 0
    return find_statistic_supersession(
        scoped_key, number, get_results_at(scoped_key, number), get_results(*scoped_key)
    )


def _build_citation(table: Table, origin: str) -> dict[str, Any]:
    """Return the citation of a table in the active language, if its values have a content version."""
    number = table.version
    if number is None:
        number = find_settled_number(table.statistic.key)
    day = get_version_day(number)
    if day is None:
        return {"citation": ""}
    language = get_language() or "en"
    item = build_statistic_citation({language: table}, origin=origin, number=number, day=day)
    return {"citation": item.sentences[language], "number": number, "day": day}


def resolve_renamed_scopes(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Decorate a view: a former slug of a scope redirects (301) to the present one."""

    @wraps(view)
    def respond(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except ScopeRenamed as error:
            query = request.GET.copy()
            query["scope"] = error.scope.param
            return redirect(f"{request.path}?{query.urlencode()}", permanent=True)

    return respond


class StatisticList(PublicTemplateView):
    template_name = "stats/statistic_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tables = _build_all_tables(get_hub_results())
        first_results = [table.results[0] for table in tables if table.results]
        return {
            **super().get_context_data(**kwargs),
            "groups": [
                (group, list(own)) for group, own in groupby(tables, lambda table: table.statistic.group)
            ],
            "as_of": max((result.as_of for result in first_results if result.as_of), default=None),
            "count": len(tables),
            "file_url": get_export_url("CSV", "statistics"),
        }

    def structured_data(self, context: dict[str, Any]) -> list[dict[str, Any]]:
        file = build_download(context, context["file_url"], "text/csv")
        return [build_dataset(context, distribution=[file])]


def _build_all_tables(results: Mapping[Statistic, Sequence[StatisticResult]]) -> list[Table]:
    """Return the tables of all statistics at the hub scope, including those without values."""
    return build_tables(
        {statistic: results.get(statistic, []) for statistic in get_statistics().values()}, Scope()
    )


@method_decorator(resolve_renamed_scopes, name="dispatch")
class StatisticDetail(VersionedPage):
    """A statistic in one scope, as it is now or, with `version`, as it was at a content version."""

    template_name = "stats/statistic_detail.html"
    query_parameters: ClassVar[dict[str, str]] = {**SCOPE_PARAMETER, **VersionedPage.query_parameters}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        table = self._build_table()
        return {
            **super().get_context_data(**kwargs),
            **_build_citation(table, get_site_url(self.request)),
            "table": table,
            "superseded_by": _find_supersession(table) if self.version else None,
            "statistic": table.statistic,
            "scope": table.scope,
            "choices": build_scope_choices(table.statistic, table.scope),
            "earlier": build_historical_rows(table),
            "counting": RefreshState.objects.filter(pk=table.statistic.key).first(),
            "rests_on": sorted(
                {str(model._meta.verbose_name_plural) for model in table.statistic.depends_on}
            ),
        }

    def _build_table(self) -> Table:
        if self.version is None:
            return build_page_table(self.request, self.kwargs["key"])
        return build_page_table_at(self.request, self.kwargs["key"], self.version)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        response = super().render_to_response(context, **kwargs)
        if superseded_by := context["superseded_by"]:
            origin, table = get_site_url(self.request), context["table"]
            following = f"{origin}{table.at_version(superseded_by.next.number).url}"
            response["Link"] = build_version_links(following, f"{origin}{replace(table, version=None).url}")
        return response

    def structured_data(self, context: dict[str, Any]) -> list[dict[str, Any]]:
        table, state = context["table"], context["counting"]
        files = [build_download(context, url, "text/csv") for url in (table.csv_url,) if url]
        more: dict[str, Any] = {}
        if state and state.changed_at:
            more["dateModified"] = state.changed_at.isoformat(timespec="seconds")
        dataset = build_dataset(
            context,
            variableMeasured={
                "@type": "PropertyValue",
                "name": str(table.statistic.title),
                "unitText": str(table.statistic.unit),
            },
            measurementTechnique=table.formula,
            distribution=files,
            **more,
        )
        return [dataset, *_build_images(table, context)]


def _build_images(table: Table, context: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the chart as a schema.org ImageObject, if it has files."""
    if not has_drawing(table):
        return []
    base = reverse("statistic-chart", args=[table.statistic.key, "svg"]).removesuffix(".svg")
    text = describe_chart(table)
    return [build_chart_image(context, base, name=table.heading, caption=text, query=table.query)]


@method_decorator(resolve_renamed_scopes, name="dispatch")
class StatisticEmbed(EmbedView):
    """The values of a statistic for frames of other sites."""

    template_name = "stats/statistic_embed.html"
    query_parameters: ClassVar[dict[str, str]] = {**EmbedView.query_parameters, **SCOPE_PARAMETER}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        table = build_page_table(self.request, self.kwargs["key"])
        counting = RefreshState.objects.filter(pk=table.statistic.key).first()
        return {
            **super().get_context_data(**kwargs),
            "table": table,
            "has_chart": _may_be_embedded(table.chart),
            "statistic": table.statistic,
            "scope": table.scope,
            "counting": counting,
            "page_url": table.url,
            "own_url": table.url,
            "changed_on": self._find_change(table),
        }

    def _find_change(self, table: Table) -> date | None:
        """Return the day on which values changed last, if they differ from those that were embedded."""
        if self.version is None:
            return None
        found = _find_supersession(table.at_version(self.version))
        return found.latest.day if found else None


@method_decorator(resolve_renamed_scopes, name="dispatch")
class StatisticRecords(PublicTemplateView):
    """The records behind one value."""

    template_name = "stats/statistic_records.html"

    @classmethod
    def identity_parameters(cls, **kwargs: Any) -> list[str]:
        statistic = get_statistics().get(kwargs["key"])
        return ["scope", *(statistic.dimensions if statistic else ())]

    @classmethod
    def known_parameters(cls, **kwargs: Any) -> dict[str, str]:
        return {
            **dict.fromkeys(cls.identity_parameters(**kwargs), _ANY),
            **SCOPE_PARAMETER,
            "page": NUMBER_PATTERN,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        codes = self.request.GET.dict()
        table = build_page_table(self.request, self.kwargs["key"], partial(get_result, codes=codes))
        row = table.find_row(codes)
        if row is None or table.statistic.drilldown is None:
            raise Http404
        paginator = paginate_records(row)
        try:
            page = paginator.page(self.request.GET.get("page") or 1)
        except InvalidPage:
            raise Http404(_("This page of records doesn’t exist.")) from None
        return {
            **super().get_context_data(**kwargs),
            "table": table,
            "row": row,
            "page_obj": page,
            "lines": build_counted_records(page.object_list),
            "count": paginator.count,
        }

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        return [line.obj for line in context["lines"] if line.figure]
