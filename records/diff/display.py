"""Format values of a snapshot for display in the active language."""

from collections import defaultdict
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import F, Q
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from records.models import Publication, Source
from records.texts import formats
from records.texts.translation import Text

SnapshotRow = dict[str, Any]


def join_phrases(items: Iterable[Any], english: str = ", ", chinese: str = "，") -> SafeString:
    """Join phrases with the comma of the active language, or with the given separators."""
    return format_html_join(chinese if formats.is_chinese() else english, "{}", ((item,) for item in items))


class TitleLookup:
    """Titles of records by slug. Collects the requested records and loads their titles in one query."""

    def __init__(self) -> None:
        self._wanted: dict[str, set[str]] = defaultdict(set)
        self._titles: dict[tuple[str, str], str] = {}

    def add(self, model: Any, slug: str, title: Any) -> None:
        """Use this title of a record that was never public."""
        self._titles[model.type_code, slug] = conditional_escape(title)

    def get(self, model: Any, slug: str) -> str:
        """Return the title of a published record (of a source, with its publisher), or its slug."""
        self._wanted[model.type_code].add(slug)
        return self._titles.get((model.type_code, slug), slug)

    def fetch(self) -> bool:
        """Load all requested titles in one query. Return whether any were requested."""
        if not self._wanted:
            return False
        condition = reduce(or_, (Q(record_type=code, slug__in=slugs) for code, slugs in self._wanted.items()))
        rows = (
            Publication.objects.filter(condition)
            .latest_versions()
            .exclude(path="")
            .defer("data")
            .annotate(publisher=F("data__publisher"), language=F("data__language"))
            .annotate(title_is_ours=F("data__title_is_descriptive"))
        )
        for row in rows:
            is_source = row.record_type == Source.type_code
            title = _format_source_title(row) if is_source else conditional_escape(row.title)
            self._titles[row.record_type, row.slug] = title
        return True


def _format_source_title(row: Any) -> SafeString:
    """Format title and publisher, each marked with the language of the source."""
    source = Source(title=row.title_en, language=row.language, title_is_descriptive=row.title_is_ours)
    title = format_html("<cite>{}</cite>", source.title_in(get_language() or "en"))
    return join_phrases([title, Text(row.publisher, row.language)])
