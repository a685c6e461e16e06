"""URLs of the statistics."""

from django.urls import path

from stats import views

urlpatterns = [
    path("statistics/", views.StatisticList.as_view(), name="statistics"),
    path("statistics/<slug:key>/", views.StatisticDetail.as_view(), name="statistic"),
    path("embed/statistics/<slug:key>/", views.StatisticEmbed.as_view(), name="statistic_embed"),
    path("statistics/<slug:key>/records/", views.StatisticRecords.as_view(), name="statistic_records"),
]
