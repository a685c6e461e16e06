"""URLs of the form of readers and of its answers."""

from django.urls import path

from enquiries import views

urlpatterns = [
    path("requests/", views.EnquiryFormView.as_view(), name="enquiry"),
    path("requests/<str:token>/", views.EnquiryStatusView.as_view(), name="enquiry_status"),
]
