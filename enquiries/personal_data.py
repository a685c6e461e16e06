"""What `manage.py forget_user` does with requests."""

from django.contrib.auth.models import AbstractUser

from enquiries.models import EnquiryEvent
from records.personal_data import get_pseudonym, register


@register("steps of requests")
def _rename_actor(user: AbstractUser) -> int:
    """Replace the name of the account in what it did with requests."""
    return EnquiryEvent.objects.filter(by_id=user.pk).update(actor=get_pseudonym(user))
