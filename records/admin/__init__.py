"""The admin of records: forms, lists, history, and what of this app is registered."""

from records.admin import log_admin, source_admin  # noqa: F401  (they register their models)
from records.admin.inlines import FOLDED_FIELDS, FigureInline, LinkInline, NameInline, PartInline
from records.admin.record_admin import RecordAdmin

__all__ = ["FOLDED_FIELDS", "FigureInline", "LinkInline", "NameInline", "PartInline", "RecordAdmin"]
