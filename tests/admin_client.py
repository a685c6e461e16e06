"""Helpers for tests of the admin: URLs, and form data as a browser submits it."""

from typing import Any

from django.forms import CheckboxInput
from django.urls import reverse


def admin_url(model, page, *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def form_data(response) -> dict[str, Any]:
    """What a browser would send if the form were sent as it is shown."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data = {}
    for field in (field for form in forms for field in form):
        value = field.value()
        if isinstance(value, (list, tuple)):
            data[field.html_name] = [getattr(item, "pk", item) for item in value]
        elif isinstance(field.field.widget, CheckboxInput):
            if value:
                data[field.html_name] = "on"
        elif value is not None:
            data[field.html_name] = value
    names = {"opened": "_opened", "proposed_keys": "_proposed_keys", "shown": "shown"}
    return data | {name: response.context[key] for key, name in names.items() if response.context.get(key)}


def decide(client, proposal, button, **data):
    """Open the page of a proposal and press one of its buttons."""
    path = admin_url(type(proposal), "change", proposal.pk)
    shown = client.get(path).context or {}
    return client.post(path, {"shown": shown.get("shown", ""), "kind": "update", **data, button: "1"})


def submit_form(editor_client, path, changes, button="_save"):
    """Fill in the form at an address and press a button."""
    return editor_client.post(path, {**form_data(editor_client.get(path)), **changes, button: "1"})


def list_questions(response) -> list[Any]:
    """The questions that a form asks, with the answers to choose from."""
    return response.context["questions"].asked


def choose_answers(response, code: str = "keep") -> dict[str, str]:
    """The radio buttons that an editor presses who gives all questions the same answer."""
    return {
        asked.question.name: value
        for asked in list_questions(response)
        for value, answer, _chosen in asked.list_choices()
        if answer.code == code
    }


def answer_questions(editor_client, path, response, code="keep", button="_save", **changes):
    """Send a form again that came back with questions."""
    data = {**form_data(response), **choose_answers(response, code), **changes, button: "1"}
    return editor_client.post(path, data)
