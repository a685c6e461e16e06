"""Admin of regions, cities and indicators."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cities.admin_value_checks import ValueCheckMixin
from cities.admin_values import build_value_table
from cities.models import (
    City,
    CityAttribute,
    CityFigure,
    CityName,
    Framework,
    Indicator,
    IndicatorValue,
    ProfileSection,
    Region,
    RegionName,
)
from records.admin import FigureInline, NameInline, PartInline, RecordAdmin
from records.admin.layouts import FOLDED_FIELDS, NOTE, SOURCES
from records.texts.formats import format_number


class ProfileSectionInline(PartInline):
    model = ProfileSection
    autocomplete_fields = ["theme"]
    add_label = _("Add a section")
    remove_label = _("Remove this section")
    layout = (
        (_("What it is"), {"fields": (("heading_en", "heading_zh_hans"), ("theme", "year", "source_type"))}),
        (_("Text"), {"fields": (("text_en", "text_zh_hans"),)}),
        FOLDED_FIELDS,
        SOURCES,
    )


class CityFigureInline(FigureInline):
    model = CityFigure
    autocomplete_fields = ["indicator"]
    folded_fields = ("indicator",)


class CityNameInline(NameInline):
    model = CityName


class CityAttributeInline(PartInline):
    model = CityAttribute
    add_label = _("Add an attribute")
    line_fields = ("note",)
    remove_label = _("Remove this attribute")
    layout = (
        (_("What it is"), {"fields": ("code", ("note_en", "note_zh_hans"))}),
        FOLDED_FIELDS,
        SOURCES,
    )


class RegionNameInline(NameInline):
    model = RegionName


@admin.register(Region)
class RegionAdmin(RecordAdmin):
    list_display = ("name_en", "name_zh_hans", "kind", "country")
    list_filter = ("status", "kind", "country")
    choice_details = ("get_kind_display", "country", "admin_code", "get_status_display")
    search_fields = ("slug", "name_en", "name_zh_hans", "admin_code")
    inlines = (RegionNameInline,)
    layout = (
        (
            _("Name and kind"),
            {
                "fields": (
                    ("name_en", "name_zh_hans"),
                    ("kind", "country", "admin_code"),
                    "slug",
                )
            },
        ),
        SOURCES,
    )


@admin.register(City)
class CityAdmin(RecordAdmin):
    list_display = ("name_en", "name_zh_hans", "kind", "region", "parent")
    list_filter = ("status", "kind", "country", "region")
    list_select_related = ("region", "parent")
    choice_details = ("parent", "region", "get_kind_display", "admin_code", "get_status_display")
    search_fields = ("slug", "name_en", "name_zh_hans", "admin_code")
    autocomplete_fields = ("region", "parent")
    inlines = (ProfileSectionInline, CityFigureInline, CityAttributeInline, CityNameInline)
    layout = (
        (
            _("Name and kind"),
            {
                "fields": (
                    ("name_en", "name_zh_hans"),
                    ("kind", "admin_code", "slug"),
                    ("region", "parent", "country"),
                )
            },
        ),
        (_("Place"), {"fields": (("lat", "lon"),)}),
        (
            _("Texts"),
            {
                "fields": (
                    ("lede_en", "lede_zh_hans"),
                    ("summary_en", "summary_zh_hans"),
                    "main_industries",
                )
            },
        ),
        (
            _("Sources of place and texts, note on the coordinates"),
            {
                "classes": ("collapse",),
                "fields": (
                    "coordinates_sources",
                    ("coordinates_note_en", "coordinates_note_zh_hans"),
                    "lede_sources",
                    "summary_sources",
                    "main_industries_sources",
                ),
            },
        ),
        SOURCES,
    )

    def list_sections(self, request: HttpRequest, record: City) -> list[Any]:
        value_admin = self.admin_site.get_model_admin(IndicatorValue)
        return [build_value_table(request, value_admin, record, self.reverse_page("change", record.pk))]


@admin.register(Framework)
class FrameworkAdmin(RecordAdmin):
    list_display = ("name_en", "edition")
    search_fields = ("slug", "name_en", "name_zh_hans")
    layout = (
        (
            _("Name and kind"),
            {
                "fields": (
                    ("name_en", "name_zh_hans"),
                    ("edition", "slug"),
                    ("publisher_en", "publisher_zh_hans"),
                )
            },
        ),
        (_("Texts"), {"fields": (("note_en", "note_zh_hans"),)}),
        SOURCES,
    )


@admin.register(Indicator)
class IndicatorAdmin(RecordAdmin):
    list_display = ("name_en", "name_zh_hans", "framework", "unit", "waste_area", "topic")
    list_filter = ("status", "framework", "waste_area", "topic", "obligation")
    list_select_related = ("framework",)
    choice_details = ("framework", "code", "get_unit_display", "get_status_display")
    search_fields = ("slug", "code", "name_en", "name_zh_hans")
    autocomplete_fields = ("framework",)
    layout = (
        (
            _("Name and kind"),
            {
                "fields": (
                    ("name_en", "name_zh_hans"),
                    ("framework", "code", "slug"),
                    ("unit", "measured_property", "direction"),
                    ("obligation", "waste_area", "topic"),
                    ("scope", "waste_role"),
                )
            },
        ),
        (_("Texts"), {"fields": (("definition_en", "definition_zh_hans"),)}),
        SOURCES,
    )


@admin.register(IndicatorValue)
class IndicatorValueAdmin(ValueCheckMixin, RecordAdmin):
    list_display = ("indicator", "city", "year", "amount", "evidence")
    list_filter = ("status", "year", "evidence", "source_type", "copy_check", "reason")
    list_select_related = ("indicator", "city")
    search_fields = (
        "slug",
        "indicator__name_en",
        "indicator__name_zh_hans",
        "city__name_en",
        "city__name_zh_hans",
    )
    autocomplete_fields = ("indicator", "city")
    layout = (
        (
            _("What it is"),
            {
                "fields": (
                    ("indicator", "city"),
                    "slug",
                )
            },
        ),
        (
            _("The value"),
            {
                "fields": (
                    ("value", "year"),
                    ("evidence", "source_type"),
                    "reason",
                )
            },
        ),
        SOURCES,
        NOTE,
        (
            _("Period, precision, check against a copy"),
            {
                "classes": ("collapse",),
                "fields": (
                    ("period_en", "period_zh_hans"),
                    ("precision", "copy_check"),
                ),
            },
        ),
    )

    @admin.display(description=_("value"), ordering="value")
    def amount(self, row: IndicatorValue) -> str:
        """Return the value as pages write it, or why there is none."""
        return format_number(row.value, exact=True) if row.value is not None else row.get_reason_display()
