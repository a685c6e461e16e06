"""The account log: sign-ins, refusals, changes of rights and keys."""

from datetime import datetime, timedelta
from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.choices import EventKind
from records.models.constraints import build_choices_constraint


class AppendOnlyError(TypeError):
    """The account log was to be changed."""

    def __init__(self) -> None:
        super().__init__("Rows of the account log are only added; they end with prune().")


class DeskMail(models.Model):
    """The last day on which an account was looked at for the morning mail: it gets one a day at most."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    checked_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.account_id} {self.checked_on}"


class RoleConfirmation(models.Model):
    """Roles that an account gets once an administrator confirms them who gave it neither role nor link."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="confirmation"
    )
    groups = models.ManyToManyField("auth.Group", related_name="confirmations")
    givers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")

    def __str__(self) -> str:
        return str(self.account)


class AccountEventQuerySet(models.QuerySet):
    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError

    def delete(self) -> NoReturn:
        raise AppendOnlyError

    def recent(self) -> Any:
        """Return the entries of the last seven days, in which others can notice a change of rights."""
        return self.filter(at__gte=timezone.now() - timedelta(days=7))

    def prune(self, before: datetime) -> int:
        """Delete what is older, and return the number of rows."""
        return self.filter(at__lt=before)._raw_delete(self.db)

    def hide_address(self) -> int:
        """Clear the network addresses; return the number of rows."""
        return super().update(address=None)

    def hide_person(self, user: AbstractUser, name: str) -> int:
        """Replace the name of a forgotten account and clear its addresses; return the number of rows."""
        own = models.Q(account_key=user.pk) | models.Q(actor_key=user.pk)
        count = super(AccountEventQuerySet, self.filter(own)).update(address=None)
        about = self.filter(account_key=user.pk)
        super(AccountEventQuerySet, about).update(account=name)
        super(AccountEventQuerySet, about.filter(kind=EventKind.ACCOUNT_CHANGED)).update(details={})
        super(AccountEventQuerySet, self.filter(actor_key=user.pk)).update(actor=name)
        return count


class AccountEvent(models.Model):
    """What happened to an account, a group or a partner's key, or what an account was refused.

    Rows are only added. Names and keys of accounts stay when an account is deleted. `details` holds what the
    sentence of the kind names, such as the groups that were added.
    """

    at = models.DateTimeField(_("time"), default=timezone.now)
    kind = models.CharField(_("type"), max_length=20, choices=EventKind)
    account = models.CharField(_("account"), max_length=150, blank=True, default="")
    account_key = models.PositiveBigIntegerField(null=True, editable=False)
    actor = models.CharField(
        _("done by"), max_length=150, blank=True, default="", help_text=_("An account, or a command.")
    )
    actor_key = models.PositiveBigIntegerField(null=True, editable=False)
    address = models.GenericIPAddressField(
        _("network address"), null=True, blank=True, help_text=_("Of IPv6 the first half.")
    )
    request_id = models.CharField(
        _("request"),
        max_length=36,
        blank=True,
        default="",
        help_text=_("By which the logs of the servers name the same request."),
    )
    details = models.JSONField(_("details"), default=dict)

    objects: ClassVar[Any] = AccountEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the account log")
        verbose_name_plural = _("account log")
        ordering = ["-pk"]
        constraints = [build_choices_constraint("kind", EventKind)]
        indexes = [
            models.Index(fields=["at"], name="accounts_accountevent_at"),
            models.Index(fields=["kind", "account_key", "at"], name="accounts_accountevent_kind"),
            models.Index(fields=["account"], name="accounts_accountevent_account"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.kind} {self.account}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError
