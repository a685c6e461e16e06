"""Views of statistics."""

from typing import Any

from django.http import HttpResponse
from rest_framework.exceptions import NotFound

from api import exports, pagination
from api.statistics.exports import generate_export_lines
from api.statistics.query_params import parse_statistic_list_params, parse_statistic_params
from api.statistics.selectors import load_statistics, serialize_statistic
from api.statistics.serializers import STATISTICS_RESOURCE
from api.views import ApiView, build_json_response, build_next_url
from stats.definitions import get_statistics
from stats.selectors import ScopedKey


class ApiStatisticListView(ApiView):
    """A list of statistics: paginated JSON, or an export as CSV or JSON lines."""

    described_as = "statistics"

    def answer(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        selection, params = parse_statistic_list_params(request)
        if params.format != "json":
            return exports.build_streaming_response(
                STATISTICS_RESOURCE, generate_export_lines(selection, params), params
            )
        for_cursor = pagination.hash_query(STATISTICS_RESOURCE, list(request.GET.lists()))
        start, last = 0, None
        if params.cursor is not None:
            last = ScopedKey(*pagination.decode_cursor(params.cursor, for_cursor))
        elif params.page:
            start = (params.page - 1) * params.page_size
        places = selection.places_after(last, start + params.page_size + 1)[start:]
        shown, has_more = places[: params.page_size], len(places) > params.page_size
        body: dict[str, Any] = {"count": selection.count()} if params.count else {}
        body["next"] = build_next_url(request, params, for_cursor, list(shown[-1])) if has_more else None
        body["results"] = [
            serialize_statistic(statistic, params)
            for statistic in load_statistics(shown, selection, params.context.lang)
        ]
        return build_json_response(body, params.context.lang)


class ApiStatisticDetailView(ApiView):
    """One statistic in one scope."""

    described_as = "statistic"

    def answer(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        statistic = get_statistics().get(kwargs["slug"])
        if statistic is None:
            raise NotFound
        selection, params = parse_statistic_params(request, statistic)
        ((kind, slugs),) = selection.scopes.items()
        place = ScopedKey(statistic.key, kind, next(iter(slugs or ("",))))
        if selection.at is not None and place not in selection.places():
            raise NotFound
        (statistic_data,) = load_statistics([place], selection, params.context.lang)
        return build_json_response(serialize_statistic(statistic_data, params), params.context.lang)
