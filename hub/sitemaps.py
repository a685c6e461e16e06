"""The addresses that search engines are told: every list and every profile, in each language."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from cities.models import City, Indicator, Region
from coalition.models import Event, Exchange, Partner, Programme
from initiatives.models import (
    BusinessInitiative,
    IndustrialPark,
    Material,
    ProcurementCase,
    ZeroWastePilot,
)
from records.models import Record, Source, Theme
from stats.declaring import registered

PAGES = (
    "home", "cities", "parks", "zero_waste", "procurement", "businesses", "coalition", "indicators",
    "statistics", "materials", "programmes", "exchanges", "events", "sources", "developers", "about", "legal",
    "privacy", "accessibility",
)  # fmt: skip


class InEachLanguage(Sitemap):
    """Each address once a language, with its alternates; under SITE_URL where that is set."""

    i18n = True
    alternates = True
    x_default = True

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.SITE_URL).netloc if settings.SITE_URL else super().get_domain(site)

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.SITE_URL).scheme if settings.SITE_URL else super().get_protocol(protocol)

    def _urls(self, page: Any, protocol: str, domain: str) -> list[dict[str, Any]]:
        # Django's x-default is the address without a language, which redirects; the pages name English.
        urls = super()._urls(page, protocol, domain)  # type: ignore[misc]
        for url in urls:
            english = next(
                entry for entry in url["alternates"] if entry["lang_code"] == settings.LANGUAGE_CODE
            )
            for entry in url["alternates"]:
                if entry["lang_code"] == "x-default":
                    entry["location"] = english["location"]
        return urls


class Pages(InEachLanguage):
    def items(self) -> list[str]:
        return list(PAGES)

    def location(self, item: str) -> str:
        return reverse(item)


class Statistics(InEachLanguage):
    """The page of each statistic."""

    def items(self) -> list[str]:
        return list(registered())

    def location(self, item: str) -> str:
        return reverse("statistic", args=[item])


class Records(InEachLanguage):
    """The published records of one type that have a page of their own."""

    def __init__(self, queryset: QuerySet) -> None:
        self.queryset = queryset

    def items(self) -> QuerySet:
        return self.queryset.published().order_by("slug")  # type: ignore[attr-defined]

    def lastmod(self, item: Record) -> datetime | None:
        return item.updated_at


_MODELS = (
    Region, Indicator, IndustrialPark, Material, ZeroWastePilot, ProcurementCase, BusinessInitiative,
    Programme, Partner, Exchange, Event, Theme, Source,
)  # fmt: skip

SITEMAPS: dict[str, Sitemap] = {
    "pages": Pages(),
    "statistics": Statistics(),
    # A city with base data only is `noindex`.
    "city": Records(City.objects.exclude(summary_en="", summary_zh_hans="", summary_zh_hant="")),
    **{model.type_code: Records(model.objects.all()) for model in _MODELS},
}
