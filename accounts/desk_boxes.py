"""What waits at the desk of this app: roles to confirm, and whose rights were changed lately."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.choices import RIGHTS
from accounts.confirmations import list_waiting_roles
from accounts.models import AccountEvent, RoleConfirmation
from accounts.roles import MANAGE_ACCOUNTS, has_power, list_role_labels
from accounts.sentences import describe_event
from records.desk.boxes import ROWS_IN_BOX, BoxLink, BoxRow, DeskBox, count_rows, register_box

_LOG_PERMISSION = "accounts.view_accountevent"


def _select_waiting(request: HttpRequest) -> QuerySet:
    return RoleConfirmation.objects.exclude(account=request.user.pk).select_related("account")


def _count_waiting(request: HttpRequest) -> int | None:
    return count_rows(_select_waiting(request)) if request.user.has_perm(MANAGE_ACCOUNTS) else None


def _list_waiting(request: HttpRequest) -> Iterator[BoxRow]:
    for row in _select_waiting(request).order_by("pk")[:ROWS_IN_BOX]:
        url = reverse("admin:auth_user_confirm", args=[row.pk])
        yield BoxRow(str(row), url, list_role_labels(list_waiting_roles(row.account)))


def _select_changes() -> QuerySet:
    return AccountEvent.objects.recent().filter(kind__in=RIGHTS)


def _count_changes(request: HttpRequest) -> int | None:
    return count_rows(_select_changes()) if has_power(request.user.get_all_permissions()) else None


def _list_changes(request: HttpRequest) -> Iterator[BoxRow]:
    may_open = request.user.has_perm(_LOG_PERMISSION)
    for event in _select_changes()[:ROWS_IN_BOX]:
        url = reverse("admin:accounts_accountevent_change", args=[event.pk]) if may_open else ""
        yield BoxRow(describe_event(event), url, date_format(localtime(event.at), "DATETIME_FORMAT"))


def _list_links(request: HttpRequest) -> Iterator[BoxLink]:
    if request.user.has_perm(_LOG_PERMISSION):
        url = reverse("admin:accounts_accountevent_changelist")
        yield BoxLink(_("All of these"), f"{url}?kind__in={','.join(RIGHTS)}")


register_box(
    DeskBox(
        "confirmations",
        order=5,
        column=1,
        title=gettext_lazy("Roles to confirm"),
        label=lambda count: ngettext("role to confirm", "roles to confirm", count),
        count=_count_waiting,
        list_rows=_list_waiting,
        empty=gettext_lazy("Nothing waits."),
        waits=True,
    )
)
register_box(
    DeskBox(
        "rights",
        order=90,
        column=2,
        title=gettext_lazy("Changes of rights"),
        label=lambda count: ngettext("change of rights", "changes of rights", count),
        count=_count_changes,
        list_rows=_list_changes,
        list_links=_list_links,
        note=gettext_lazy("last seven days"),
        empty=gettext_lazy("None in the last seven days."),
    )
)
