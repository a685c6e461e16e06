"""The account log at the desk: whose rights were changed lately."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.choices import RIGHTS
from accounts.models import AccountEvent
from accounts.roles import has_power
from accounts.sentences import describe_event
from records.desk.boxes import ROWS_IN_BOX, BoxLink, BoxRow, DeskBox, count_rows, register_box

_LOG_PERMISSION = "accounts.view_accountevent"


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
