"""URLs of the service, without a language prefix."""

from django.urls import path, re_path

from reconciliation import views
from reconciliation.entities import ENTITY_PATTERN

urlpatterns = [
    path("v1/reconcile/", views.ReconciliationView.as_view(), name="api-reconcile"),
    path("v1/reconcile/suggest/entity/", views.EntitySuggestionView.as_view(), name="api-reconcile-suggest"),
    path("v1/reconcile/suggest/type/", views.TypeSuggestionView.as_view()),
    path("v1/reconcile/suggest/property/", views.PropertySuggestionView.as_view()),
    path("v1/reconcile/properties/", views.PropertyProposalView.as_view()),
    re_path(
        r"^v1/reconcile/flyout/(?P<kind>entity|type|property)/(?P<identifier>[-a-zA-Z0-9_.]+)/$",
        views.FlyoutView.as_view(),
    ),
    re_path(rf"^v1/reconcile/{ENTITY_PATTERN}/$", views.EntityView.as_view(), name="api-reconcile-entity"),
]
