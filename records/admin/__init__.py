"""The admin of records: forms, lists, history, and what of this app is registered."""

from records.admin import source_admin  # noqa: F401  (it registers its model)
from records.admin.logs import admin as _logs  # noqa: F401  (it registers its models)
from records.admin.parts.inlines import FigureInline, LinkInline, NameInline, PartInline
from records.admin.proposals import admin as _proposals  # noqa: F401  (it registers its model)
from records.admin.record_admin import RecordAdmin

__all__ = ["FigureInline", "LinkInline", "NameInline", "PartInline", "RecordAdmin"]
