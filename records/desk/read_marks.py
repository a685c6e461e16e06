"""Marking versions of records as read by the office."""

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone

from records.models import ReadMark, Record


def get_office_columns() -> dict[str, str]:
    """Return the name of the office in the columns of `ReadMark.office`; without one, that of ICLEI."""
    english, chinese = settings.OFFICE_NAME_EN, settings.OFFICE_NAME_ZH_HANS
    if not english and not chinese:
        english, chinese = "ICLEI", "宜可城"
    return {"office_en": english, "office_zh_hans": chinese}


def add_read_mark(user: User, record: Record) -> ReadMark:
    """Mark the version of a public record as read by the office, today; the first reader's mark stays."""
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
