"""Requests of readers, what became of them, and what limits how many are sent."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enquiries.choices import OPEN_STATES, EnquiryKind, EnquiryState
from enquiries.contacts import decrypt_contact
from enquiries.tokens import hash_token
from records.models import Proposal
from records.models.constraints import build_choices_constraint

#: For so many days a request is kept.
KEPT_DAYS = 180
#: For so many hours the digest of a client address and of a form that was sent are kept.
KEPT_HOURS = 24
#: With more open requests, those without contact and source wait in the second list.
FIRST_LIST = 500

MESSAGE_LENGTH = 2_000
SOURCE_LENGTH = 500


class EnquiryQuerySet(models.QuerySet):
    def kept(self) -> "EnquiryQuerySet":
        """Requests whose time isn't over, whether or not the daily task has run."""
        return self.filter(at__gt=timezone.now() - timedelta(days=KEPT_DAYS))

    def open(self) -> "EnquiryQuerySet":
        return self.kept().filter(state__in=OPEN_STATES)

    def first_list(self) -> "EnquiryQuerySet":
        """Open requests that staff read first, oldest first."""
        return self.open().filter(in_second_list=False).order_by("at", "pk")

    def second_list(self) -> "EnquiryQuerySet":
        """Open requests without contact and source that came while the first list was full, oldest first."""
        return self.open().filter(in_second_list=True).order_by("at", "pk")

    def with_token(self, token: str) -> "EnquiryQuerySet":
        """The request whose answer stands at an address with this token."""
        digest = hash_token(token)
        return self.kept().filter(Q(token_digest=digest) | Q(mail_token_digest=digest))


class Enquiry(models.Model):
    """A request of a reader. Pages call it a request.

    What it is about stays as it was named when it was sent: the record may be renamed, changed or withdrawn
    since. `facts` is the value of the part at that time, in the language of the reader. `contact` is
    encrypted. `proposals` are those that staff have made from it.
    """

    kind = models.CharField(_("type"), max_length=20, choices=EnquiryKind)
    message = models.TextField(_("message"), max_length=MESSAGE_LENGTH)
    source = models.CharField(_("source"), max_length=SOURCE_LENGTH, blank=True, default="")
    record_type = models.CharField(_("record type"), max_length=30, blank=True, default="")
    slug = models.CharField(_("slug"), max_length=160, blank=True, default="")
    part = models.CharField(_("part"), max_length=100, blank=True, default="")
    page = models.CharField(_("page"), max_length=200, blank=True, default="")
    facts = models.CharField(max_length=500, blank=True, default="", editable=False)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    contact = models.TextField(_("e-mail address"), blank=True, default="")
    consent = models.TextField(_("consent"), blank=True, default="")
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    mail_token_digest = models.CharField(max_length=64, blank=True, default="", editable=False, db_index=True)
    state = models.CharField(_("state"), max_length=12, choices=EnquiryState, default=EnquiryState.RECEIVED)
    in_second_list = models.BooleanField(_("second list"), default=False)
    answer = models.TextField(_("answer"), blank=True, default="")
    passed_on_to = models.CharField(_("passed on to"), max_length=200, blank=True, default="")
    at = models.DateTimeField(_("received"), default=timezone.now)
    proposals = models.ManyToManyField(Proposal, related_name="+", editable=False)

    objects: ClassVar[Any] = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name = _("request of a reader")
        verbose_name_plural = _("requests of readers")
        ordering = ["at", "pk"]
        constraints = [
            build_choices_constraint("kind", EnquiryKind),
            build_choices_constraint("state", EnquiryState),
        ]
        indexes = [
            models.Index(fields=["state", "in_second_list", "at"], name="enquiries_enquiry_state"),
            models.Index(fields=["at"], name="enquiries_enquiry_at"),
        ]

    def __str__(self) -> str:
        # Without what the reader wrote: logs keep it.
        return f"{self.get_kind_display()} · {timezone.localtime(self.at):%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def ends_at(self) -> datetime:
        """When it is deleted by itself."""
        return self.at + timedelta(days=KEPT_DAYS)

    @property
    def contact_address(self) -> str:
        """The e-mail address of the reader; empty if none was given."""
        return decrypt_contact(self.contact)


class EnquiryEvent(models.Model):
    """What staff did with a request; deleted with it. Names stay when an account is deleted."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="events")
    state = models.CharField(_("state"), max_length=12, choices=EnquiryState)
    at = models.DateTimeField(_("time"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    actor = models.CharField(_("done by"), max_length=150)

    class Meta:
        verbose_name = _("step of a request")
        verbose_name_plural = _("steps of a request")
        ordering = ["at", "pk"]
        constraints = [build_choices_constraint("state", EnquiryState)]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.state}"


#: In place of the digest of an address: counts the requests of all addresses.
EVERYBODY = "everybody"


class EnquiryClient(models.Model):
    """When requests came from a client address, of which only a keyed digest is kept, for a day.

    The row `EVERYBODY` has those of the last minute from all addresses.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    sent_at = models.JSONField(default=list)
    last_at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"{self.last_at:%Y-%m-%d %H:%M}"


class SentForm(models.Model):
    """A form that was sent, by the digest of its answer token, so that it is sent once, for a day."""

    digest = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
