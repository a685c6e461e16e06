"""Filter sets of sources and themes."""

from collections.abc import Collection
from typing import Any

from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import StrIndex, Substr
from django.utils.translation import gettext_lazy as _

from records.choices import DocumentType
from records.filters import (
    CodesFilter,
    FacetedFilterSet,
    TextSearchFilter,
    TotalOrdering,
    YearFilter,
    build_year_choices,
)
from records.models import Source, Theme, get_record_types
from records.texts.formats import get_language_name


def _list_source_languages() -> list[tuple[str, str]]:
    """Return the languages of published sources, without their scripts."""
    tags = Source.objects.published().order_by("language").values_list("language", flat=True).distinct()
    return [(code, get_language_name(code)) for code in sorted({tag.split("-")[0] for tag in tags})]


class SourceLanguageFilter(CodesFilter):
    """Filters by the language of a source, without its script."""

    def condition(self, code: str) -> Q:
        return Q(language=code) | Q(language__startswith=f"{code}-")

    def build_code(self) -> Any:
        before_script = Substr("language", 1, StrIndex("language", Value("-")) - 1)
        return Case(When(language__contains="-", then=before_script), default=F("language"))


class SourceLinkFilter(CodesFilter):
    """Filters by whether pages link to the source."""

    def condition(self, code: str) -> Q:
        return Q(link_ok=code == "true")

    def build_code(self) -> Any:
        return Case(When(link_ok=True, then=Value("true")), default=Value("false"))


class SourceFilter(FacetedFilterSet):
    q = TextSearchFilter(plain_fields=("title", "publisher"), label=_("Title or publisher"))
    kind = CodesFilter("kind", choices=DocumentType.choices, label=_("Type"))
    language = SourceLanguageFilter("language", choices=_list_source_languages, label=_("Language"))
    year = YearFilter("published", choices=build_year_choices(Source, "published"), label=_("Year"))
    link_ok = SourceLinkFilter(
        "link_ok",
        choices=[("true", _("Linked")), ("false", _("Read in a copy, no link"))],
        label=_("Address"),
    )
    sort = TotalOrdering(
        fields=[("title", "title"), ("published", "published")], incomplete={"published": "published"}
    )
    sort_labels = {"title": _("Title"), "published": _("Oldest first")}
    default_sort_label = _("Most used first")

    @classmethod
    def list_read_types(cls) -> Collection[str]:
        """Return all types: the list counts the statements that cite a source."""
        return get_record_types()

    class Meta:
        model = Source
        fields: list[str] = []


class ThemeFilter(FacetedFilterSet):
    """Themes are few and stand in the order of the Coalition, without filters."""

    class Meta:
        model = Theme
        fields: list[str] = []
