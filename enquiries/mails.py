"""The mail to a reader who left an address: that there is an answer, and where. Never what it says."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from enquiries.models import KEPT_DAYS, Enquiry
from enquiries.tokens import hash_token, make_answer_token

log = logging.getLogger(__name__)


def send_answer_mail(enquiry: Enquiry) -> bool:
    """Send a link to the answer; return whether it was sent.

    The link has a token of its own, because of the first one only a digest is known. It ends the link of the
    mail before.
    """
    address = enquiry.contact_address
    if not settings.HAS_MAIL or not address:
        return False
    token = make_answer_token()
    enquiry.mail_token_digest = hash_token(token)
    enquiry.save(update_fields=["mail_token_digest"])
    try:
        _build_mail(enquiry, token, address).send()
    except (OSError, SMTPException) as error:
        # Without the address, which has no place in a log.
        log.warning("The mail about an answer was not sent: %s", type(error).__name__)
        return False
    return True


def _build_mail(enquiry: Enquiry, token: str, address: str) -> EmailMessage:
    with override(enquiry.language):
        url = f"{settings.SITE_URL}{reverse('enquiry_status', args=[token])}"
        lines = [
            _("Your request has been answered. Read the answer here:"),
            url,
            _(
                "Whoever has this address can read it. There you can also delete your request; it is deleted "
                "by itself after %(days)s days."
            )
            % {"days": KEPT_DAYS},
        ]
        subject = _("China Hub: an answer to your request")
        return EmailMessage(subject=subject, body="\n\n".join(lines) + "\n", to=[address])
