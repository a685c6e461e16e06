"""The first page of the admin: what waits, what is one's own, what was published last."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.admin import AdminSite
from django.db.models import CharField, QuerySet, Value
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst

from hub.admin_records import list_record_admins, load_hits
from records.choices import Status
from records.models import Publication, Revision, SavedFilter, get_record_types

#: Of each list, so many rows are on the page.
_MOST_SHOWN = 6


def build_home_context(request: HttpRequest, site: AdminSite) -> dict[str, Any]:
    """Return the lists of the first page, with queries whose number doesn't grow with the records."""
    admins = list_record_admins(request, site)
    models = {code: model_admin.model for code, model_admin in admins.items()}
    own = {
        code: Revision.objects.written().filter(record_type=code, by_id=request.user.pk) for code in models
    }
    drafts = {
        code: model.objects.filter(status=Status.DRAFT, pk__in=own[code].order_by().values("object_id"))
        for code, model in models.items()
    }
    waiting = {code: model.objects.filter(status=Status.IN_REVIEW) for code, model in models.items()}
    return {
        "drafts": _list_records(drafts, admins, newest_first=True),
        "waiting": _list_records(waiting, admins),
        "published": _list_published(request),
        "saved_filters": _list_saved_filters(request),
    }


def _list_records(
    records: dict[str, QuerySet], admins: dict[str, Any], *, newest_first: bool = False
) -> dict[str, Any]:
    """Return how many records of all types there are, and the first of them by their last change."""
    rows = [
        queryset.order_by()
        .annotate(record_type=Value(code, CharField()))
        .values_list("record_type", "slug", "updated_at")
        for code, queryset in records.items()
    ]
    if not rows:
        return {"count": 0, "hits": []}
    together = rows[0].union(*rows[1:], all=True) if len(rows) > 1 else rows[0]
    ordered = together.order_by("-updated_at" if newest_first else "updated_at", "slug")
    references = [(code, slug) for code, slug, _changed in ordered[:_MOST_SHOWN]]
    count = len(references) if len(references) < _MOST_SHOWN else together.count()
    return {"count": count, "hits": load_hits(references, admins)}


def _list_published(request: HttpRequest) -> Iterable[dict[str, Any]]:
    if not request.user.has_perm("records.view_publication"):
        return []
    types = get_record_types()
    return [
        {
            "row": row,
            "type_label": capfirst(str(types[row.record_type]._meta.verbose_name)),
            "url": reverse("admin:records_publication_change", args=[row.pk]),
        }
        for row in Publication.objects.defer("data").order_by("-number")[:_MOST_SHOWN]
    ]


def _list_saved_filters(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the filters that the account keeps, each with the name and the address of its list."""
    filters = []
    for kept in SavedFilter.objects.filter(account_id=request.user.pk):
        options = apps.get_model(kept.list_name)._meta
        url = reverse(f"admin:{options.app_label}_{options.model_name}_changelist")
        filters.append({"filter": kept, "list": options.verbose_name_plural, "url": f"{url}?{kept.query}"})
    return filters
