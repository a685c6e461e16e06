"""Settings of the China Hub, read from the environment.

All variables are optional in standalone mode: SQLite in `var/`, an in-memory cache, and a secret key that is
generated on the first start. `docs/settings.md` lists all variables; a test compares the list with this file.
"""

from datetime import timedelta
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from django.http.request import split_domain_port, validate_host

from hub.environment import Environment, create_private
from hub.logs import build_logging_settings

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"
# The directory contains the secret key and the database, so only the owner may read it.
VAR_DIR.mkdir(mode=0o700, exist_ok=True)
env = Environment()

# -- Mode -----------------------------------------------------------------------------------------
# standalone: one process on one machine. production: refuses to start if a required setting is missing.
MODE = env.choice("MODE", ("standalone", "production"), default="standalone")
STANDALONE = MODE == "standalone"
DEBUG = env.flag("DEBUG", default=False)
if DEBUG and not STANDALONE:
    raise ImproperlyConfigured("DEBUG must be off in production: its error pages tell strangers too much.")


def _read_or_create_secret_key() -> str:
    path = VAR_DIR / "secret-key"
    if not path.exists():
        create_private(path)
        path.write_text(get_random_secret_key(), encoding="utf-8")
    return path.read_text(encoding="utf-8").strip()


SECRET_KEY = env.secret_key("SECRET_KEY", required=not STANDALONE)
if not SECRET_KEY:
    SECRET_KEY = _read_or_create_secret_key()
# The first one encrypts what the database keeps encrypted, all of them decrypt it.
ENCRYPTION_KEYS = env.secret_keys("ENCRYPTION_KEYS", default=SECRET_KEY)
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"], required=not STANDALONE)

# Off: the lists beside the maps stay. Without an approval number, maps stay on the pages of the site.
MAPS = env.flag("MAPS", default=True)
MAP_APPROVAL_NUMBER = env.text("MAP_APPROVAL_NUMBER")
# The registration of a site that is served from China, for the foot of all pages.
ICP_NUMBER = env.text("ICP_NUMBER")
# Public URL of the site for absolute URLs (sitemap, canonical links). Required in production, because clients
# control the host of a request.
SITE_URL = env.site_url("SITE_URL", required=not STANDALONE)
if SITE_URL and not STANDALONE:
    _site_host = split_domain_port(SITE_URL.partition("://")[2])[0]
    if not validate_host(_site_host, ALLOWED_HOSTS):
        raise ImproperlyConfigured(f"SITE_URL names '{_site_host}', which ALLOWED_HOSTS does not name.")
# On: a change of what is public is proposed, and another person accepts it.
FOUR_EYES = env.flag("FOUR_EYES", default=not STANDALONE)
# The mailbox of the editors. If empty, and with no form for requests, no page invites readers to write.
CONTACT_EMAIL = env.email("CONTACT_EMAIL")
# The office that reads records and answers readers, as pages name it.
OFFICE_NAME_EN = env.text("OFFICE_NAME_EN")
OFFICE_NAME_ZH_HANS = env.text("OFFICE_NAME_ZH_HANS")
# Mail to staff: each morning, what waits for whom. Without a server, none is sent.
_mail_server = env.mail_server("EMAIL_URL")
HAS_MAIL = bool(_mail_server)
vars().update(_mail_server)
EMAIL_TIMEOUT = 20  # in seconds
DEFAULT_FROM_EMAIL = env.email("MAIL_FROM")
if HAS_MAIL and not (DEFAULT_FROM_EMAIL and SITE_URL):
    raise ImproperlyConfigured("EMAIL_URL needs MAIL_FROM, the sender, and SITE_URL, to which mails link.")
# Whether the page of a record says which version the office has read.
READ_MARKS = env.flag("READ_MARKS", default=True)
# The form for requests opens when all five are set: the office that answers, in how many working days, and
# the text to which a reader agrees who leaves an address.
ENQUIRY_ANSWER_DAYS = env.number("ENQUIRY_ANSWER_DAYS", default=0, least=0, most=60)
ENQUIRY_CONSENT_EN = env.text("ENQUIRY_CONSENT_EN")
ENQUIRY_CONSENT_ZH_HANS = env.text("ENQUIRY_CONSENT_ZH_HANS")

# -- Applications: each imports only from those below it ----------------------------------------------------
INSTALLED_APPS = [
    "hub",
    "sample_data",
    "bundles",
    "reconciliation",
    "api",
    "accounts",
    "enquiries",
    "search",
    "portal",
    "initiatives",
    "coalition",
    "cities",
    "stats",
    "records",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "hub.login_config.LoginConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_zxcvbn_password_validator",
    "hub.admin_config.HubAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "hub.middleware.RequestIdMiddleware",
    "hub.middleware.HeadMiddleware",
    # Headers of all responses, including static files.
    "django.middleware.security.SecurityMiddleware",
    "hub.middleware.ContentSecurityPolicyMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "hub.middleware.PasskeyPolicyMiddleware",
    "hub.middleware.ResourcePolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "hub.middleware.FrameMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "web.compression.SelectiveGzipMiddleware",
    "web.compression.BrotliMiddleware",
    "api.middleware.ApiHeadersMiddleware",
    "api.middleware.ApiCacheMiddleware",
    "hub.middleware.MethodMiddleware",
    "web.query_params.QueryParametersMiddleware",
    "web.page_cache.PageCacheMiddleware",
    "hub.middleware.SessionRenewalMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "hub.middleware.UnavailableMiddleware",
    "hub.middleware.SignedOutFormMiddleware",
    "accounts.middleware.RefusalLogMiddleware",
    "hub.middleware.SecondFactorMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "hub.urls"
WSGI_APPLICATION = "hub.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hub.context_processors.get_site_context",
            ],
            # Without `{% load %}`, so that a template can be laid out from its first line.
            "builtins": ["records.templatetags.layout_tags"],
        },
    },
]

# -- Data -----------------------------------------------------------------------------------------
DATABASES = {
    "default": env.database("DATABASE_URL", f"sqlite:///{VAR_DIR / 'hub.sqlite3'}", required=not STANDALONE)
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    if DATABASES["default"]["NAME"] != ":memory:":
        # SQLite creates its journal files with the same permissions.
        create_private(Path(DATABASES["default"]["NAME"]))
    # IMMEDIATE: transactions take the write lock at their start, so that writers wait for each other instead
    # of failing with "database is locked".
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;",
    }
elif DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # In seconds: a new connection has to read the system catalogue again for each query.
    DATABASES["default"].setdefault("CONN_MAX_AGE", 600)
    DATABASES["default"].setdefault("CONN_HEALTH_CHECKS", True)
    options = DATABASES["default"].setdefault("OPTIONS", {})
    options.setdefault("connect_timeout", 3)  # in seconds
    # Compiling a query of a page takes seconds, running it milliseconds.
    options.setdefault("options", "-c jit=off")

# -- Caches ---------------------------------------------------------------------------------------
# "pages": public pages and API responses. "limits": request counters of the throttle, separate so that pages
# don't evict them. "default": everything else.
REDIS_URL = env.redis("REDIS_URL")
if REDIS_URL:
    CACHES = {
        name: {
            "BACKEND": "hub.redis_cache.RedisCache",
            "LOCATION": REDIS_URL,
            "KEY_PREFIX": "" if name == "default" else name,
            # In seconds; pages are rendered without the cache if Redis is unavailable.
            "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
        }
        for name in ("default", "pages", "limits")
    }
else:
    CACHES = {
        name: {
            # Files that all processes of this machine share.
            "BACKEND": "hub.shared_cache.SharedFileCache",
            "LOCATION": str(VAR_DIR / f"cache-{name}.sqlite3"),
            "OPTIONS": {"MAX_BYTES": megabytes * 1024 * 1024},
        }
        for name, megabytes in (("default", 16), ("pages", 512))
    }
    CACHES["limits"] = {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "limits",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }

# Off in DEBUG, because the cache does not notice changes of templates.
PAGE_CACHE = not DEBUG
# Patterns of the paths of pages that have no language prefix and are the same in all languages.
PAGES_WITHOUT_LANGUAGE = (r"/sitemap(-[a-z-]+)?\.xml", r"/catalog\.(ttl|jsonld)")
# Parameters that other sites and apps append to URLs for tracking: WeChat, Baidu, Alibaba, Weibo, Douyin,
# Bilibili, search engines and newsletters. Pages ignore them. Patterns as in fnmatch.
TRACKING_PARAMETERS = (
    "from",
    "isappinstalled",
    "scene",
    "subscene",
    "clicktime",
    "enterid",
    "sessionid",
    "ascene",
    "devicetype",
    "nettype",
    "abtest_cookie",
    "pass_ticket",
    "wx_header",
    "exportkey",
    "nsukey",
    "sharer_*",
    "share_*",
    "sharefrom",
    "timestamp",
    "chksm",
    "weixin_*",
    "tdsourcetag",
    "bd_vid",
    "bdmss",
    "hmsr",
    "hmpl",
    "hmcu",
    "hmkw",
    "hmci",
    "spm",
    "spm_id_from",
    "scm",
    "vd_source",
    "weibo_id",
    "tt_from",
    "utm_*",
    "_hs*",
    "fbclid",
    "gclid",
    "gclsrc",
    "gbraid",
    "wbraid",
    "dclid",
    "msclkid",
    "yclid",
    "twclid",
    "ttclid",
    "igshid",
    "igsh",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "ref_src",
    "_ga",
    "_gl",
    "srsltid",
)

CONTENT_DIR = BASE_DIR / "content"

# -- Refreshes of statistics and search -----------------------------------------------------------
# Minimum number of seconds between two refreshes of a statistic, so that a burst of edits causes a limited
# number of refreshes.
REFRESH_PAUSE = env.number("REFRESH_PAUSE", default=2, least=0, most=3600)
# After this many seconds a worker without result is considered dead, and another one takes over its task.
REFRESH_LEASE = env.number("REFRESH_LEASE", default=15, least=1, most=86_400)

# -- Tasks: Celery with a broker, else a management command ---------------------------------------
CELERY_BROKER_URL = env.redis("BROKER_URL", default=REDIS_URL)
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 900
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")
# Retry without limit; the default is 100 attempts.
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
# Short timeouts, because edits in the admin send tasks.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_connect_timeout": 2,
    "socket_timeout": 5,
    "visibility_timeout": 900,
}

# -- The API --------------------------------------------------------------------------------------
# Requests per minute: per client address, and per API key.
API_RATE_ANONYMOUS = env.number("API_RATE_ANONYMOUS", default=600, least=1, most=1_000_000)
API_RATE_KEYED = env.number("API_RATE_KEYED", default=6000, least=1, most=1_000_000)
# Searches per minute and client address, suggestions included.
SEARCH_RATE = env.number("SEARCH_RATE", default=120, least=1, most=1_000_000)
# Lists and comparisons as files that a process makes at a time, with one of its four threads; 0: any number.
# The interpreter runs one thread at a time, so that all pages take longer with each further export.
EXPORTS_AT_ONCE = 0 if STANDALONE else 1
# Whether requests from the loopback address are throttled.
API_LIMIT_LOOPBACK = env.flag("API_LIMIT_LOOPBACK", default=not STANDALONE)
REST_FRAMEWORK = {
    "EXCEPTION_HANDLER": "api.exceptions.handle_exception",
    "DEFAULT_SCHEMA_CLASS": "api.description.schema.ApiSchema",
    # Number of trusted proxies that append to X-Forwarded-For; 0: the header is ignored.
    "NUM_PROXIES": env.number("PROXIES", default=0 if STANDALONE else 1, least=0, most=10),
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "China Hub API",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "DESCRIPTION": (
        "Everything that is public on China Hub, each figure with its source. Read-only; no key is needed."
        "\n\nLists are paged: follow `next` until it is null. They are also available as CSV, JSON Lines and "
        "XLSX, and as GeoJSON where there are coordinates. Errors are problem details (RFC 9457). A "
        "parameter that isn’t known, and an unknown or empty value, gets 400 with what is allowed."
        "\n\nAnswers to `fields` and `group_by` have a field of that name, by which programs know them. "
        "Texts are in one language; `/api/v1/schema/?lang=all` describes the responses to `lang=all`."
    ),
    "CONTACT": {
        "name": "ICLEI East Asia, China Hub",
        "url": "https://eastasia.iclei.org/green-circular-cities-coalition/",
    },
    "SERVERS": [{"url": "/", "description": "The site that serves this file"}],
    "LICENSE": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "OPERATION_ID_METHOD_POSITION": "PRE",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SORT_OPERATION_PARAMETERS": False,
    "POSTPROCESSING_HOOKS": [
        "api.description.schema.add_notes",
        "api.description.partial_answers.describe_partial_answers",
        "api.description.schema.extract_components",
    ],
}

# -- Bundles of all data --------------------------------------------------------------------------
# The folder of the files, which all servers and workers share.
BUNDLE_ROOT = env.text("BUNDLE_ROOT", default=str(VAR_DIR / "bundles"))

# -- Languages ------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文"), ("zh-hant", "繁體中文")]
LOCALE_PATHS = [BASE_DIR / "locale"]
# The language that an editor has chosen; addresses of public pages have their language, and get no cookie.
LANGUAGE_COOKIE_PATH = "/admin/"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
FORMAT_MODULE_PATH = ["hub.date_formats"]
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# -- Static files ---------------------------------------------------------------------------------
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

# -- Forms ------------------------------------------------------------------------------------------
# The form of a city with all its parts has 400 fields, that of a park with 1,500 flows 38,000. A Chinese
# character takes nine bytes. deploy/nginx.conf lets a little more through, so that the hub names the limit.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 50_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

# -- Security -------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    # Estimates the strength, taking the user's names into account.
    {"NAME": "accounts.passwords.StrengthPasswordValidator"},
    # Names of the site, of cities and of the account, which those who know us try first.
    {"NAME": "accounts.passwords.NamePasswordValidator"},
]
# Of 4: ten billion guesses do not find it, as they do a word with a year and signs.
PASSWORD_MINIMAL_STRENGTH = 4
# What is guessed first of this site.
PASSWORD_EXTRA_DICTIONARY = [
    "china",
    "hub",
    "chinahub",
    "iclei",
    "eastasia",
    "circular",
    "economy",
    "city",
    "cities",
    "coalition",
    "zerowaste",
    "zhongguo",
    "xunhuan",
    "chengshi",
]
# The seconds in which a one-time link for a password can be used: a weekend long.
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600
# Sessions end after twelve hours without a request to the admin (`SessionRenewalMiddleware`).
SESSION_COOKIE_AGE = 12 * 3600
# After ten failed logins with a username from an address, this combination is locked for 15 minutes. Locking
# only one of them would let an attacker lock out an account owner, or all users behind one address.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 10
# Of all names together from an address, so that a password can't be tried on name after name; an attempt
# takes half a second of a processor. All staff of an office may share an address.
LOGIN_FAILURES_PER_ADDRESS = 50
AXES_HANDLER = "hub.login.LoginAttemptHandler"
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_USE_ATTEMPT_EXPIRATION = True  # expired attempts are deleted
AXES_DISABLE_ACCESS_LOG = True
AXES_CLIENT_IP_CALLABLE = "web.ip_addresses.get_client_address"
# Of a request that is kept with a failed attempt, also the codes: a mistyped one tells most of the right one.
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "credential"]
AXES_LOCKOUT_CALLABLE = "hub.login.respond_locked_out"
# Whether whoever may publish, manage accounts or redact has to set up a second factor before anything else.
SECOND_FACTOR_REQUIRED = env.flag("SECOND_FACTOR_REQUIRED", default=not STANDALONE)
ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_REAUTHENTICATION_METHODS = ("password",)
# Ten wrong codes for an account in a quarter of an hour, from whatever addresses; axes limits the rest.
ACCOUNT_RATE_LIMITS = {"login_failed": f"{AXES_FAILURE_LIMIT}/15m/key", "reauthenticate": ""}
MFA_ADAPTER = "accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
# Also the codes before and after that of now: the clock of a phone may differ by half a minute.
MFA_TOTP_TOLERANCE = 1
# Browsers use a passkey over HTTPS, or at localhost without it.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = STANDALONE
# For how many days sign-ins, refusals and changes of rights are kept (docs/privacy.md).
# How long what was declined or taken back is kept; deleted by `manage.py prune_proposals`.
PROPOSAL_DAYS = env.number("PROPOSAL_DAYS", default=365, least=30, most=3650)
ACCOUNT_LOG_DAYS = env.number("ACCOUNT_LOG_DAYS", default=365, least=30, most=3650)
LOGIN_URL = "admin:login"
# Used if `next` is missing or points to another site.
LOGIN_REDIRECT_URL = "admin:index"
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

# -- Logging ------------------------------------------------------------------------------------
LOGGING = build_logging_settings(as_json=not STANDALONE)
