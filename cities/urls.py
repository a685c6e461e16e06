"""URLs of cities, regions and indicators."""

from django.urls import path

from cities import views
from cities.briefings import CityBriefing
from cities.values.chart_files import IndicatorChartFile
from cities.waste.column_files import ColumnsFile
from cities.waste.portrait_files import PortraitFile
from records.pages.chosen_columns import build_table_path
from records.pages.drawing_files import build_drawing_path

urlpatterns = [
    path("cities/", views.CityList.as_view(), name="cities"),
    build_table_path("cities/", views.CityList),
    path("cities/<slug:slug>/", views.CityDetail.as_view(), name="city"),
    path("cities/<slug:slug>/briefing/", CityBriefing.as_view(), name="city-briefing"),
    build_drawing_path("cities/<slug:slug>/waste", PortraitFile, "city-waste"),
    path("regions/", views.RegionList.as_view(), name="regions"),
    path("regions/<slug:slug>/", views.RegionDetail.as_view(), name="region"),
    path("indicators/", views.IndicatorList.as_view(), name="indicators"),
    path("indicators/<slug:slug>/", views.IndicatorDetail.as_view(), name="indicator"),
    build_drawing_path("indicators/<slug:slug>/values", IndicatorChartFile, "indicator-values"),
    build_drawing_path("indicators/<slug:slug>/cities", ColumnsFile, "indicator-cities"),
]
