"""The buttons at the end of a form: at most three, one of them the chief one."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records.choices import Operation, Status
from records.models import Record
from records.permissions import may_edit, may_perform


@dataclass(frozen=True)
class FormButton:
    """A button of a form. `name` is what Django's admin looks for: "_save"."""

    name: str
    label: str
    is_chief: bool = False


def list_record_buttons(status: str, *, may_make_public: bool, is_popup: bool) -> list[FormButton]:
    """Return the buttons of the form of a record with this status."""
    if status == Status.PUBLISHED:
        return [FormButton("_save", _("Publish"), is_chief=True)]
    label = _("Save draft") if status == Status.DRAFT else _("Save")
    if not may_make_public or is_popup:
        return [FormButton("_save", label, is_chief=True)]
    return [FormButton("_save", label), FormButton("_publish", _("Publish"), is_chief=True)]


def list_part_buttons(record: Any, *, is_new: bool) -> list[FormButton]:
    """Return the buttons of the page of a part, which is public with its record."""
    label = _("Publish") if record.status == Status.PUBLISHED else _("Save draft")
    buttons = [FormButton("_save", label, is_chief=True)]
    if is_new:
        buttons.insert(0, FormButton("_addanother", _("Save and add another")))
    return buttons


#: Why somebody who may change drafts can't change a record of this status.
_CLOSED_REASONS = {
    Status.IN_REVIEW: gettext_lazy("Only editors change records in review."),
    Status.PUBLISHED: gettext_lazy("Only publishers change public records."),
    Status.ARCHIVED: gettext_lazy("Only publishers change withdrawn records."),
}


def describe_closed_record(user: Any, model: type[Record], status: str) -> Any:
    """Return why a user can't change a record; empty if the user can."""
    if may_edit(user, model, status):
        return ""
    if may_perform(user, Operation.CHANGE, model):
        return _CLOSED_REASONS[Status(status)]
    return _("You can read this, but not change it.")
