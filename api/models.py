"""API keys of partners."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def hash_key(key: str) -> str:
    # A key has 32 random bytes, so a fast hash is sufficient.
    return hashlib.sha256(key.encode()).hexdigest()


class ApiKeyQuerySet(models.QuerySet):
    def valid(self) -> "ApiKeyQuerySet":
        return self.filter(revoked_at__isnull=True)


class ApiKey(models.Model):
    """An API key of a partner. Only its digest is stored; the key is shown once, when it is created."""

    PREFIX = "hub_"
    #: Minimum interval between two updates of `last_used_at`.
    USE_INTERVAL = timedelta(hours=1)

    partner = models.CharField(_("partner"), max_length=200, help_text=_("Who uses the key, and for what."))
    contact = models.EmailField(_("contact"), blank=True, default="")
    hint = models.CharField(
        _("begins with"), max_length=12, editable=False, help_text=_("Used to recognise the key.")
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    issued_at = models.DateTimeField(_("issued"), auto_now_add=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("issued by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    last_used_at = models.DateTimeField(
        _("last used"), null=True, editable=False, help_text=_("Noted at most once an hour.")
    )
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)

    objects: ClassVar[Any] = ApiKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("partner’s key")
        verbose_name_plural = _("partners’ keys")
        ordering = ["partner", "pk"]

    def __str__(self) -> str:
        return f"{self.partner} ({self.hint}…)"

    def generate(self) -> str:
        """Generate and return a new key. It can't be read again."""
        key = self.PREFIX + secrets.token_urlsafe(32)
        self.hint, self.digest = key[:9], hash_key(key)
        return key

    def revoke(self) -> None:
        self.revoked_at = timezone.now()
        self.save(update_fields=["revoked_at"])

    def record_use(self) -> None:
        """Update `last_used_at`, at most once per `USE_INTERVAL` across all processes."""
        now = timezone.now()
        if self.last_used_at is None or self.last_used_at < now - self.USE_INTERVAL:
            stale = Q(last_used_at__isnull=True) | Q(last_used_at__lt=now - self.USE_INTERVAL)
            ApiKey.objects.filter(stale, pk=self.pk).update(last_used_at=now)
