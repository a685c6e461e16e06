"""The morning mail: what waits at the desk, to each staff account that something waits for."""

import logging
from datetime import date
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import DeskMail
from records.desk.boxes import MOST_COUNTED, count_boxes, format_count, list_boxes
from stats.dispatch import register_job

log = logging.getLogger(__name__)

#: The hour of the day from which mails are sent.
_HOUR = 7
#: Accounts have no language of their own; a mail is written in both.
_LANGUAGES = ("en", "zh-hans")


def send_due_mails() -> int:
    """Send the mails of this day; return how many. Does nothing without a mail server or in the night."""
    now = localtime()
    if not settings.HAS_MAIL or now.hour < _HOUR:
        return 0
    accounts = get_user_model().objects.filter(is_active=True, is_staff=True).exclude(email="")
    due = accounts.exclude(pk__in=DeskMail.objects.filter(checked_on__gte=now.date()).values("pk"))
    return sum(_send_mail(account) for account in due if _mark_day(account, now.date()))


def _mark_day(account: Any, day: date) -> bool:
    """Note that the account is looked at on this day; return whether this worker did so first."""
    DeskMail.objects.get_or_create(account=account)
    rows = DeskMail.objects.filter(Q(checked_on__lt=day) | Q(checked_on=None), account=account)
    return rows.update(checked_on=day) == 1


def _send_mail(account: Any) -> bool:
    """Send an account what waits for it; return whether anything does and was sent."""
    request = HttpRequest()
    request.user = account
    counts = {key: count for key, count in count_boxes(request, only_waiting=True).items() if count}
    if not counts:
        return False
    message = EmailMessage(
        subject=_build_subject(sum(counts.values())), body=_build_body(counts), to=[account.email]
    )
    try:
        message.send()
    except (OSError, SMTPException) as error:
        # Without the address of the account, which has no place in a log.
        log.warning("A morning mail was not sent: %s", type(error).__name__)
        return False
    return True


def _build_subject(number: int) -> str:
    count = format_count(min(number, MOST_COUNTED + 1))
    parts = []
    for language in _LANGUAGES:
        with override(language):
            parts.append(_("China Hub: %(count)s for you at the desk") % {"count": count})
    return " · ".join(parts)


def _build_body(counts: dict[str, int]) -> str:
    """Write numbers and links, in each language, and nothing of what records or proposals say."""
    home = f"{settings.SITE_URL}{reverse('admin:index')}"
    parts = []
    for language in _LANGUAGES:
        with override(language):
            lines = [
                f"{format_count(counts[box.key])} {box.label(counts[box.key])}\n{home}#box-{box.key}"
                for box in list_boxes()
                if box.key in counts
            ]
            end = _("You get at most one such mail a day, and none if nothing waits.")
            parts.append("\n\n".join([_("What waits for you"), *lines, end]))
    return "\n\n--\n\n".join(parts) + "\n"


register_job(send_due_mails)
