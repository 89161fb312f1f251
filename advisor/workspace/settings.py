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
LOGIN_URL = "enter"
USE_TZ = True
TIME_ZONE = "UTC"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
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
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [shipped("templates")],
        "OPTIONS": {"environment": "advisor.workspace.rendering.environment"},
    },
]

DATABASES = {"default": database_settings(CONFIGURATION)}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "workspace_cache"}}
# Counts of attempts, which all processes share.

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
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

globals().update(mail_settings(CONFIGURATION.mail))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
