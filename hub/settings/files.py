"""Static files and the bundles of all data."""

from hub.settings.base import BASE_DIR, STANDALONE, VAR_DIR, env

STATIC_URL = "/static/"
# Target of `collectstatic` in production.
STATIC_ROOT = env.text("STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))
# Only build output and images: the sources of the style sheets are not served.
STATICFILES_DIRS = [("build", BASE_DIR / "static/build"), ("img", BASE_DIR / "static/img")]
# In standalone mode files are served from where they are built; in production `collectstatic` gives each
# one a name that changes with its content.
WHITENOISE_USE_FINDERS = STANDALONE
WHITENOISE_AUTOREFRESH = STANDALONE
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if STANDALONE
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# The folder of the files, which all servers and workers share.
BUNDLE_ROOT = env.text("BUNDLE_ROOT", default=str(VAR_DIR / "bundles"))
