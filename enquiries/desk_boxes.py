"""Requests of readers on the first page of the desk."""

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, npgettext

from enquiries.availability import is_form_open
from enquiries.deadlines import count_days_left, describe_wait
from enquiries.models import Enquiry
from enquiries.summaries import describe_reference, shorten_message
from records.desk.boxes import ROWS_IN_BOX, BoxLink, BoxRow, DeskBox, count_rows, register_box


def _count_waiting(request: HttpRequest) -> int | None:
    may_answer = request.user.has_perm("enquiries.change_enquiry")
    return count_rows(Enquiry.objects.first_list()) if may_answer else None


def _list_waiting(request: HttpRequest) -> Iterator[BoxRow]:
    for enquiry in Enquiry.objects.first_list()[:ROWS_IN_BOX]:
        facts = [str(enquiry.get_kind_display()), describe_reference(enquiry)]
        facts += [_("with a source")] if enquiry.source else []
        facts += [_("contact given")] if enquiry.contact else []
        days = settings.ENQUIRY_ANSWER_DAYS
        yield BoxRow(
            title=shorten_message(enquiry),
            url=reverse("admin:enquiries_enquiry_change", args=[enquiry.pk]),
            note=" · ".join(filter(None, facts)),
            state=describe_wait(enquiry),
            is_urgent=bool(days) and count_days_left(enquiry) <= days // 2,
        )


def _list_links(request: HttpRequest) -> Iterator[BoxLink]:
    url = reverse("admin:enquiries_enquiry_changelist")
    yield BoxLink(_("All requests"), f"{url}?list=open")
    second = count_rows(Enquiry.objects.second_list())
    yield BoxLink(_("Second list (%(count)s)") % {"count": second}, f"{url}?list=second")


def _describe_answer_time() -> str:
    days = settings.ENQUIRY_ANSWER_DAYS
    text = ngettext("answer in %(days)s working day", "answer in %(days)s working days", days)
    return text % {"days": days} if days else ""


def _describe_nothing() -> str:
    if is_form_open():
        return _("None open.")
    return _("None open. The form is closed until an office, an answer time and the consent text are set.")


register_box(
    DeskBox(
        "requests",
        order=60,
        column=2,
        title=gettext_lazy("Requests of readers"),
        label=lambda count: npgettext("desk", "request of a reader", "requests of readers", count),
        count=_count_waiting,
        list_rows=_list_waiting,
        list_links=_list_links,
        note=lazy(_describe_answer_time, str)(),
        empty=lazy(_describe_nothing, str)(),
        waits=True,
    )
)
