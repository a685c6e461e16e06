"""Sitemaps of lists and record pages in each language."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, overload
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import SitemapIndexItem, x_robots_tag
from django.contrib.sitemaps.views import sitemap as sitemap_view
from django.db.models import CharField, Count, Max, Q, QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe

from cities.models import City, Indicator, Region
from cities.waste.treatment import list_drawn_cities
from coalition.models import Event, Exchange, Partner, Programme
from initiatives.models import (
    BusinessInitiative,
    IndustrialPark,
    Material,
    ProcurementCase,
    ZeroWastePilot,
)
from portal.models import Finding
from records.models import Record, Theme
from records.pages.generic_views import NUMBER_PATTERN, allow_query_parameters
from records.pages.navigation import get_pages
from records.texts.translation import PAGE_TAGS
from stats.definitions import get_statistics


class LocalizedSitemap(Sitemap):
    """Lists each URL once per language, with its alternates; uses SITE_URL if it is set."""

    i18n = True
    alternates = True
    x_default = True
    #: Maximum number of items per file, of which each takes about 550 bytes.
    limit = 240

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.SITE_URL).netloc if settings.SITE_URL else super().get_domain(site)

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.SITE_URL).scheme if settings.SITE_URL else super().get_protocol(protocol)

    def _urls(self, page: Any, protocol: str, domain: str) -> list[dict[str, Any]]:
        # Django's x-default is the URL without a language, which redirects; pages declare English instead.
        # Its languages are codes; pages have tags.
        urls = super()._urls(page, protocol, domain)  # type: ignore[misc]
        for url in urls:
            english = next(
                entry for entry in url["alternates"] if entry["lang_code"] == settings.LANGUAGE_CODE
            )
            for entry in url["alternates"]:
                if entry["lang_code"] == "x-default":
                    entry["location"] = english["location"]
                else:
                    entry["lang_code"] = PAGE_TAGS[entry["lang_code"]]
        return urls


class PageSitemap(LocalizedSitemap):
    def items(self) -> list[str]:
        return [page.url_name for page in get_pages() if page.in_sitemap]

    def location(self, item: str) -> str:
        return reverse(item)


class StatisticSitemap(LocalizedSitemap):
    def items(self) -> list[str]:
        return list(get_statistics())

    def location(self, item: str) -> str:
        return reverse("statistic", args=[item])


class _LocalizedRecords(Sequence):
    """(record, language) pairs of a queryset; slices query only the records they contain."""

    def __init__(self, queryset: QuerySet) -> None:
        self.queryset = queryset
        self.languages = [code for code, _name in settings.LANGUAGES]

    @cached_property
    def _length(self) -> int:
        return self.queryset.count() * len(self.languages)

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, index: int) -> tuple[Record, str]: ...
    @overload
    def __getitem__(self, index: slice) -> list[tuple[Record, str]]: ...
    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, int):
            return self[index : index + 1][0]
        start, stop, _step = index.indices(len(self))
        each = len(self.languages)
        first = start // each
        records = self.queryset[first : -(-stop // each)]
        pairs = [(record, code) for record in records for code in self.languages]
        return pairs[start - first * each : stop - first * each]


class RecordSitemap(LocalizedSitemap):
    """The published records of one type that have a page of their own."""

    def __init__(self, queryset: Any) -> None:
        self.queryset = queryset

    def items(self) -> QuerySet:
        return self.queryset.published().order_by("slug")

    def _items(self) -> Sequence[tuple[Record, str]]:
        return _LocalizedRecords(self.items())

    def lastmod(self, item: Record) -> datetime | None:
        return item.updated_at

    def summarize(self, section: str) -> QuerySet:
        """Return a query of one row: the name of the section, its number of records, its newest change."""
        named = self.items().order_by().annotate(section=Value(section, output_field=CharField()))
        return named.values_list("section").annotate(Count("pk"), Max("updated_at"))


class CitySitemap(RecordSitemap):
    """The cities with a profile or a waste portrait; others have base data only and are `noindex`."""

    def items(self) -> QuerySet:
        drawn = Q(pk__in=list_drawn_cities())
        return super().items().filter(drawn | Q(pk__in=City.objects.with_profile().values("pk")))


#: Pages of sources say what others cite; readers come to them from there.
_MODELS = (
    Region,
    Indicator,
    IndustrialPark,
    Material,
    ProcurementCase,
    BusinessInitiative,
    Programme,
    Partner,
    Exchange,
    Event,
    Finding,
    Theme,
)

SITEMAPS: dict[str, Any] = {
    "pages": PageSitemap(),
    "statistics": StatisticSitemap(),
    "city": CitySitemap(City.objects.all()),
    # Of some zero-waste cities no more than their selection is known.
    ZeroWastePilot.type_code: RecordSitemap(ZeroWastePilot.objects.for_list().filter(is_named_only=False)),
    **{model.type_code: RecordSitemap(model.objects.all()) for model in _MODELS},
}


def _summarize_sections() -> dict[str, tuple[int, Any]]:
    """Return the number of records and the newest change by section of records. One query."""
    first, *others = (
        sitemap.summarize(section)
        for section, sitemap in SITEMAPS.items()
        if isinstance(sitemap, RecordSitemap)
    )
    return {section: (records, changed) for section, records, changed in first.union(*others, all=True)}


@require_safe
@x_robots_tag
def render_sitemap_index(request: HttpRequest) -> HttpResponse:
    parts: list[Any] = []
    summaries = _summarize_sections()
    for section, sitemap in SITEMAPS.items():
        origin = settings.SITE_URL or f"{request.scheme}://{request.get_host()}"
        address = f"{origin}{reverse('sitemap_part', args=[section])}"
        if section in summaries:
            records, changed = summaries[section]
            pages = -(-records * len(settings.LANGUAGES) // sitemap.limit)
        else:
            changed, pages = None, sitemap.paginator.num_pages
        parts.append(SitemapIndexItem(address, changed))
        for page in range(2, pages + 1):
            parts.append(SitemapIndexItem(f"{address}?p={page}", changed))
    return TemplateResponse(request, "sitemap_index.xml", {"sitemaps": parts}, content_type="application/xml")


@allow_query_parameters({"p": NUMBER_PATTERN})
@require_safe
def render_sitemap_part(request: HttpRequest, section: str) -> HttpResponse:
    return sitemap_view(request, SITEMAPS, section)
