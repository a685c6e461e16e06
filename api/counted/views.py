"""Views of statistics."""

from typing import Any

from django.http import HttpResponse
from rest_framework.exceptions import NotFound

from api import cursors, exports
from api.counted.asking import asked_of_list, asked_of_one
from api.counted.files import lines
from api.counted.reading import present, told
from api.counted.shape import NAME
from api.views import ApiView, json_response, next_page
from stats.definitions import get_statistics
from stats.selectors import ScopedKey


class StatisticsView(ApiView):
    """A list of statistics: paginated JSON, or an export as CSV or JSON lines."""

    described_as = "statistics"

    def answer(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        question, asked = asked_of_list(request)
        if asked.format != "json":
            return exports.stream(NAME, lines(question, asked), asked)
        for_cursor = cursors.question(NAME, list(request.GET.lists()))
        start, last = 0, None
        if asked.cursor is not None:
            last = ScopedKey(*cursors.read(asked.cursor, for_cursor))
        elif asked.page:
            start = (asked.page - 1) * asked.page_size
        found = question.places_after(last, start + asked.page_size + 1)[start:]
        shown, has_more = found[: asked.page_size], len(found) > asked.page_size
        body: dict[str, Any] = {"count": question.count()} if asked.count else {}
        body["next"] = next_page(request, asked, for_cursor, list(shown[-1])) if has_more else None
        body["results"] = [present(one, asked) for one in told(shown, question, asked.context.lang)]
        return json_response(body, asked.context.lang)


class StatisticView(ApiView):
    """One statistic in one scope."""

    described_as = "statistic"

    def answer(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        statistic = get_statistics().get(kwargs["slug"])
        if statistic is None:
            raise NotFound
        question, asked = asked_of_one(request, statistic)
        ((kind, slugs),) = question.scopes.items()
        place = ScopedKey(statistic.key, kind, next(iter(slugs or ("",))))
        if question.at is not None and place not in question.places():
            raise NotFound
        (one,) = told([place], question, asked.context.lang)
        return json_response(present(one, asked), asked.context.lang)
