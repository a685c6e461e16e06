"""Pages of the statistics: the index, each statistic, the records behind a value, and all of it as CSV."""

from itertools import groupby
from typing import Any

from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from records.pages import NUMBER, Page
from records.structured_data import dataset
from stats import drilling, reading
from stats.choices import Group
from stats.declaring import YEAR, Statistic, registered
from stats.downloads import csv_response, of_table, of_tables
from stats.models import Counting
from stats.scopes import WRITTEN, Scope, choices, scope_of
from stats.tables import Table, earlier, table_of, tables_of

#: Whatever year an address names has a page, so pages of years are not kept in the cache.
_SCOPE = {"scope": rf"(?!{YEAR}\.)({WRITTEN.pattern})?"}
#: Of codes there are no more than values that were counted.
_ANY = r".{0,200}"


def _statistic(key: str) -> Statistic:
    """404 for a key that nobody declares."""
    try:
        return registered()[key]
    except KeyError:
        raise Http404 from None


def _table(request: HttpRequest, key: str) -> Table:
    """The table that the address names, by key and scope."""
    statistic = _statistic(key)
    scope = scope_of(statistic, request.GET.get("scope", ""))
    return table_of(statistic, scope, reading.readings(key, scope.kind, scope.slug))


class StatisticList(Page):
    template_name = "stats/statistic_list.html"

    def page_context(self, context: dict[str, Any]) -> dict[str, Any]:
        tables = _all_tables()
        times = [one for table in tables for one in table.readings[:1]]
        return {
            "groups": [
                (Group(group), list(own))
                for group, own in groupby(tables, lambda table: table.statistic.group)
            ],
            "as_of": max((one.as_of for one in times if one.as_of), default=None),
            "count": len(tables),
        }

    def structured_data(self, context: dict[str, Any]) -> list[dict[str, Any]]:
        return [dataset(context, distribution=[_download(context, reverse("statistics_csv"))])]


def _all_tables() -> list[Table]:
    """Every statistic at the hub's scope, also one that nothing has been counted for yet."""
    found = reading.readings_of_hub()
    return tables_of({statistic: found.get(statistic, []) for statistic in registered().values()}, Scope())


class StatisticDetail(Page):
    template_name = "stats/statistic_detail.html"
    query_parameters = _SCOPE

    def page_context(self, context: dict[str, Any]) -> dict[str, Any]:
        table = _table(self.request, self.kwargs["key"])
        return {
            "table": table,
            "statistic": table.statistic,
            "scope": table.scope,
            "choices": choices(table.statistic, table.scope),
            "earlier": earlier(table),
            "counting": Counting.objects.filter(pk=table.statistic.key).first(),
            "rests_on": sorted({str(model._meta.verbose_name_plural) for model in table.statistic.rests_on}),
        }

    def structured_data(self, context: dict[str, Any]) -> list[dict[str, Any]]:
        table, counting = context["table"], context["counting"]
        more: dict[str, Any] = {}
        if counting and counting.changed_at:
            more["dateModified"] = counting.changed_at.isoformat(timespec="seconds")
        return [
            dataset(
                context,
                variableMeasured={
                    "@type": "PropertyValue",
                    "name": str(table.statistic.title),
                    "unitText": str(table.statistic.unit),
                },
                measurementTechnique=table.formula,
                distribution=[_download(context, table.csv_url)],
                **more,
            )
        ]


def _download(context: dict[str, Any], url: str) -> dict[str, Any]:
    return {
        "@type": "DataDownload",
        "encodingFormat": "text/csv",
        "contentUrl": f"{context['site_url']}{url}",
    }


class StatisticRecords(Page):
    """The records that one value counts; 404 where the address names no value."""

    template_name = "stats/statistic_records.html"

    @classmethod
    def identity_parameters(cls, **kwargs: Any) -> list[str]:
        statistic = registered().get(kwargs["key"])
        return ["scope", *(statistic.dimensions if statistic else ())]

    @classmethod
    def known_parameters(cls, **kwargs: Any) -> dict[str, str]:
        return {**dict.fromkeys(cls.identity_parameters(**kwargs), _ANY), **_SCOPE, "page": NUMBER}

    def page_context(self, context: dict[str, Any]) -> dict[str, Any]:
        table = _table(self.request, self.kwargs["key"])
        row = table.row_of(self.request.GET.dict())
        if row is None or table.statistic.drill is None:
            raise Http404
        paginator = drilling.counted(row)
        try:
            page = paginator.page(self.request.GET.get("page") or 1)
        except InvalidPage:
            raise Http404(_("There is no such page of records.")) from None
        return {
            "table": table,
            "row": row,
            "page": page,
            "lines": drilling.lines(page.object_list),
            "count": paginator.count,
        }

    def cited(self, context: dict[str, Any]) -> list[Any]:
        return [line.obj for line in context["lines"] if line.figure]


@require_safe
def statistic_csv(request: HttpRequest, key: str) -> HttpResponse:
    """The values of a statistic in one scope."""
    table = _table(request, key)
    name = f"{key}-{table.scope.kind}-{table.scope.slug}" if table.scope.slug else key
    return csv_response(f"china-hub-{name}", of_table(table))


statistic_csv.query_parameters = _SCOPE  # type: ignore[attr-defined]


@require_safe
def statistics_csv(request: HttpRequest) -> HttpResponse:
    """The values of every statistic at the hub's scope."""
    return csv_response("china-hub-statistics", of_tables(_all_tables()))
