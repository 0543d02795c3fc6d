"""Files that browsers fetch, files that people hand over, and mail in both directions."""

from pathlib import Path

from .bundles import BUNDLES  # noqa: F401  (a setting)
from .database import DATA_DIR
from .env import BASE_DIR, env, folder, mailbox

STATIC_URL = "/static/"
STATICFILES_DIRS = [path for path in [BASE_DIR / "static"] if path.is_dir()]
STATICFILES_FINDERS = [
    "project.bundles.BundleFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
BUNDLES_ROOT = DATA_DIR / "bundles"
STATIC_ROOT: Path | None = DATA_DIR / "static"
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
# Private: no URL serves this folder, views hand out files after asking the rules.
MEDIA_ROOT = folder("MEDIA_DIR", DATA_DIR / "media")
MEDIA_URL = ""
# A whole request in bytes: without files, and of a member with files. Judged before anything is read or
# written.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
MAX_REQUEST_BYTES = 100 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "agencies.files.uploads.UploadHandler",
]
#: By their own names, with nothing collected: for runserver and tests.
PLAIN = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = folder("MAIL_DIR", DATA_DIR / "mail")
EMAIL_TIMEOUT = 10
MAIL_FROM_IS_DEFAULT = not env.str("MAIL_FROM", default="")
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("MAIL_FROM", default="Quillhouse <post@quillhouse.example>")
if env.str("EMAIL_URL", default=""):
    globals().update(env.email_url("EMAIL_URL"))
    if EMAIL_BACKEND == "django.core.mail.backends.smtp.EmailBackend":
        EMAIL_BACKEND = "accounts.adapters.smtp.EmailBackend"

#: Where mail to support comes in, and the mailbox that `manage.py read_mail` reads: maildir:///folder, or
#: imaps://user:password@host/mailbox. Empty: none is read.
MAIL_IN_ADDRESS = mailbox("MAIL_IN_ADDRESS")
MAIL_IN_URL = env.str("MAIL_IN_URL", default="")
MAIL_IN_CA_FILE = env.str("MAIL_IN_CA_FILE", default="")
