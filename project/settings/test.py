"""For pytest: quick, and on a database server and folders of its own."""

from .base import *  # noqa: F403
from .database import DATA_DIR, DATABASES
from .env import derived_key
from .files_and_mail import PLAIN, STORAGES

SECRET_KEY = "only-for-tests-" + "0" * 50
SECRETS_KEYS = [derived_key(SECRET_KEY)]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MAIL_IN_ADDRESS = MAIL_IN_URL = MAIL_IN_CA_FILE = ""
MEDIA_ROOT = DATA_DIR / "test-media"
EMBEDDED_POSTGRES = {
    "data": DATA_DIR / "test-pg",
    # Small, because several checkouts may be tested on one machine.
    "options": {
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "shared_buffers": "128MB",
    },
}
# Threads of workers and races must not keep a connection that stops the test database from being dropped.
DATABASES["default"]["CONN_MAX_AGE"] = 0
STATIC_ROOT = None
STORAGES = {**STORAGES, "staticfiles": PLAIN}
WHITENOISE_USE_FINDERS = True
# A test begins with unplanned statements and few rows: to weigh every order of joins took most of its time.
DATABASES["default"]["OPTIONS"]["options"] += " -c join_collapse_limit=1 -c from_collapse_limit=1"
