"""Structured data (schema.org) for search engines."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from records.translation import COLUMNS

CONTENT_LICENSE = "https://creativecommons.org/licenses/by/4.0/"


def get_page_language() -> str:
    """Return the active language as a BCP 47 tag, such as zh-Hans."""
    return COLUMNS.get((get_language() or "en").replace("-", "_"), "en")


def build_publisher() -> dict[str, Any]:
    return {"@type": "Organization", "name": _("ICLEI East Asia")}


def build_dataset(context: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a schema.org Dataset for the current page; `json_ld` fills in name and description."""
    return {
        "@type": "Dataset",
        "name": None,
        "description": None,
        "url": f"{context['site_url']}{context['request'].path}",
        "inLanguage": get_page_language(),
        "license": CONTENT_LICENSE,
        "isAccessibleForFree": True,
        "creator": build_publisher(),
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "name": _("China Hub"),
            "url": f"{context['site_url']}/{get_language()}/",
        },
        **more,
    }
