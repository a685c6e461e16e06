"""The service in the root of the API, in its description and on the page for developers."""

from django.utils.translation import gettext_lazy as _

from api.extensions import ApiService, register_service

register_service(
    ApiService(
        name="reconcile",
        url_name="api-reconcile",
        methods="GET, POST",
        about=_(
            "Matches a column of names with cities, regions, parks, materials and partners, and adds what "
            "is known of them (OpenRefine)."
        ),
        tag_description="Matching names with records, and fetching their properties.",
        link_description="The service that matches names with records (W3C).",
    )
)
