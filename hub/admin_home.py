"""The first page of the admin: what waits for the account, its filters, what was published last."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.confirmations import list_waiting_roles
from accounts.roles import list_role_labels
from records.desk.boxes import ROWS_IN_BOX, fill_boxes
from records.models import Publication, SavedFilter, get_record_types
from records.publishing import count_active_publishers


def build_home_context(request: HttpRequest) -> dict[str, Any]:
    """Return what the first page shows, with queries whose number doesn't grow with what waits."""
    boxes = fill_boxes(request)
    return {
        "title": _("What waits for you"),
        "boxes": boxes,
        "columns": [[filled for filled in boxes if filled.box.column == column] for column in (1, 2)],
        "is_one_publisher": settings.FOUR_EYES and count_active_publishers() < 2,
        "waiting": list_role_labels(list_waiting_roles(request.user)),
        "published": _list_published(request),
        "saved_filters": _list_saved_filters(request),
    }


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
        for row in Publication.objects.defer("data").order_by("-number")[:ROWS_IN_BOX]
    ]


def _list_saved_filters(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the filters that the account keeps, each with the name and the address of its list."""
    filters = []
    for kept in SavedFilter.objects.filter(account_id=request.user.pk):
        options = apps.get_model(kept.list_name)._meta
        url = reverse(f"admin:{options.app_label}_{options.model_name}_changelist")
        filters.append({"filter": kept, "list": options.verbose_name_plural, "url": f"{url}?{kept.query}"})
    return filters
