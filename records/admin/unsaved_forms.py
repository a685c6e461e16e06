"""Page shown instead of a record form that can't be saved, with what was typed."""

import re
from typing import Any

from django.contrib import admin
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records.admin.forms import OpenedForm, normalize_values
from records.models import Record
from records.texts.translation import OVERRIDES

_NAME = re.compile(r"(?:(?P<prefix>\w+)-(?P<row>[0-9]{1,4})-)?(?P<field>\w+)", re.ASCII)

#: More values than anybody types between two saves. Each is a text area of the page.
MOST_SHOWN_VALUES = 1_000

SIGNED_OUT = gettext_lazy("You are no longer signed in.")
EXPIRED = gettext_lazy(
    "The form has expired: you have signed in again since you opened it, or your browser keeps no cookies."
)
NOT_PERMITTED = gettext_lazy("Your account has no permission for this. Ask an administrator.")
UNAVAILABLE = gettext_lazy("The database is unavailable. Try again in a few minutes.")
TOO_LARGE = gettext_lazy(
    "The form is too large to be saved at once: it has more than %(size)s, or more than %(fields)s fields. "
    "Go back in your browser, which still has your texts, except those of rows that you added. Then save "
    "fewer rows or shorter texts."
)
DELETED = gettext_lazy("Somebody has deleted this record since you opened it.")


def render_unsaved_form(request: HttpRequest, reason: Any, *, status: int = 403) -> HttpResponse:
    """Say why nothing was done, and show the texts and numbers that were typed into a record form.

    With the menu for staff; without it where the database, which has their rights, may be the reason.
    """
    is_staff = reason is not UNAVAILABLE and admin.site.has_permission(request)
    frame = admin.site.each_context(request) if is_staff else {}
    context = {
        "site_header": admin.site.site_header,
        "site_title": admin.site.site_title,
        **frame,
        "title": _("Not saved") if request.method == "POST" else _("Not permitted"),
        "reason": reason,
        "typed": list_typed_values(request),
        "login_path": request.path if reason in (SIGNED_OUT, EXPIRED) else "",
    }
    page = render_to_string("admin/unsaved_form.html", context, request if is_staff else None)
    response = HttpResponse(page, status=status)
    response["Cache-Control"] = "no-store"
    return response


def list_typed_values(request: HttpRequest) -> list[tuple[str, str]]:
    """Return label and value of the texts and numbers that were changed since a record form was opened.

    At most `MOST_SHOWN_VALUES`.
    """
    model = get_record_model(request)
    if request.method != "POST" or model is None:
        return []
    opened = OpenedForm.load(request.POST.get("_opened", "")).values
    typed = []
    for name, values in request.POST.lists():
        match = _NAME.fullmatch(name)
        if match is None or (field := _find_field(model, match["prefix"], match["field"])) is None:
            continue
        prefix, row = match["prefix"] or "", match["row"]
        pk = request.POST.get(f"{prefix}-{row}-id", "") if prefix else ""
        texts = normalize_values(values)
        if texts and texts != opened.get(prefix, {}).get(pk, {}).get(match["field"]):
            part = f"{capfirst(str(field.model._meta.verbose_name))} {int(row) + 1}: " if prefix else ""
            typed.append((f"{part}{capfirst(str(field.verbose_name))}", "\n".join(texts)))
            if len(typed) == MOST_SHOWN_VALUES:
                break
    return typed


def get_record_model(request: HttpRequest) -> type[Record] | None:
    """Return the record type whose admin page was requested."""
    model_admin = getattr(request.resolver_match and request.resolver_match.func, "model_admin", None)
    model = getattr(model_admin, "model", None)
    return model if isinstance(model, type) and issubclass(model, Record) else None


def _find_field(model: type[models.Model], prefix: str | None, name: str) -> models.Field | None:
    """Return the field of a record or of its parts; None for relations, whose values are primary keys."""
    try:
        owner: Any = model._meta.get_field(prefix).related_model if prefix else model
        field = owner._meta.get_field(name.replace(f"_{OVERRIDES}", "_zh_hans"))
    except (FieldDoesNotExist, AttributeError):
        return None
    is_typed = isinstance(field, models.Field) and not field.is_relation and not field.primary_key
    return field if is_typed else None
