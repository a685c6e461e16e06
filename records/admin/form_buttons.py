"""The buttons at the end of a form: at most three, one of them the chief one."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from records.admin.proposals.blocks import ACCEPT, PROPOSE, PUBLISH, WayToPublic, may_change
from records.choices import Status
from records.models import Record


@dataclass(frozen=True)
class FormButton:
    """A button of a form. `name` is what Django's admin looks for: "_save".

    `reason`: why it is closed. It keeps its place, can have the focus, and says so.
    """

    name: str
    label: str
    is_chief: bool = False
    reason: str = ""


def list_record_buttons(status: str, way: WayToPublic, *, may_save: bool, is_popup: bool) -> list[FormButton]:
    """Return the buttons of the form of a record with this status. `may_save`: without publishing it."""
    if is_popup and status == Status.DRAFT:
        return [FormButton("_save", _("Save draft"), is_chief=True)]
    buttons = []
    if status != Status.PUBLISHED and may_save:
        label = _("Save draft") if status == Status.DRAFT else _("Save")
        buttons.append(FormButton("_save", label, is_chief=not way.may_propose))
    return [*buttons, *_list_public_buttons(way)]


def list_part_buttons(status: str, way: WayToPublic, *, may_save: bool, is_new: bool) -> list[FormButton]:
    """Return the buttons of the page of a part, which is public with its record."""
    again = [FormButton("_addanother", _("Save and add another"))] if is_new else []
    if status == Status.PUBLISHED:
        return [*(again if way.is_direct else []), *_list_public_buttons(way)]
    if may_save:
        return [*again, FormButton("_save", _("Save draft"), is_chief=True)]
    return _list_public_buttons(way)


def _list_public_buttons(way: WayToPublic) -> list[FormButton]:
    return list_confirmation_buttons(_("Publish alone") if way.is_alone else _("Publish"), way)


def list_edit_buttons(way: WayToPublic, *, is_own: bool) -> list[FormButton]:
    """Return the button of a form over a proposal, for its author or for who accepts it."""
    label = _("Propose changes, or accept as it is") if way.obstacle else _("Accept and publish")
    label = _("Propose") if is_own else label
    return [FormButton(PROPOSE if is_own else ACCEPT, label, is_chief=True)]


def list_confirmation_buttons(label: str, way: WayToPublic) -> list[FormButton]:
    """Return the buttons of a page that confirms something with what is public; `label` says what."""
    buttons = []
    if way.may_propose:
        buttons.append(FormButton(PROPOSE, _("Propose"), is_chief=True))
    if way.may_publish:
        buttons.append(FormButton(PUBLISH, label, is_chief=not buttons, reason=way.obstacle))
    return buttons


def describe_closed_record(user: Any, model: type[Record], status: str) -> str:
    """Return why a user can't change a record; empty if the user can."""
    return "" if may_change(user, model, status) else _("You can read this, but not change it.")
