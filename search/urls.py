"""URLs of the search."""

from django.urls import path

from search import views

urlpatterns = [
    path("search/", views.SearchPage.as_view(), name="search"),
    path("search/suggestions/", views.SuggestionList.as_view(), name="suggestions"),
]
