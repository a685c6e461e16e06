"""Sources in the form of what cites them: chosen ones, and a new one that is saved with the form."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from records.admin.widgets.choosers import ChosenKeys, MultipleChooser
from records.admin.widgets.relations import RelationsField
from records.admin.widgets.source_guesses import build_slug, detect_kind, detect_language, is_of_authority
from records.models import Source
from records.models.source_addresses import find_same_address, is_web_address, normalize_address
from records.publishing import Changes

#: The answer “It is another page”; the others are keys of sources.
ANOTHER = "another"

_TYPED = ("url", "title", "publisher", "published")
_GUESSED = ("language", "kind", "slug")
#: In the fields of a new source, where the name of their chooser stands.
_NAME = "chooser-name"
_ADDRESS_MESSAGE = gettext_lazy(
    "Write the whole address of a page, without spaces, as in https://example.org/page."
)


class NewSourceForm(forms.ModelForm):
    """A source of which four fields are typed, and the others are guessed unless they are typed, too."""

    url = forms.URLField(
        label=gettext_lazy("Address"),
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": _ADDRESS_MESSAGE},
    )
    answer = forms.CharField(required=False)

    class Meta:
        model = Source
        fields = (*_TYPED, *_GUESSED)
        labels = {"title": gettext_lazy("Title, as it stands there"), "published": gettext_lazy("Published")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.same: list[Source] = []
        for name in _GUESSED:
            self.fields[name].required = False
        for field in self.fields.values():
            field.help_text = ""
            field.widget.attrs.pop("maxlength", None)  # browsers would cut off what is pasted
        self.fields["url"].widget.input_type = "text"
        self.fields["published"].widget.attrs["placeholder"] = _("2024 or 2024-05-30")

    def add_prefix(self, field_name: str) -> str:
        return f"{self.prefix}__new_{field_name}"

    def list_typed_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in _TYPED]

    def list_guessed_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in _GUESSED]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        url, title = data.get("url", ""), data.get("title", "")
        self.same = find_same_address(url)
        if self.same and data["answer"] != ANOTHER:
            self.add_error("url", _("This address is already a source."))
        data["language"] = data.get("language") or detect_language(title)
        data["kind"] = data.get("kind") or detect_kind(url, title)
        if not data.get("slug") and not self.errors:
            data["slug"] = build_slug(title, data["publisher"], data["published"])
        self.instance.official = is_of_authority(url)
        return data

    def get_used_source(self) -> Source | None:
        """Return the source with the same address that the editor wants in place of a new one."""
        answer = self.data.get(self.add_prefix("answer"), "")
        self.is_valid()
        return next((source for source in self.same if str(source.pk) == answer), None)


class CitedSourcesField(RelationsField):
    """Sources in their order, and a new one, which `save_new_sources()` saves."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(initial, data) or _is_given(data)

    def clean(self, value: Any) -> Any:
        keys = [str(key) for key in value or ()]
        sources = sorted(super().clean(value), key=lambda source: keys.index(str(source.pk)))
        if not _is_given(value):
            return sources
        widget: Any = self.widget
        if not widget.may_add:
            raise ValidationError(_("Your account may not add sources."))
        new = NewSourceForm(value.new, prefix=value.name)
        if used := new.get_used_source():
            return sources if used in sources else [*sources, used]
        if not new.is_valid():
            raise ValidationError(_("The new source can’t be saved yet: see its fields below."))
        return [*sources, new.save(commit=False)]


def _is_given(value: Any) -> bool:
    """Return whether anything was typed of a new source into the chooser that has the value."""
    return any(getattr(value, "new", {}).get(f"{value.name}__new_{name}") for name in _TYPED)


@cache
def _render_empty_fields(language: str) -> str:
    """Return the fields of a new source in a language; there is a name to replace by that of the chooser."""
    widget = {"new": NewSourceForm(prefix=_NAME), "name": _NAME}
    return " ".join(render_to_string("admin/includes/new_source.html", {"widget": widget}).split())


class SourcesChooser(MultipleChooser):
    """The chosen sources, a field to find more, and the fields of a new one."""

    template_name = "admin/includes/sources_chooser.html"

    def __init__(self, db_field: Any, admin_site: Any, request: HttpRequest) -> None:
        super().__init__(db_field, admin_site, request)
        self.may_add = self.related_admin.has_add_permission(request)
        # Those of a single field are one line until they are opened.
        self.is_folded = db_field.name != "sources"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        value = super().value_from_datadict(data, files, name)
        names = (f"{name}__new_{field}" for field in (*_TYPED, *_GUESSED, "answer"))
        value.new = {field: str(data[field]).strip() for field in names if field in data}
        value.name = name
        return value

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        form = self._build_form(value)
        widget = context["widget"]
        widget["hint"] = _("Add a source: title, publisher, or paste its address")
        widget |= {"may_add": self.may_add, "is_open": form is not None, "new": form}
        is_busy = form is not None or widget["search"] or "aria-invalid" in widget["attrs"]
        widget |= {"is_folded": self.is_folded, "is_unfolded": is_busy or not widget["chosen"]}
        if form is None:
            fields = _render_empty_fields(get_language() or "")
            widget["empty"] = mark_safe(fields.replace(_NAME, escape(name)))
        elif form.is_bound:
            form.is_valid()
            widget["same"] = self.related_admin.describe_choices(form.same)
        return context

    def _build_form(self, value: Any) -> NewSourceForm | None:
        """Return the form of the new source that was typed, or of an address that was looked for in vain.

        It isn't bound if the form was sent to find something, and not to be saved.
        """
        if not isinstance(value, ChosenKeys):
            return None
        if _is_given(value) and not value.is_finding:
            return NewSourceForm(value.new, prefix=value.name)
        fields = {name: value.new.get(f"{value.name}__new_{name}", "") for name in (*_TYPED, *_GUESSED)}
        if value.is_searched:
            fields["url"] = fields["url"] or self._get_unknown_address(value.search)
        return NewSourceForm(initial=fields, prefix=value.name) if any(fields.values()) else None

    def _get_unknown_address(self, search: str) -> str:
        return search if is_web_address(search) and not find_same_address(search) else ""


def save_new_sources(
    request: HttpRequest, changes: Changes, source_admin: Any, all_forms: Iterable[Any]
) -> list[Source]:
    """Save the new sources of forms as drafts, each address once, before what cites them, and return them."""
    saved: dict[str, Source] = {}
    for _form, sources in _iterate_changed(all_forms):
        for position, source in enumerate(sources):
            if not source._state.adding:
                continue
            address = normalize_address(source.url)
            if address in saved:
                sources[position] = saved[address]
                continue
            if Source.objects.filter(slug=source.slug).exists():
                source.slug = build_slug(source.title, source.publisher, source.published)
            changes.save(source)
            saved[address] = source
            source_admin.log_addition(request, source, [{"added": {}}])
    return list(saved.values())


def report_new_sources(request: HttpRequest, added: Iterable[Source], published: Iterable[Source]) -> None:
    """Tell the editor which sources were added, once nothing can refuse them any more."""
    public = {source.pk for source in published}
    for source in added:
        if source.pk in public:
            text = _("“%(title)s” is a new source, public now.")
        else:
            text = _("“%(title)s” is a new source, still a draft.")
        messages.info(request, text % {"title": source.title})


def warn_of_lost_sources(request: HttpRequest, all_forms: Iterable[Any]) -> None:
    """Tell the editor what has no source any more."""
    for form, sources in _iterate_changed(all_forms):
        if not sources:
            messages.warning(request, _("“%(name)s” has no source any more.") % {"name": form.instance})


def _iterate_changed(all_forms: Iterable[Any]) -> Iterator[tuple[Any, list[Source]]]:
    """Yield the valid forms of rows that stay, with their sources, if these were changed."""
    for form in all_forms:
        data = getattr(form, "cleaned_data", {})
        if data.get("DELETE"):
            continue
        for name, field in form.fields.items():
            if isinstance(field, CitedSourcesField) and name in data and name in form.changed_data:
                yield form, data[name]
