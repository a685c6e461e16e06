"""The records of all types for the admin: the types in groups, and one search over all of them."""

from collections.abc import Iterable
from typing import Any

from django.contrib.admin import AdminSite
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy, pgettext_lazy

from records.models import get_record_types
from records.texts.formats import format_other_script, get_other_script
from search.admin_search import FoundEverywhere, find_everywhere
from search.queries import MAX_QUERY_LENGTH

_PER_PAGE = 50
MAX_SUGGESTED = 8

#: The record types in the order in which editors look for them. What no group names stands in the last one.
_GROUPS = (
    (gettext_lazy("Cities and values"), ("City", "IndicatorValue", "Indicator", "Region", "Framework")),
    (
        gettext_lazy("Parks and materials"),
        ("IndustrialPark", "Material", "BusinessInitiative", "ProcurementCase"),
    ),
    (gettext_lazy("Zero waste"), ("ZeroWastePilot", "Programme", "Designation")),
    (
        gettext_lazy("Coalition"),
        ("Membership", "Partner", "Exchange", "Event", "Resource", "Network"),
    ),
    (gettext_lazy("Sources"), ("Source", "Theme")),
    (pgettext_lazy("admin", "Site"), ("Finding", "Target", "Priority", "SiteText")),
)


def list_type_groups(app_list: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the lists that the account may open, in groups: of records, then of everything else."""
    entries = {entry["object_name"]: entry for app in app_list for entry in app["models"]}
    groups = [
        {"label": label, "entries": [entries.pop(name) for name in names if name in entries]}
        for label, names in _GROUPS
    ]
    groups.append({"label": gettext_lazy("Logs and accounts"), "entries": list(entries.values())})
    return [group for group in groups if group["entries"]]


def build_find_context(request: HttpRequest, site: AdminSite) -> dict[str, Any]:
    """Return what the page of results shows: the records for `q`, of the type `type` or of all."""
    text, chosen = request.GET.get("q", "").strip(), request.GET.get("type", "")
    admins = list_record_admins(request, site)
    found = find_everywhere(text.replace("\0", ""), admins, request) if text else FoundEverywhere()
    references = [row for row in found.references if chosen not in admins or row[0] == chosen]
    page = Paginator(references, _PER_PAGE).get_page(request.GET.get("p"))
    return {
        "query": text[:MAX_QUERY_LENGTH],
        "found": found,
        "page": page,
        "hits": load_hits(page.object_list, admins),
        "total": len(found.references),
        "types": [
            {"code": code, "label": _get_label(admins[code], plural=True), "count": count}
            for code, count in found.counts.most_common()
        ],
        "chosen": chosen,
    }


def build_suggestion_context(request: HttpRequest, site: AdminSite) -> dict[str, Any]:
    """Return the first records for what is being typed."""
    text = request.GET.get("q", "").strip().replace("\0", "")
    admins = list_record_admins(request, site)
    found = find_everywhere(text, admins, request) if text else FoundEverywhere()
    return {"query": text, "found": found, "hits": load_hits(found.references[:MAX_SUGGESTED], admins)}


def list_record_admins(request: HttpRequest, site: AdminSite) -> dict[str, Any]:
    """Return the admins of the record types that the account may see."""
    admins: dict[str, Any] = {
        code: site.get_model_admin(model)
        for code, model in get_record_types().items()
        if site.is_registered(model)
    }
    return {code: admin for code, admin in admins.items() if admin.has_view_permission(request)}


def load_hits(references: Iterable[tuple[str, str]], admins: dict[str, Any]) -> list[dict[str, Any]]:
    """Return records as the page shows them, in their order, with a query for each type."""
    by_type: dict[str, list[str]] = {}
    for record_type, slug in references:
        by_type.setdefault(record_type, []).append(slug)
    records = {
        (record_type, record.slug): record
        for record_type, slugs in by_type.items()
        for record in _select_records(admins[record_type].model, slugs)
    }
    return [
        _build_hit(records[reference], admins[reference[0]])
        for reference in references
        if reference in records
    ]


def _select_records(model: Any, slugs: list[str]) -> Any:
    records = model.objects.filter(slug__in=slugs)
    related = [row.name for row in model._meta.fields if row.many_to_one]
    return records.select_related(*related) if related else records


def _build_hit(record: Any, model_admin: Any) -> dict[str, Any]:
    options = model_admin.opts
    title, other = record.title or record.slug, record.title_in(get_other_script())
    return {
        "title": title,
        "other_title": format_other_script(other) if str(other) != str(title) else "",
        "type_label": _get_label(model_admin),
        "record": record,
        "url": reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[record.pk]),
    }


def _get_label(model_admin: Any, *, plural: bool = False) -> str:
    options = model_admin.opts
    return capfirst(str(options.verbose_name_plural if plural else options.verbose_name))
