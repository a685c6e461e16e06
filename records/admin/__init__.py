"""The admin of records: forms, lists, history, and what of this app is registered."""

from records.admin.record_admin import LinkInline, PartInline, RecordAdmin

__all__ = ["LinkInline", "PartInline", "RecordAdmin"]
