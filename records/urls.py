"""URL patterns of sources, themes and corrections."""

from django.urls import path

from records import views

urlpatterns = [
    path("sources/", views.SourceList.as_view(), name="sources"),
    path("sources/<slug:slug>/", views.SourceDetail.as_view(), name="source"),
    path("corrections/", views.CorrectionList.as_view(), name="corrections"),
    path("themes/", views.ThemeList.as_view(), name="themes"),
    path("themes/<slug:slug>/", views.ThemeDetail.as_view(), name="theme"),
]
