"""Admin of parks, materials, designations, pilots, procurement cases and circular businesses."""

from django.contrib import admin

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
    ParkFigure,
    PilotAction,
    PilotAward,
    PilotFigure,
    ProcurementAward,
    ProcurementCase,
    ProcurementOutcome,
    ZeroWastePilot,
)
from records.admin import PartInline, RecordAdmin


class FacilityInline(PartInline):
    model = Facility


class MaterialFlowInline(PartInline):
    model = MaterialFlow
    autocomplete_fields = ["material"]


class ParkFigureInline(PartInline):
    model = ParkFigure


class PilotActionInline(PartInline):
    model = PilotAction


class PilotFigureInline(PartInline):
    model = PilotFigure


class PilotAwardInline(PartInline):
    model = PilotAward


class CriterionInline(PartInline):
    model = Criterion


class ProcurementOutcomeInline(PartInline):
    model = ProcurementOutcome


class ProcurementAwardInline(PartInline):
    model = ProcurementAward


class BusinessFigureInline(PartInline):
    model = BusinessFigure


@admin.register(IndustrialPark)
class IndustrialParkAdmin(RecordAdmin):
    list_display = ("name_en", "name_zh_hans", "city", "level", "kind", "applies_symbiosis")
    list_filter = ("status", "level", "kind", "applies_symbiosis")
    list_select_related = ("city",)
    search_fields = ("slug", "name_en", "name_zh_hans", "city__name_en", "city__name_zh_hans")
    autocomplete_fields = ("city",)
    inlines = (FacilityInline, MaterialFlowInline, ParkFigureInline)


@admin.register(Designation)
class DesignationAdmin(RecordAdmin):
    list_display = ("programme", "park", "city", "batch", "named", "accepted")
    list_filter = ("status", "programme", "source_type")
    list_select_related = ("programme", "park", "city")
    search_fields = ("slug", "programme__name_en", "park__name_en", "city__name_en")
    autocomplete_fields = ("programme", "park", "city")


class MaterialNameInline(PartInline):
    model = MaterialName


@admin.register(Material)
class MaterialAdmin(RecordAdmin):
    list_display = ("name_en", "name_zh_hans", "waste_area", "ewc_code", "national_code")
    list_filter = ("status", "waste_area")
    search_fields = ("slug", "name_en", "name_zh_hans", "ewc_code", "national_code")
    autocomplete_fields = ("parent",)
    inlines = (MaterialNameInline,)


@admin.register(ZeroWastePilot)
class ZeroWastePilotAdmin(RecordAdmin):
    list_display = ("city", "programme", "kind", "named")
    list_filter = ("status", "programme", "kind")
    list_select_related = ("city", "programme")
    search_fields = ("slug", "city__name_en", "city__name_zh_hans")
    autocomplete_fields = ("city", "programme")
    inlines = (PilotActionInline, PilotFigureInline, PilotAwardInline)


@admin.register(ProcurementCase)
class ProcurementCaseAdmin(RecordAdmin):
    list_display = ("title_en", "title_zh_hans", "city", "category", "year")
    list_filter = ("status", "category", "programme")
    list_select_related = ("city",)
    search_fields = ("slug", "title_en", "title_zh_hans", "city__name_en")
    autocomplete_fields = ("city", "programme")
    inlines = (CriterionInline, ProcurementOutcomeInline, ProcurementAwardInline)


@admin.register(BusinessInitiative)
class BusinessInitiativeAdmin(RecordAdmin):
    list_display = ("title_en", "title_zh_hans", "sector", "city", "year")
    list_filter = ("status", "sector")
    list_select_related = ("city",)
    search_fields = ("slug", "title_en", "title_zh_hans", "lead_en")
    autocomplete_fields = ("city",)
    inlines = (BusinessFigureInline,)
