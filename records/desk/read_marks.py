"""Marking versions of records as read by the office."""

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _

from records import publishing
from records.models import ReadMark, Record, Revision


def get_office_columns() -> dict[str, str]:
    """Return the name of the office in the columns of `ReadMark.office`; without one, that of ICLEI."""
    english, chinese = settings.OFFICE_NAME_EN, settings.OFFICE_NAME_ZH_HANS
    if not english and not chinese:
        english, chinese = "ICLEI", "宜可城"
    return {"office_en": english, "office_zh_hans": chinese}


def find_reading_obstacle(user: User, record: Record) -> str:
    """Return why an account may not mark the present version of a record as read; empty if it may."""
    last = Revision.objects.of(record).select_related("proposal").defer("data").first()
    names = ("by_id", "changed_by_id", "decided_by_id")
    part = {getattr(row, name, None) for row in (last, last and last.proposal) for name in names}
    return _("You wrote or accepted this version, so somebody else reads it.") if user.pk in part else ""


def add_read_mark(user: User, record: Record) -> ReadMark:
    """Mark the version of a public record as read by the office, today; the first reader's mark stays.

    Raises `DecisionError` if the account has written or accepted this version.
    """
    if obstacle := find_reading_obstacle(user, record):
        raise publishing.DecisionError(obstacle)
    mark, _created = ReadMark.objects.get_or_create(
        record_type=record.type_code,
        object_id=record.pk,
        version=record.version,
        defaults={
            "day": timezone.localdate(),
            "by": user,
            "reader": user.get_username(),
            **get_office_columns(),
        },
    )
    return mark
