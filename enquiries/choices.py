"""Codes with their labels."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EnquiryKind(TextChoices):
    """What a reader asks for. The labels are the reader's words."""

    CORRECTION = "correction", _("Something is wrong")
    MISSING = "missing", _("A figure is missing, and I have a source")
    EXCHANGE = "exchange_wanted", _("We would like an exchange")
    CONTACT = "contact", _("Find me a partner for a by-product")
    OTHER = "other", _("Something else")


#: What the choice says below its label.
KIND_HINTS = {
    EnquiryKind.EXCHANGE: _("with this city, on one of its themes"),
    EnquiryKind.CONTACT: _("a company that supplies or takes it"),
}


class EnquiryState(TextChoices):
    """How far the answer is."""

    RECEIVED = "received", pgettext_lazy("request of a reader", "received")
    IN_PROGRESS = "in_progress", pgettext_lazy("request of a reader", "being looked into")
    ANSWERED = "answered", pgettext_lazy("request of a reader", "answered")
    PASSED_ON = "passed_on", pgettext_lazy("request of a reader", "passed on")
    CLOSED = "closed", pgettext_lazy("request of a reader", "closed without a change")


#: What waits for an answer.
OPEN_STATES = (EnquiryState.RECEIVED, EnquiryState.IN_PROGRESS)
