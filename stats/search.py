"""What the search finds of this app: the derived statistics."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from records.search_index import SearchDocument, localize_lines, register_documents
from stats.definitions import get_statistics


def _build_statistic_documents() -> Iterator[SearchDocument]:
    for statistic in get_statistics().values():
        with override("en"):
            path = reverse("statistic", args=[statistic.key]).removeprefix("/en")
        yield SearchDocument(
            record_type="statistic",
            slug=statistic.key,
            path=path,
            title=localize_lines(statistic.title),
            lede=localize_lines(statistic.note),
            body=localize_lines(statistic.group.label),
            weight=4,
        )


register_documents("statistic", _("Statistic"), _("Statistics"), _build_statistic_documents)
