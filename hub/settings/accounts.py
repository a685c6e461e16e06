"""Passwords, logins and second factors of staff."""

from datetime import timedelta

from hub.settings.base import STANDALONE, env

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
ACCOUNT_LOG_DAYS = env.number("ACCOUNT_LOG_DAYS", default=365, least=30, most=3650)
LOGIN_URL = "admin:login"
# Used if `next` is missing or points to another site.
LOGIN_REDIRECT_URL = "admin:index"
