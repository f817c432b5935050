"""The settings of the site as the tests run them: production, without HTTPS.

Every process of the tests has its own scratch directory. ``TEST_DATABASE_URL``, which
``tests.postgres`` sets, names another database than SQLite.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_SCRATCH = Path(tempfile.mkdtemp(prefix="perfbudget-tests-"))
atexit.register(shutil.rmtree, _SCRATCH, ignore_errors=True)

for _name in ("CSRF_TRUSTED_ORIGINS", "LAYOUT_DIRS", "LOGIN_FAILURE_LIMIT", "SESSION_HOURS"):
    os.environ.pop(_name, None)
os.environ.update(
    SECRET_KEY="only-for-tests-" + "0123456789abcdef" * 4,
    DEBUG="0",
    DEMO_MODE="0",
    HTTPS="0",
    ALLOWED_HOSTS="localhost,127.0.0.1,testserver",
    VAR_DIR=str(_SCRATCH),
    DATABASE_URL=os.environ.get("TEST_DATABASE_URL", f"sqlite:///{_SCRATCH}/site.sqlite3"),
    # Static files straight from their folders, without collectstatic.
    STATICFILES_BACKEND="django.contrib.staticfiles.storage.StaticFilesStorage",
    LOG_LEVEL="WARNING",
    # Playwright's synchronous interface runs an event loop in the thread of the test.
    DJANGO_ALLOW_ASYNC_UNSAFE="true",
)

from perfbudget.settings import *  # noqa: E402, F403 - the environment comes first
from perfbudget.settings import CACHES, DATABASES, STATIC_ROOT  # noqa: E402 - as above

STATIC_ROOT.mkdir()  # whitenoise warns without it
# The live server knows staticfiles by its plain name only; so whitenoise serves from the folders.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True

if "sqlite" in DATABASES["default"]["ENGINE"]:
    # A file: with a database in memory the live server meets "table is locked".
    DATABASES["default"]["TEST"] = {"NAME": str(_SCRATCH / "test.sqlite3")}

# Two tests may have the same address for different things; the tests of the cache turn it on.
CACHES = {**CACHES, "public": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}

# Hashing a password slowly protects nobody here.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
