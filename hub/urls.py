"""Root URLconf. Pages have a language prefix; `/` redirects to the preferred language."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from api.lists import catalog
from hub import health
from portal import sitemaps, views
from portal.finding_files import FindingFile
from records.pages.drawing_files import build_drawing_path

urlpatterns = [
    path("", views.choose_language, name="root"),
    # Requested by browsers for pages without an icon, such as the admin.
    path("favicon.ico", views.return_favicon, name="favicon"),
    path("robots.txt", views.render_robots, name="robots"),
    path("sitemap.xml", sitemaps.render_sitemap_index, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemaps.render_sitemap_part, name="sitemap_part"),
    path("catalog.ttl", catalog.render_turtle, name="catalog-turtle"),
    path("catalog.jsonld", catalog.render_json_ld, name="catalog-json-ld"),
    path("data/", include("bundles.urls")),
    path("healthz", health.check_health, name="healthz"),
    path("readyz", health.check_readiness, name="readyz"),
    path("admin/", include("records.admin.urls")),
    path("admin/", include("accounts.urls")),
    path("admin/", admin.site.urls),
    path("api/", include("reconciliation.urls")),
    path("api/", include("api.urls")),
    path("feeds/", include("api.feed_urls")),
    path("share/", include("records.pages.share_urls")),
    *i18n_patterns(
        path("", views.Home.as_view(), name="home"),
        path("manifest.webmanifest", views.render_manifest, name="manifest"),
        path("findings/", views.FindingList.as_view(), name="findings"),
        path("findings/<slug:slug>/", views.FindingDetail.as_view(), name="finding"),
        build_drawing_path("findings/<slug:slug>/drawing", FindingFile, "finding-drawing"),
        path("about/", views.About.as_view(), name="about"),
        path("legal/", views.Legal.as_view(), name="legal"),
        path("privacy/", views.Privacy.as_view(), name="privacy"),
        path("accessibility/", views.Accessibility.as_view(), name="accessibility"),
        path("", include("reconciliation.page_urls")),
        path("", include("api.page_urls")),
        path("", include("enquiries.urls")),
        path("", include("search.urls")),
        path("", include("initiatives.urls")),
        path("", include("coalition.urls")),
        path("", include("cities.urls")),
        path("", include("stats.urls")),
        path("", include("records.urls")),
    ),
]

handler400 = "hub.error_views.handle_bad_request"
handler403 = "hub.error_views.handle_permission_denied"
handler404 = "hub.error_views.handle_not_found"
handler500 = "hub.error_views.handle_server_error"
