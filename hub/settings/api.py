"""Limits of the API, of searches and of exports; the description of the API."""

from hub.settings.base import STANDALONE, env

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
