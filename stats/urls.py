"""URLs of the statistics."""

from django.urls import path

from records.pages.drawing_files import build_drawing_path
from stats import views
from stats.drawings.files import ChartFile

urlpatterns = [
    path("statistics/", views.StatisticList.as_view(), name="statistics"),
    path("statistics/<slug:key>/", views.StatisticDetail.as_view(), name="statistic"),
    build_drawing_path("statistics/<slug:slug>/chart", ChartFile, "statistic-chart"),
    path("embed/statistics/<slug:key>/", views.StatisticEmbed.as_view(), name="statistic_embed"),
    path("statistics/<slug:key>/records/", views.StatisticRecords.as_view(), name="statistic_records"),
]
