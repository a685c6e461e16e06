"""Codes with their labels."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EventKind(TextChoices):
    """What the account log tells."""

    SIGNED_IN = "signed_in", _("signed in")
    SIGNED_OUT = "signed_out", _("signed out")
    REFUSED = "refused", _("sign-in refused")
    LOCKED = "locked", _("sign-in locked")
    FORBIDDEN = "forbidden", _("not allowed")
    PASSWORD_SET = "password_set", _("password set")
    LINK_MADE = "link_made", _("link for a password made")
    FACTOR_ADDED = "factor_added", _("second factor added")
    FACTOR_REMOVED = "factor_removed", _("second factor removed")
    FACTOR_RESET = "factor_reset", _("second factor reset")
    RECOVERY_CODE_USED = "recovery_code_used", _("recovery code used")
    SESSIONS_ENDED = "sessions_ended", _("sessions ended")
    ACCOUNT_CREATED = "account_created", _("account created")
    ACCOUNT_CHANGED = "account_changed", _("account changed")
    RIGHTS_CHANGED = "rights_changed", _("rights changed")
    ACCOUNT_DELETED = "account_deleted", _("account deleted")
    GROUP_CHANGED = "group_changed", _("group changed")
    KEY_CREATED = "key_created", _("partner’s key created")
    KEY_REVOKED = "key_revoked", _("partner’s key revoked")


#: What changes who may do what, or gives somebody else a way in.
RIGHTS = (
    *(EventKind.ACCOUNT_CREATED, EventKind.ACCOUNT_DELETED, EventKind.RIGHTS_CHANGED),
    *(EventKind.GROUP_CHANGED, EventKind.LINK_MADE, EventKind.FACTOR_RESET),
)
#: What anybody can cause without an account, or as often as one likes.
REFUSALS = (EventKind.REFUSED, EventKind.LOCKED, EventKind.FORBIDDEN)
