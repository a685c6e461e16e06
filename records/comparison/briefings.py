"""The briefing of a comparison: its numbers on a sheet of A4, and what is drawn of the compared records."""

import math
from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from records.comparison.numbers import describe_main_row
from records.comparison.rows import ComparisonRow
from records.comparison.views import ComparisonPage, read_selection
from records.models import Part, Record
from records.pages.citations import Citations
from records.pages.drawing_files import LICENCE
from records.pages.generic_views import PublicTemplateView
from records.pages.share_cards import count_characters
from records.publishing import get_content_version
from records.texts.citation_formats import choose_publisher_separator
from records.texts.formats import format_publisher

#: Rows of numbers below a drawing, for which a sheet has room. Names that have together more characters of
#: Chinese than the first number take the room of a row for each further number of them.
MAX_ROWS_BELOW = 6
SHORT_NAMES, CHARACTERS_PER_ROW = 25, 12.5
#: Longer names have smaller letters, and no sentence that repeats them.
LONG_NAMES = 50


class ComparisonBriefing(PublicTemplateView):
    """Two to four records that have numbers in common. Any other address gets 404."""

    template_name = "records/comparison_briefing.html"

    @classmethod
    def known_parameters(cls, **kwargs: Any) -> dict[str, str]:
        return ComparisonPage.known_parameters()

    @classmethod
    def identity_parameters(cls, **kwargs: Any) -> list[str]:
        return ComparisonPage.identity_parameters()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.selection = read_selection(request.GET)
        if self.selection.problems or len(self.selection.records) < 2:
            raise Http404
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        selection = self.selection
        records, comparison = selection.records, selection.compare_in_short()
        draw = selection.kind.draw
        if not comparison.numbers:
            raise Http404
        drawing = draw(records, is_sheet=True) if draw else None
        length = sum(count_characters(record.distinct_title.plain) for record in records)
        has_long_names = length > LONG_NAMES
        comparison.numbers = comparison.numbers[: _count_rows_below(length) if drawing else None]
        self.claims = _list_claims(comparison.numbers)
        citations = Citations(self.claims)
        publishers = [
            format_publisher(source.publisher)
            for claim in self.claims
            for source in citations.sources_of(claim)
        ]
        return {
            **super().get_context_data(**kwargs),
            "kind": selection.kind,
            "records": records,
            "comparison": comparison,
            "lede": "" if has_long_names else describe_main_row(comparison.numbers, records),
            "has_long_name": has_long_names,
            "drawing": drawing,
            "publishers": choose_publisher_separator().join(dict.fromkeys(filter(None, publishers))),
            "page_url": selection.build_url("compare", only_different=False),
            "version": get_content_version(),
            "today": timezone.localdate(),
            "licence": LICENCE,
        }

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        return [*context["records"], *self.claims]


def _count_rows_below(length: float) -> int:
    return max(1, MAX_ROWS_BELOW - max(0, math.ceil((length - SHORT_NAMES) / CHARACTERS_PER_ROW)))


def _list_claims(rows: Iterable[ComparisonRow]) -> list[Any]:
    """Return the records and parts that state the numbers of rows."""
    items = [item for row in rows for cell in row.cells for item in cell]
    claims = (item.claim or item.figure for item in items)
    return [claim for claim in claims if isinstance(claim, Record | Part)]
