"""Caches, and what the cache of pages knows of addresses."""

from hub.settings.base import DEBUG, VAR_DIR, env

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
