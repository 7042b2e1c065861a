"""The settings under which the suite runs: config.settings, deaf to the machine's `.env`, and quick.

DATABASE_URL alone is taken from outside: `make test` runs the suite once for each database.
"""

import os

os.environ |= {
    "ENV_FILE": os.devnull,
    "SECRET_KEY": "the suite's own key, long enough and of no use to anybody else",
    "DEBUG": "off",
    "HTTPS": "off",
    "ALLOWED_HOSTS": "localhost,127.0.0.1,testserver",
}

from config.settings import *  # noqa: E402, F403

# Names without a digest, straight from their folders: no collectstatic before a test.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True

# A password is hashed in nearly every test, and none is worth guarding.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
