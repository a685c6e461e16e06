"""Sessions, cookies and headers, and how much a form may send."""

from hub.settings.base import SITE_URL, STANDALONE, env

# The form of a city with all its parts has 400 fields, that of a park with 1,500 flows 38,000. A Chinese
# character takes nine bytes. deploy/nginx.conf lets a little more through, so that the hub names the limit.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 50_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
# Sessions end after twelve hours without a request to the admin (`SessionRenewalMiddleware`).
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "hub.error_views.handle_csrf_failure"
SESSION_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
# The setting and the middleware have the names of those in Django 6, which can replace them.
SECURE_CSP = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
    "form-action": ["'self'"],
}
# Disables all device features that browsers can grant to a page.
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in (
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "display-capture",
        "encrypted-media",
        "geolocation",
        "gyroscope",
        "hid",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "publickey-credentials-create",
        "publickey-credentials-get",
        "screen-wake-lock",
        "serial",
        "usb",
        "xr-spatial-tracking",
    )
}
# For so many seconds browsers refuse the site without HTTPS. Nobody can take it back: the operator decides;
# `preload`, which binds for good, is never sent.
SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", default=0, least=0, most=63_072_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.flag("HSTS_SUBDOMAINS", default=False)
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W005", "security.W021"]  # which ask for all of it
# Without a cookie of their own, in which messages about records would be readable.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# The cookie that shows staff their edits at once (`web.page_cache`).
EDITOR_COOKIE_NAME = "editor"
if not STANDALONE:
    # Browsers take a cookie with this prefix over HTTPS from this very host only.
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    EDITOR_COOKIE_NAME = "__Host-editor"
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    LANGUAGE_COOKIE_SECURE = True
    CSRF_TRUSTED_ORIGINS = [SITE_URL]
