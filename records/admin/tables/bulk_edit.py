"""Bulk edit: selected records get one value in a column. It is a table of two columns, as if imported."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records.admin.selections import mark_refused
from records.admin.tables.cells import BooleanWidget, CodesWidget, CodeWidget, ReferenceWidget
from records.admin.tables.files import MAX_IMPORT_ROWS, FileTable
from records.admin.tables.import_admin import ImportAdmin
from records.admin.tables.references import SlugLookup
from records.admin.tables.resources import FileLine
from records.admin.tables.shapes import TableField, TableShape
from records.choices import ProposalOrigin


class ColumnForm(forms.Form):
    """Which column is set."""

    column = forms.ChoiceField(label=gettext_lazy("Column"))

    def __init__(self, data: Any, shape: TableShape) -> None:
        super().__init__(data, label_suffix="")
        choices: Any = [(name, capfirst(str(field.label))) for name, field in shape.fields.items()]
        self.fields["column"].choices = choices  # type: ignore[attr-defined]


class ValueForm(forms.Form):
    """The value that all selected records get."""

    def __init__(self, data: Any, column: TableField) -> None:
        super().__init__(data, label_suffix="")
        self._column = column
        self.fields["value"] = self._build_field()

    def _build_field(self) -> forms.Field:
        cell = self._column.widget
        options: dict[str, Any] = {
            "required": False,
            "label": capfirst(str(self._column.label)),
            "help_text": f"{capfirst(str(cell.meaning))}. {self._column.help_text}",
        }
        if isinstance(cell, CodesWidget):
            return forms.MultipleChoiceField(
                choices=cell.codes, widget=forms.CheckboxSelectMultiple, **options
            )
        if isinstance(cell, CodeWidget):
            return forms.ChoiceField(choices=[("", "–"), *cell.codes], **options)
        if isinstance(cell, BooleanWidget):
            empty = [] if cell.is_required else [("", "–")]
            return forms.ChoiceField(choices=[*empty, ("true", _("yes")), ("false", _("no"))], **options)
        is_long = getattr(cell.column, "max_length", None) is None and not cell.is_number
        widget = forms.Textarea(attrs={"rows": 4}) if is_long else forms.TextInput()
        return forms.CharField(widget=widget, strip=False, **options)

    def clean_value(self) -> str:
        """Read the value as a cell, so that a mistake is told once and beside its field."""
        value = self.cleaned_data["value"]
        text = "; ".join(value) if isinstance(value, list) else str(value)
        cell = self._column.widget
        if isinstance(cell, ReferenceWidget):
            cell.lookup = SlugLookup()
            cell.lookup.fetch({cell.target: set(cell.list_named(text))})
        try:
            self._column.clean({self._column.name: text})
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        return text


class BulkEditAdmin(ImportAdmin):
    """Admin with an action that proposes one value for a column of the selected records."""

    @admin.action(description=gettext_lazy("Propose: set one column…"), permissions=["import"])
    def set_column(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        """Ask for the column, then for the value; then show what would change, as of an import."""
        shape = self.shapes[""]
        slugs = list(queryset.order_by("slug").values_list("slug", flat=True)[: MAX_IMPORT_ROWS + 1])
        if len(slugs) > MAX_IMPORT_ROWS:
            text = _("Select at most %(rows)s records at once.")
            messages.error(request, text % {"rows": f"{MAX_IMPORT_ROWS:,}"})
            mark_refused(request)
            return None
        chosen = ColumnForm(request.POST if "column" in request.POST else None, shape=shape)
        if not chosen.is_valid():
            return self._ask(request, slugs, chosen)
        name = chosen.cleaned_data["column"]
        form = ValueForm(request.POST if "_value" in request.POST else None, column=shape.fields[name])
        if not form.is_valid():
            return self._ask(request, slugs, form, column=name)
        lines = [
            FileLine(number, [slug, form.cleaned_data["value"]]) for number, slug in enumerate(slugs, start=1)
        ]
        table = FileTable(["slug", name], lines)
        batch = self.start_batch(request, shape, table, origin=ProposalOrigin.BULK)
        if batch is None:
            mark_refused(request)
            return None
        return HttpResponseRedirect(self.reverse_page("import_batch", batch.pk))

    def _ask(
        self, request: HttpRequest, slugs: list[str], form: forms.Form, column: str = ""
    ) -> HttpResponse:
        context = {
            "title": _("Set one column"),
            "form": form,
            "column": column,
            "count": len(slugs),
            "selected": request.POST.getlist(ACTION_CHECKBOX_NAME),
            "checkbox": ACTION_CHECKBOX_NAME,
            "select_across": request.POST.get("select_across", ""),
        }
        response = self.render_page(request, "admin/table_bulk_edit.html", context)
        response.status_code = 400 if form.errors else 200
        return response
