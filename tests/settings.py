"""The settings under which the suite runs: config.settings, deaf to the machine's `.env`, and quick.

DATABASE_URL alone is taken from outside: `make test` runs the suite once for each database.
"""

import os
import tempfile
from pathlib import Path

os.environ |= {
    "ENV_FILE": os.devnull,
    "SECRET_KEY": "the suite's own key, long enough and of no use to anybody else",
    "DEBUG": "off",
    "HTTPS": "off",
    "ALLOWED_HOSTS": "localhost,127.0.0.1,testserver",
    # Playwright runs an event loop in the tests' own thread, where Django would refuse every query.
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
}

from config.settings import *  # noqa: F403

# Names without a digest, straight from their folders: no collectstatic before a test.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True

# A test that captures anything gives itself a folder; what forgets to is not left in the project's.
CAPTURES_DIR = Path(tempfile.gettempdir()) / f"sayso-captures-{os.getpid()}"

# A password is hashed in nearly every test, and none is worth guarding.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# A file and not memory: the browser tests' server then has a connection of its own, as in production.
# Each process of the suite has its file; nothing in it has to outlive a power cut.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":  # noqa: F405
    DATABASES["default"] |= {  # noqa: F405
        "TEST": {"NAME": str(Path(tempfile.gettempdir()) / f"sayso-test-{os.getpid()}.sqlite3")},
        "OPTIONS": SQLITE_OPTIONS | {"init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"},  # noqa: F405
    }
