"""Django's settings of the workspace, from what the environment says."""

from __future__ import annotations

from advisor.knowledge import shipped

from .configuration import configuration
from .connections import database_settings, mail_settings

CONFIGURATION = configuration()

KNOWLEDGE_BASE = CONFIGURATION.knowledge_base
SECRET_KEY = CONFIGURATION.secret
ALLOWED_HOSTS = list(CONFIGURATION.hosts)
DEBUG = False
ROOT_URLCONF = "advisor.workspace.urls"
AUTH_USER_MODEL = "workspace.Person"
LOGIN_URL = "account_login" if CONFIGURATION.is_house else "enter"
LOGIN_REDIRECT_URL = "brands"
USE_TZ = True
TIME_ZONE = "UTC"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "advisor.workspace",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "advisor.workspace.protection.ContentPolicy",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "advisor.workspace.language_choice.LanguageChoice",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "advisor.workspace.round_session.Again",
    "advisor.workspace.rules_pages.LeadToRules",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [shipped("templates"), shipped("templates") / "workspace" / "allauth"],
        "OPTIONS": {
            "environment": "advisor.workspace.rendering.environment",
            "context_processors": ["advisor.workspace.rendering.who_reads"],
        },
    },
]

DATABASES = {"default": database_settings(CONFIGURATION)}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "workspace_cache"}}
# Counts of attempts, which all processes share.

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "advisor.workspace.accounts.HouseAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = True
MFA_ADAPTER = "advisor.workspace.passkeys.HouseSecondFactor"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "add_webauthn": "advisor.workspace.passkeys.AddedPasskey",
    "authenticate_webauthn": "advisor.workspace.passkeys.UsedPasskey",
    "login_webauthn": "advisor.workspace.passkeys.LoginPasskey",
    "reauthenticate_webauthn": "advisor.workspace.passkeys.ReauthenticationPasskey",
    "edit_webauthn": "advisor.workspace.passkeys.RenamedPasskey",
}
# Signing in by passkey takes two requests: as many people of one address may as may with a password.
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
MFA_TOTP_ISSUER = "Advisor"

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "advisor.workspace.refusals.csrf_failure"
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"
# In a cookie: telling what was recorded then costs no writing.
MESSAGE_STORAGE = "django.contrib.messages.storage.fallback.FallbackStorage"
# A page of the workspace shows a report in a frame; nobody else may frame anything.
SILENCED_SYSTEM_CHECKS = ["security.W019"]
if CONFIGURATION.is_house:
    # The reverse proxy speaks HTTPS with browsers, and says so to the server.
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
else:
    # On the loopback address there is no HTTPS.
    SILENCED_SYSTEM_CHECKS += ["security.W004", "security.W008", "security.W012", "security.W016"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
# A brand kit with its logo and fonts; what is larger never gets as far as a page.
FILE_UPLOAD_MAX_MEMORY_SIZE = 16_000_000
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

globals().update(mail_settings(CONFIGURATION.mail))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    # Anybody may ask for a name that is not ours; they are refused, and that is no news.
    "loggers": {"django.security.DisallowedHost": {"handlers": [], "propagate": False}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
