"""URLs of the bundles, without a language prefix."""

from django.urls import path

from bundles.views import serve_bundle

urlpatterns = [
    path("<slug:name>.zip", serve_bundle, name="data-bundle"),
]
