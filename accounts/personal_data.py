"""What `manage.py forget_user` does with the account log."""

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AbstractUser

from accounts.choices import EventKind
from accounts.events import record_event
from accounts.models import AccountEvent, DeskMail
from records.personal_data import get_pseudonym, register


@register("second factors")
def _delete_factors(user: AbstractUser) -> int:
    return Authenticator.objects.filter(user_id=user.pk).delete()[0]


@register("morning mails")
def _delete_mail_day(user: AbstractUser) -> int:
    return DeskMail.objects.filter(account_id=user.pk).delete()[0]


@register("account log")
def _hide_person(user: AbstractUser) -> int:
    """Entries stay until they are pruned, under the pseudonym and without address."""
    count = AccountEvent.objects.hide_person(user, get_pseudonym(user))
    record_event(EventKind.ACCOUNT_CHANGED, user, by="forget_user", forgotten=True)
    return count
