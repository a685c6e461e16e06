"""How a form shows a text in three languages, what helps to write it, and whether its Chinese is outdated."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.admin.helpers import AdminField, Fieldline
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import capfirst

from records.admin.access import require_staff
from records.admin.widgets.translated_texts import TranslatedTextsAdmin
from records.diff.outdated_texts import clear_outdated_texts, get_newest_outdated_texts
from records.texts.glossary import Hint, list_hints
from records.texts.translation import OVERRIDES, convert_to_traditional

#: More than any text has. A longer one isn't converted while it is typed.
MOST_PREVIEWED = 20_000

#: The name of the checkboxes that say that the Chinese of a text still fits.
CONFIRMED = "_still_fits"


@dataclass(frozen=True)
class OutdatedText:
    """A text whose English was changed after its Chinese."""

    place: str
    #: Where the two versions of the English are compared.
    comparison: str


@dataclass(frozen=True)
class TextLine:
    """A translated text in a form: its fields in the order English, Simplified, Traditional."""

    label: str
    fields: list[AdminField]
    is_converted: bool
    traditional: str
    hints: list[Hint]
    outdated: OutdatedText | None

    @property
    def has_errors(self) -> bool:
        return any(field.field.errors for field in self.fields)


def get_text_name(line: Fieldline) -> str | None:
    """Return the translated field that a line of a fieldset edits; None if it is another line."""
    names = list(line.fields)
    name = str(names[-1]).removesuffix(f"_{OVERRIDES}")
    is_text = names == _list_columns(name) and not set(names) & set(line.readonly_fields)
    return name if is_text else None


def _list_columns(name: str) -> list[str]:
    return [f"{name}_en", f"{name}_zh_hans", f"{name}_{OVERRIDES}"]


def describe_text_line(line: Fieldline) -> TextLine:
    """Return what a line of a fieldset shows that edits a translated field."""
    name = str(get_text_name(line))
    columns = _list_columns(name)
    english, simplified, own = (str(line.form[column].value() or "") for column in columns)
    declared = line.form._meta.model.translated_fields[name]
    return TextLine(
        label=capfirst(str(declared.verbose_name)),
        fields=[AdminField(line.form, column, is_first=False) for column in columns],
        is_converted=not own,
        traditional=convert_to_traditional(simplified),
        hints=list_hints(english, simplified),
        outdated=getattr(line.form, "outdated_texts", {}).get(name),
    )


@require_staff
def convert_texts(request: HttpRequest) -> HttpResponse:
    """Convert a Chinese text while it is typed, and look for terms of the glossary."""
    english, simplified = (request.POST.get(name, "") for name in ("en", "zh_hans"))
    if len(english) + len(simplified) > MOST_PREVIEWED:
        return JsonResponse({}, status=413)
    hints = list_hints(english, simplified)
    return JsonResponse(
        {
            "traditional": convert_to_traditional(simplified),
            "hints": render_to_string("admin/includes/glossary_hints.html", {"hints": hints}),
        }
    )


class OutdatedTextsAdmin(TranslatedTextsAdmin):
    """Admin of records that marks texts with outdated Chinese, until somebody says that it still fits."""

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        form = context["adminform"].form
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        if form.instance.pk:
            self._mark_outdated_texts(form, formsets)
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]

    def _mark_outdated_texts(self, form: Any, formsets: Iterable[Any]) -> None:
        newest, outdated = get_newest_outdated_texts(form.instance)
        if not outdated:
            return
        page = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_compare", args=[form.instance.pk])
        for prefix, marked in _iterate_forms(form, formsets):
            marked.outdated_texts = {
                place.removeprefix(prefix): OutdatedText(
                    place, f"{page}?{urlencode({'before': since, 'after': newest})}"
                )
                for place, since in outdated.items()
                if place.startswith(prefix) and "." not in place.removeprefix(prefix)
            }

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        if change and (places := request.POST.getlist(CONFIRMED)):
            clear_outdated_texts(form.instance, places)
        super().save_related(request, form, formsets, change)  # type: ignore[misc]


def _iterate_forms(form: Any, formsets: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    """Yield the form of a record and those of its parts, each with the beginning of its places."""
    yield "", form
    for formset in formsets:
        for row in formset.initial_forms:
            if key := getattr(row.instance, "key", ""):
                yield f"{formset.prefix}.{key}.", row
