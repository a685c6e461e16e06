"""Structured data (schema.org) for search engines."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from records.pages.data_links import get_list_links
from records.pages.navigation import LinkSlot, get_link
from records.texts.formats import get_country_name
from records.texts.translation import PAGE_TAGS

CONTENT_LICENSE = "https://creativecommons.org/licenses/by/4.0/"


def get_page_language() -> str:
    """Return the active language as a BCP 47 tag, such as zh-Hant-HK."""
    return PAGE_TAGS[get_language() or "en"]


def build_publisher() -> dict[str, Any]:
    return {"@type": "Organization", "name": _("ICLEI East Asia")}


def build_dataset(context: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a schema.org Dataset for the current page; `json_ld` fills in name and description."""
    licence = get_link(LinkSlot.LICENCE)
    return {
        "@type": "Dataset",
        "name": None,
        "description": None,
        "url": f"{context['site_url']}{context['request'].path}",
        "inLanguage": get_page_language(),
        "license": CONTENT_LICENSE,
        # What the licence leaves out: values whose source states none.
        **({"usageInfo": f"{context['site_url']}{licence.get_url()}"} if licence else {}),
        "isAccessibleForFree": True,
        "creator": build_publisher(),
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "name": _("China Hub"),
            "url": f"{context['site_url']}/{get_language()}/",
        },
        **more,
    }


#: Media types of the formats that `records.pages.data_links` names.
MEDIA_TYPES = {
    "CSV": "text/csv",
    "XLSX": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "JSON": "application/json",
    "JSON Lines": "application/jsonl",
    "GeoJSON": "application/geo+json",
}


def build_list_dataset(context: dict[str, Any]) -> dict[str, Any]:
    """Return a schema.org Dataset of the records of a list with its filters.

    It has the files of the list, time and (as version) number of the newest publication of the type and, if
    all records are in one country, that country.
    """
    filterset = context["filterset"]
    links = get_list_links(filterset)
    files = [build_download(context, link.url, MEDIA_TYPES.get(link.name, link.name)) for link in links]
    return build_dataset(context, distribution=files, **_describe_records(filterset))


def _describe_records(filterset: Any) -> dict[str, Any]:
    described: dict[str, Any] = {}
    if filterset.count_rows() and (newest := filterset.find_newest_publication()):
        described |= {"dateModified": newest[1].isoformat(), "version": str(newest[0])}
    if country := filterset.find_country():
        described["spatialCoverage"] = {
            "@type": "Country",
            "name": get_country_name(country),
            "identifier": country,
        }
    return described


def build_chart_image(
    context: dict[str, Any], base: str, *, name: str, caption: str, query: str = ""
) -> dict[str, Any]:
    """Return a schema.org ImageObject of the drawing with files at `base`: its PNG, with SVG and table.

    `caption` is the drawing in words. `query`: what else names the drawing and its page.
    """
    address = f"{context['site_url']}{base}"
    licence = get_link(LinkSlot.LICENCE)
    return {
        "@type": "ImageObject",
        "name": name,
        "caption": caption,
        "contentUrl": f"{address}.png{query}",
        "encodingFormat": "image/png",
        "encoding": [
            {
                "@type": "MediaObject",
                "encodingFormat": "image/svg+xml",
                "contentUrl": f"{address}.svg{query}",
            },
            build_download(context, f"{base}.csv{query}", MEDIA_TYPES["CSV"]),
        ],
        "mainEntityOfPage": f"{context['site_url']}{context['request'].path}{query}",
        "inLanguage": get_page_language(),
        "license": CONTENT_LICENSE,
        **({"acquireLicensePage": f"{context['site_url']}{licence.get_url()}"} if licence else {}),
        "creator": build_publisher(),
        "creditText": f"{_('China Hub')}, {_('ICLEI East Asia')}",
    }


def build_download(context: dict[str, Any], url: str, media_type: str) -> dict[str, Any]:
    """Return a schema.org DataDownload of a file of this site."""
    return {
        "@type": "DataDownload",
        "encodingFormat": media_type,
        "contentUrl": f"{context['site_url']}{url}",
    }
