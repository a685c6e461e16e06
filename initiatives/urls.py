"""URLs of parks, materials, zero-waste pilots, procurement cases and circular businesses."""

from django.urls import path, re_path

from initiatives.loops.files import LoopsFile
from initiatives.views import briefings, businesses, materials, parks, pilots, precedents, procurement
from records.pages.chosen_columns import build_table_path
from records.pages.drawing_files import build_drawing_path

urlpatterns = [
    build_table_path("parks/", parks.ParkList),
    path("parks/", parks.ParkList.as_view(), name="parks"),
    path("parks/<slug:slug>/", parks.ParkDetail.as_view(), name="park"),
    path("parks/<slug:slug>/briefing/", briefings.ParkBriefing.as_view(), name="park-briefing"),
    build_drawing_path("parks/<slug:slug>/loops", LoopsFile, "park-loops"),
    build_table_path("materials/", materials.MaterialList),
    path("materials/", materials.MaterialList.as_view(), name="materials"),
    path("materials/match/", precedents.PrecedentList.as_view(), name="precedents"),
    re_path(
        r"^materials/match/table\.(?P<form>csv|xlsx)$",
        precedents.PrecedentTable.as_view(),
        name="precedent-table",
    ),
    path("materials/<slug:slug>/", materials.MaterialDetail.as_view(), name="material"),
    build_table_path("zero-waste/", pilots.PilotList),
    path("zero-waste/", pilots.PilotList.as_view(), name="zero_waste"),
    path("zero-waste/<slug:slug>/", pilots.PilotDetail.as_view(), name="zero_waste_pilot"),
    build_table_path("procurement/", procurement.CaseList),
    path("procurement/", procurement.CaseList.as_view(), name="procurement"),
    path("procurement/<slug:slug>/", procurement.CaseDetail.as_view(), name="procurement_case"),
    build_table_path("businesses/", businesses.BusinessList),
    path("businesses/", businesses.BusinessList.as_view(), name="businesses"),
    path("businesses/<slug:slug>/", businesses.BusinessDetail.as_view(), name="business"),
]
