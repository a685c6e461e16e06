"""The internal log of redactions."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Redaction(models.Model):
    """A redaction of versions of a record. Never shown on public pages."""

    number = models.PositiveBigIntegerField(
        _("number"), unique=True, help_text=_("Number of the row of the publication log that says so.")
    )
    record_type = models.CharField(_("record type"), max_length=30)
    slug = models.CharField(_("slug"), max_length=160)
    redacted = models.JSONField(_("redacted rows"), help_text=_("Their numbers in the publication log."))
    at = models.DateTimeField(_("time"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    username = models.CharField(
        _("user name"),
        max_length=150,
        help_text=_("Kept when the account is deleted: who redacts must answer for it."),
    )
    reason = models.TextField(_("reason"))
    cleared = models.JSONField(_("cleared"), help_text=_("Rows that were cleared, by store."))

    class Meta:
        verbose_name = _("redaction")
        verbose_name_plural = _("redactions")
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.number} {self.record_type} {self.slug}"
