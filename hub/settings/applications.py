"""Applications, each of which imports only from those below it; middleware and templates."""

from hub.settings.base import BASE_DIR

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
