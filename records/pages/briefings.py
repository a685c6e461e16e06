"""Pages to print: what is known of a record on a sheet of A4, always light, with its address as a QR code."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.views.generic import DetailView

from records.drawings.files import PageDrawing
from records.models import Publication
from records.pages.citations import Citations
from records.pages.drawing_files import LICENCE
from records.pages.generic_views import RecordDetail
from records.pages.share_cards import count_characters
from records.texts.formats import NOT_NAMED, describe_copies
from records.texts.translation import Text

#: Facts of a briefing: as many as stand side by side on a sheet.
MAX_FACTS = 5
#: A longer name has smaller letters, in characters of Chinese.
LONG_NAME = 30


@dataclass(frozen=True)
class BriefingFact:
    """A number with its label and who states it. `figure` is written by its tag; else there is `text`."""

    label: Any
    year: Any
    #: The figure that states it.
    claim: Any
    figure: Any = None
    text: Any = ""
    #: The publisher of its source, or the title where that isn't named; and the copies that were read.
    source: Text | None = None
    copies: str = ""
    #: What else is to be known of it, such as its area.
    note: Any = ""

    def with_source(self, citations: Citations) -> "BriefingFact":
        """Return the fact with the first source that names a publisher, else with the first one."""
        sources = [source for _number, source in citations.cite(self.claim)]
        named = [source for source in sources if source.publisher not in ("", NOT_NAMED)]
        for source in named or sources:
            publisher = Text(source.publisher_name, source.publisher_language)
            name = publisher if named else source.title_in("")
            return replace(self, source=name, copies=describe_copies(source))
        return self


class RecordBriefing(RecordDetail):
    """The briefing of a published record. Facts that aren't known are left out.

    A subclass says what is drawn, and names the facts. Search engines are sent to the page of the record.
    """

    template_name = "records/briefing.html"
    query_parameters = {}

    def build_drawing(self) -> PageDrawing | None:
        """Return the drawing of the sheet; None if there is none."""
        return None

    def list_facts(self) -> Sequence[BriefingFact]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record = self.object
        title = record.title_in(get_language() or "en")
        facts = list(self.list_facts())[:MAX_FACTS]
        citations = Citations([record, *(fact.claim for fact in facts)])
        newest = Publication.objects.versions().filter(record_type=record.type_code, slug=record.slug)
        return {
            **DetailView.get_context_data(self, **kwargs),
            "record_title": title,
            "has_long_name": count_characters(title.plain) > LONG_NAME,
            "drawing": self.build_drawing(),
            "facts": [fact.with_source(citations) for fact in facts],
            "page_url": record.get_absolute_url(),
            "newest": newest.order_by("-number").first(),
            "today": timezone.localdate(),
            "licence": LICENCE,
        }

    def list_unknown(self, context: dict[str, Any]) -> list[Any]:
        return []

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        return [self.object]
