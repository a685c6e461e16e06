"""Where the hub runs: its folder, mode, secret key and address; its logs."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from django.http.request import split_domain_port, validate_host

from hub.environment import Environment, create_private
from hub.logs import build_logging_settings

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = BASE_DIR / "var"
# The directory contains the secret key and the database, so only the owner may read it.
VAR_DIR.mkdir(mode=0o700, exist_ok=True)
env = Environment()

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
# Public URL of the site for absolute URLs (sitemap, canonical links). Required in production, because clients
# control the host of a request.
SITE_URL = env.site_url("SITE_URL", required=not STANDALONE)
if SITE_URL and not STANDALONE:
    _site_host = split_domain_port(SITE_URL.partition("://")[2])[0]
    if not validate_host(_site_host, ALLOWED_HOSTS):
        raise ImproperlyConfigured(f"SITE_URL names '{_site_host}', which ALLOWED_HOSTS does not name.")

LOGGING = build_logging_settings(as_json=not STANDALONE)
