"""Text and what is pressed: headings, prose, buttons, fields, notices, the head of a page."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hub.styleguide import labels, samples
from hub.styleguide.parts import Group, Part, State
from records.choices import SourceKind

_PARTS = "hub/styleguide/parts/"


def group() -> Group:
    return Group(
        "words",
        pgettext_lazy("style guide", "Text and controls"),
        [_headings(), _prose(), _buttons(), _code(), _fields(), _notices()],
    )


def _headings() -> Part:
    template = f"{_PARTS}headings.html"
    return Part(
        "headings",
        _("Headings"),
        [
            State(labels.USUAL, template, {"record": samples.city()}),
            State(labels.LONG, template, {"record": samples.city(name=samples.LONG)}),
            State(labels.CHINESE, template, {"record": samples.city()}, language="zh-hans"),
        ],
    )


def _prose() -> Part:
    template = f"{_PARTS}prose.html"
    context, chinese = ({"text": text} for text in samples.SENTENCE)
    return Part(
        "prose",
        _("Running text"),
        [
            State(labels.USUAL, template, context),
            State(labels.CHINESE, template, chinese, language="zh-hans"),
        ],
    )


def _buttons() -> Part:
    return Part(
        "buttons",
        _("Buttons"),
        [
            State(labels.USUAL, f"{_PARTS}buttons.html", {"label": "Sample"}),
            State(labels.LONG, f"{_PARTS}buttons.html", {"label": samples.LONG[0]}),
            State(labels.CHINESE, f"{_PARTS}buttons.html", {"label": "示例"}, language="zh-hans"),
        ],
    )


def _code() -> Part:
    template, line = "api/code.html", 'curl "https://hub.example.org/api/v1/sample/"'

    def context(label: str, code: str) -> dict[str, str]:
        return {"label": label, "code": code, "code_id": "code"}

    return Part(
        "code",
        _("Code"),
        [
            State(labels.USUAL, template, context("curl", line)),
            State(labels.LONG, template, context("curl", line * 3)),
            State(labels.CHINESE, template, context("示例", line), language="zh-hans"),
        ],
    )


class SampleForm(forms.Form):
    """A field of each kind, so that a form can be shown right and wrong."""

    title = forms.CharField(label=_("Title"), max_length=20, help_text=_("At most 20 characters"))
    address = forms.EmailField(label=_("Address"))
    kind = forms.ChoiceField(label=_("Kind"), choices=SourceKind.choices)
    text = forms.CharField(label=_("Note"), widget=forms.Textarea)


def _fields() -> Part:
    template = f"{_PARTS}fields.html"
    wrong = {"title": samples.LONG[0], "address": "nobody", "kind": "c", "text": ""}
    return Part(
        "fields",
        _("Fields of a form"),
        [
            State(labels.USUAL, template, {"form": SampleForm()}),
            State(labels.ERROR, template, {"form": SampleForm(wrong)}),
            State(labels.CHINESE, template, {"form": SampleForm(wrong)}, language="zh-hans"),
        ],
    )


def _notices() -> Part:
    event = samples.event(date="2019", date_note=samples.SENTENCE)
    dated = samples.event(date="2019-03-04", date_note=samples.SENTENCE)
    template = "coalition/includes/date_note.html"
    return Part(
        "notices",
        _("Notices"),
        [
            State(labels.USUAL, template, {"event": dated}),
            State(_("Sources that disagree"), template, {"event": event}),
            State(labels.ERROR, f"{_PARTS}notices.html"),
            State(labels.CHINESE, template, {"event": event}, language="zh-hans"),
        ],
    )
