"""Admin of parks, materials, designations, pilots, procurement cases and circular businesses."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from initiatives.models import (
    BusinessFigure,
    BusinessInitiative,
    Criterion,
    Designation,
    Facility,
    IndustrialPark,
    Material,
    MaterialFlow,
    MaterialName,
    ParkActor,
    ParkFigure,
    PilotAction,
    PilotAward,
    PilotFigure,
    ProcurementAward,
    ProcurementCase,
    ProcurementOutcome,
    ZeroWastePilot,
)
from records.admin import FigureInline, NameInline, PartInline, RecordAdmin
from records.admin.layouts import FOLDED_FIELDS, LEDE_AND_SUMMARY, NOTE, SOURCES


class FacilityInline(PartInline):
    model = Facility
    line_fields = ("kind", "status")
    add_label = _("Add a facility")
    remove_label = _("Remove this facility")
    layout = (
        (_("What it is"), {"fields": (("name_en", "name_zh_hans"), ("kind", "status", "evidence"))}),
        NOTE,
        FOLDED_FIELDS,
        SOURCES,
    )


class MaterialFlowInline(PartInline):
    model = MaterialFlow
    autocomplete_fields = ["material"]
    line_fields = ("status",)
    add_label = _("Add a flow")
    remove_label = _("Remove this flow")
    layout = (
        (
            _("What flows from where to where"),
            {
                "fields": (
                    "material",
                    ("from_name_en", "from_name_zh_hans"),
                    ("to_name_en", "to_name_zh_hans"),
                    ("from_sector", "to_sector", "status"),
                )
            },
        ),
        (
            _("The quantity"),
            {"fields": (("value", "unit", "year"), ("quantity_of", "evidence", "source_type"))},
        ),
        (
            _("Period, precision, loop, key"),
            {
                "classes": ("collapse",),
                "fields": (
                    ("period_en", "period_zh_hans"),
                    ("precision", "amount_type"),
                    ("loop_of_en", "loop_of_zh_hans"),
                    ("returns_as_en", "returns_as_zh_hans"),
                    ("direction_known", "in_larger_flow"),
                    "key",
                ),
            },
        ),
        SOURCES,
        NOTE,
    )


class ParkActorInline(PartInline):
    model = ParkActor
    add_label = _("Add a supplier or receiver")
    remove_label = _("Remove this supplier or receiver")
    layout = (
        (_("Who it is"), {"fields": (("name_en", "name_zh_hans"), "recorded", "is_outside")}),
        (_("Why these names are one"), {"fields": (("why_en", "why_zh_hans"),)}),
        FOLDED_FIELDS,
        SOURCES,
    )


class ParkFigureInline(FigureInline):
    model = ParkFigure


class PilotActionInline(PartInline):
    model = PilotAction
    line_fields = ("area", "status")
    add_label = _("Add an action")
    remove_label = _("Remove this action")
    layout = (
        (_("What it is"), {"fields": (("title_en", "title_zh_hans"), ("area", "kind"), ("status", "year"))}),
        (_("Text"), {"fields": (("text_en", "text_zh_hans"),)}),
        FOLDED_FIELDS,
        SOURCES,
    )


class PilotFigureInline(FigureInline):
    model = PilotFigure
    own_fields = (("area", "is_plan"),)


class PilotAwardInline(PartInline):
    model = PilotAward
    add_label = _("Add an award")
    remove_label = _("Remove this award")
    layout = (
        (_("What it is"), {"fields": (("name_en", "name_zh_hans"), "year")}),
        FOLDED_FIELDS,
        SOURCES,
    )


class CriterionInline(PartInline):
    model = Criterion
    line_fields = ("kind",)
    add_label = _("Add a criterion")
    remove_label = _("Remove this criterion")
    layout = (
        (_("What it is"), {"fields": (("name_en", "name_zh_hans"), ("kind", "is_environmental"))}),
        (
            _("Weight and threshold"),
            {
                "fields": (
                    ("weight_percent", "previous_weight_percent"),
                    ("threshold_operator", "threshold_value", "threshold_unit"),
                )
            },
        ),
        NOTE,
        FOLDED_FIELDS,
        SOURCES,
    )


class ProcurementOutcomeInline(FigureInline):
    model = ProcurementOutcome
    own_fields = ("is_saving",)


class ProcurementAwardInline(PartInline):
    model = ProcurementAward
    add_label = _("Add an award")
    remove_label = _("Remove this award")
    layout = (
        (_("What it is"), {"fields": (("name_en", "name_zh_hans"), "year")}),
        FOLDED_FIELDS,
        SOURCES,
    )


class BusinessFigureInline(FigureInline):
    model = BusinessFigure


@admin.register(IndustrialPark)
class IndustrialParkAdmin(RecordAdmin):
    list_display = ("name_en", "name_zh_hans", "city", "level", "kind", "applies_symbiosis")
    list_filter = ("status", "level", "kind", "applies_symbiosis")
    list_select_related = ("city",)
    choice_details = ("city", "get_kind_display", "get_status_display")
    search_fields = ("slug", "name_en", "name_zh_hans", "city__name_en", "city__name_zh_hans")
    autocomplete_fields = ("city",)
    inlines = (FacilityInline, MaterialFlowInline, ParkActorInline, ParkFigureInline)
    layout = (
        (
            _("Name and kind"),
            {
                "fields": (
                    ("name_en", "name_zh_hans"),
                    ("kind", "level", "slug"),
                    ("city", "established"),
                    ("applies_symbiosis", "symbiosis_since", "source_type"),
                )
            },
        ),
        (
            _("Place"),
            {
                "fields": (
                    ("lat", "lon"),
                    "coordinates_sources",
                )
            },
        ),
        LEDE_AND_SUMMARY,
        SOURCES,
    )


@admin.register(Designation)
class DesignationAdmin(RecordAdmin):
    list_display = ("programme", "park", "city", "batch", "named", "accepted")
    list_filter = ("status", "programme", "source_type")
    list_select_related = ("programme", "park", "city")
    search_fields = (
        "slug",
        "programme__name_en",
        "programme__name_zh_hans",
        "park__name_en",
        "park__name_zh_hans",
        "city__name_en",
        "city__name_zh_hans",
    )
    autocomplete_fields = ("programme", "park", "city")
    layout = (
        (
            _("Name and kind"),
            {
                "fields": (
                    ("programme", "park", "city"),
                    ("batch", "named", "accepted"),
                    ("source_type", "slug"),
                )
            },
        ),
        (_("Texts"), {"fields": (("note_en", "note_zh_hans"),)}),
        SOURCES,
    )


class MaterialNameInline(NameInline):
    model = MaterialName


@admin.register(Material)
class MaterialAdmin(RecordAdmin):
    list_display = ("name_en", "name_zh_hans", "waste_area", "ewc_code", "national_code")
    list_filter = ("status", "waste_area")
    choice_details = ("parent", "national_code", "ewc_code", "get_status_display")
    search_fields = ("slug", "name_en", "name_zh_hans", "ewc_code", "national_code")
    autocomplete_fields = ("parent",)
    inlines = (MaterialNameInline,)
    layout = (
        (
            _("Name and kind"),
            {
                "fields": (
                    ("name_en", "name_zh_hans"),
                    ("waste_area", "parent", "slug"),
                    ("ewc_code", "national_code"),
                    "ewc_sources",
                    "treated_by",
                )
            },
        ),
        (
            _("Texts"),
            {
                "fields": (
                    ("lede_en", "lede_zh_hans"),
                    "lede_sources",
                    ("description_en", "description_zh_hans"),
                )
            },
        ),
        SOURCES,
    )


@admin.register(ZeroWastePilot)
class ZeroWastePilotAdmin(RecordAdmin):
    list_display = ("city", "programme", "kind", "named")
    list_filter = ("status", "programme", "kind")
    list_select_related = ("city", "programme")
    choice_details = ("city", "programme", "get_status_display")
    search_fields = ("slug", "city__name_en", "city__name_zh_hans")
    autocomplete_fields = ("city", "programme")
    inlines = (PilotActionInline, PilotFigureInline, PilotAwardInline)
    layout = (
        (
            _("Name and kind"),
            {
                "fields": (
                    ("city", "programme", "slug"),
                    ("city_part_en", "city_part_zh_hans"),
                    ("kind", "naming", "named"),
                    ("waste_areas",),
                    "source_type",
                )
            },
        ),
        (
            _("Plan"),
            {
                "fields": (
                    ("plan_title_en", "plan_title_zh_hans"),
                    ("plan_from", "plan_to"),
                    "plan_sources",
                )
            },
        ),
        LEDE_AND_SUMMARY,
        SOURCES,
    )


@admin.register(ProcurementCase)
class ProcurementCaseAdmin(RecordAdmin):
    list_display = ("title_en", "title_zh_hans", "city", "category", "year")
    list_filter = ("status", "category", "programme")
    list_select_related = ("city",)
    choice_details = ("city", "year", "get_status_display")
    search_fields = ("slug", "title_en", "title_zh_hans", "city__name_en")
    autocomplete_fields = ("city", "programme")
    inlines = (CriterionInline, ProcurementOutcomeInline, ProcurementAwardInline)
    layout = (
        (
            _("Name and kind"),
            {
                "fields": (
                    ("title_en", "title_zh_hans"),
                    ("category", "year", "slug"),
                    ("city", "programme"),
                    ("programme_note_en", "programme_note_zh_hans"),
                    ("authority_en", "authority_zh_hans"),
                    ("period_en", "period_zh_hans"),
                    ("object_en", "object_zh_hans"),
                )
            },
        ),
        (
            _("Texts"),
            {
                "fields": (
                    ("lede_en", "lede_zh_hans"),
                    "lede_sources",
                    ("summary_en", "summary_zh_hans"),
                    ("approach_en", "approach_zh_hans"),
                    ("lessons_en", "lessons_zh_hans"),
                )
            },
        ),
        SOURCES,
    )


@admin.register(BusinessInitiative)
class BusinessInitiativeAdmin(RecordAdmin):
    list_display = ("title_en", "title_zh_hans", "sector", "city", "year")
    list_filter = ("status", "sector")
    list_select_related = ("city",)
    choice_details = ("city", "year", "get_status_display")
    search_fields = ("slug", "title_en", "title_zh_hans", "lead_en")
    autocomplete_fields = ("city",)
    inlines = (BusinessFigureInline,)
    layout = (
        (
            _("Name and kind"),
            {
                "fields": (
                    ("title_en", "title_zh_hans"),
                    ("sector", "year", "slug"),
                    ("city", "source_type"),
                    ("lead_en", "lead_zh_hans"),
                    "partners",
                )
            },
        ),
        LEDE_AND_SUMMARY,
        SOURCES,
    )
