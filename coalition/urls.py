"""URLs of the Coalition, partners, exchanges, events and programmes."""

from django.urls import path

from coalition import views

urlpatterns = [
    path("programmes/", views.ProgrammeList.as_view(), name="programmes"),
    path("programmes/<slug:slug>/", views.ProgrammeDetail.as_view(), name="programme"),
    path("coalition/", views.CoalitionPage.as_view(), name="coalition"),
    path("coalition/partners/<slug:slug>/", views.PartnerDetail.as_view(), name="partner"),
    path("coalition/exchanges/", views.ExchangeList.as_view(), name="exchanges"),
    path("coalition/exchanges/<slug:slug>/", views.ExchangeDetail.as_view(), name="exchange"),
    path("coalition/events/", views.EventList.as_view(), name="events"),
    path("coalition/events/<slug:slug>/", views.EventDetail.as_view(), name="event"),
]
