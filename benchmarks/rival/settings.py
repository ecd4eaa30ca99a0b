"""Settings of the rival: Django as its documentation advises for production, on the portal's own database file."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
STATIC_ROOT = os.environ["RIVAL_STATIC_ROOT"]  # `collectstatic` compresses and hashes the files into it beforehand
AUDIT_SEARCHES = os.environ.get("RIVAL_AUDIT", "yes") == "yes"

SECRET_KEY = "the rival serves made-up people on the loopback only"
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
ROOT_URLCONF = "rival.urls"
WSGI_APPLICATION = "rival.wsgi.application"
USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False  # the texts are French as they stand: nothing to look up
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# With what `startproject` installs: a portal has accounts, sessions and a back office. They weigh on P9 only.
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "rival",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # works only for clients that ask for it: browsers do, P1 does not
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "rival.sessions.MemberSessionMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,  # with DEBUG off, compiled templates stay in memory
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": os.environ["RIVAL_DATABASE"],
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA busy_timeout=10000;",
        },
    }
}
STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "assets"]
WHITENOISE_ROOT = ROOT / "assets"  # the stylesheet names its fonts by their address on the portal: /fonts/…
STORAGES = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
LOGGING = {"version": 1, "disable_existing_loggers": False, "loggers": {"django": {"level": "ERROR"}}}
