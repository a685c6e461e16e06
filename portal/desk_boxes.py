"""What waits at the desk of this app: questions of the content."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from records.desk.boxes import ROWS_IN_BOX, BoxLink, BoxRow, DeskBox, register_box
from records.models import ContentQuestion


def _count_open(request: HttpRequest) -> int | None:
    if not request.user.has_perm("records.view_contentquestion"):
        return None
    return ContentQuestion.objects.open().count()


def _list_open(request: HttpRequest) -> Iterator[BoxRow]:
    for question in ContentQuestion.objects.open().order_by("position", "pk")[:ROWS_IN_BOX]:
        yield BoxRow(
            title=str(question),
            url=reverse("admin:records_contentquestion_change", args=[question.pk]),
            note=question.text if question.subject else "",
            state=pgettext_lazy("questions", "open"),
        )


def _list_links(request: HttpRequest) -> Iterator[BoxLink]:
    yield BoxLink(_("All questions"), f"{reverse('admin:records_contentquestion_changelist')}?state=open")


register_box(
    DeskBox(
        "questions",
        order=70,
        column=2,
        title=gettext_lazy("Questions of the content"),
        label=lambda count: ngettext("content question", "content questions", count),
        count=_count_open,
        list_rows=_list_open,
        list_links=_list_links,
        empty=gettext_lazy("None is open."),
    )
)
