"""URL patterns of sources, themes, corrections and comparisons."""

from django.urls import path

from records import comparison_views, views

urlpatterns = [
    path("sources/", views.SourceList.as_view(), name="sources"),
    path("sources/<slug:slug>/", views.SourceDetail.as_view(), name="source"),
    path("compare/", comparison_views.ComparisonPage.as_view(), name="compare"),
    path("compare/csv/", comparison_views.ComparisonFile.as_view(), name="compare_csv"),
    path("corrections/", views.CorrectionList.as_view(), name="corrections"),
    path("themes/", views.ThemeList.as_view(), name="themes"),
    path("themes/<slug:slug>/", views.ThemeDetail.as_view(), name="theme"),
]
