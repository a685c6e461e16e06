"""The page of the admin that checks values against a table. It changes no record."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cities.values.checks import TableCheck, check_values, find_file_source, iter_check_rows
from cities.values.table_files import MAX_BYTES, TableFileError, compute_file_checksum
from cities.values.tables import ColumnChoice, parse_column_choice
from records.texts.csv_files import build_csv_response
from records.validators import FIRST_YEAR, LAST_YEAR


class ValueTableForm(forms.Form):
    """A table, the year of its data, and what it doesn't say itself."""

    file = forms.FileField(label=gettext_lazy("Table"), help_text=gettext_lazy("CSV or XLSX, at most 10 MB."))
    year = forms.IntegerField(
        label=gettext_lazy("Year of the data"), min_value=FIRST_YEAR, max_value=LAST_YEAR
    )
    sheet = forms.CharField(
        label=gettext_lazy("Sheet"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("If the workbook has several."),
    )
    columns = forms.CharField(
        label=gettext_lazy("Columns"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4, "cols": 80}),
        help_text=gettext_lazy(
            "One a line, by heading or letter, as in urban-population=城区人口+城区暂住人口:万人. Empty: the "
            "headings that are the Chinese name of an indicator, with the unit in brackets."
        ),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError(_("The file is larger than %(size)s MB.") % {"size": MAX_BYTES // 1024**2})
        return file

    def clean_columns(self) -> list[ColumnChoice]:
        lines = self.cleaned_data["columns"].splitlines()
        try:
            return [parse_column_choice(line) for line in lines if line.strip()]
        except TableFileError as error:
            raise ValidationError(str(error)) from error

    def check(self, content: bytes) -> TableCheck | None:
        """Check the values; add what is wrong with the file to the errors, and return None."""
        data = self.cleaned_data
        try:
            return check_values(content, data["year"], sheet=data["sheet"], choices=data["columns"])
        except TableFileError as error:
            self.add_error("file", str(error))
            return None


class ValueCheckMixin(admin.ModelAdmin):
    """Adds the page to the admin of values, for those who may change values."""

    change_list_template = "admin/cities/indicatorvalue/change_list.html"

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.check_view)
        return [path("check/", view, name="cities_indicatorvalue_check"), *super().get_urls()]

    def check_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_change_permission(request):
            raise PermissionDenied
        form = ValueTableForm(request.POST or None, request.FILES or None)
        context: dict[str, Any] = {"form": form, "title": _("Check values against a table")}
        if form.is_valid():
            content = form.cleaned_data["file"].read()
            context["checksum"] = compute_file_checksum(content)
            context["source"] = find_file_source(context["checksum"])
            context["size"] = len(content)
            context["check"] = check = form.check(content)
            if check and "download" in request.POST:
                return build_csv_response(f"value-check-{form.cleaned_data['year']}", iter_check_rows(check))
        context |= {**self.admin_site.each_context(request), "opts": self.opts, "media": self.media}
        return TemplateResponse(request, "admin/cities/indicatorvalue/check.html", context)
