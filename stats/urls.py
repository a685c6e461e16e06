"""URLs of the statistics."""

from django.urls import path

from stats import views

urlpatterns = [
    path("statistics/", views.StatisticList.as_view(), name="statistics"),
    path("statistics/csv/", views.download_statistics_csv, name="statistics_csv"),
    path("statistics/<slug:key>/", views.StatisticDetail.as_view(), name="statistic"),
    path("embed/statistics/<slug:key>/", views.StatisticEmbed.as_view(), name="statistic_embed"),
    path("statistics/<slug:key>/records/", views.StatisticRecords.as_view(), name="statistic_records"),
    path("statistics/<slug:key>/csv/", views.download_statistic_csv, name="statistic_csv"),
    path("statistics/<slug:key>/xlsx/", views.download_statistic_xlsx, name="statistic_xlsx"),
]
