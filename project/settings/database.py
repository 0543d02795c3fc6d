"""Where rows are kept, and how long a statement may take."""

from typing import Any

from .env import BASE_DIR, env, folder

DATA_DIR = folder("DATA_DIR", BASE_DIR / "var")

# The embedded server's folder, and settings in place of those that fit the machine's memory; both unused when
# DATABASE_URL names another server.
EMBEDDED_POSTGRES: dict[str, Any] = {
    "data": DATA_DIR / "pg",
    "options": env.dict("POSTGRES_OPTIONS", default={}),
}
DATABASES = {"default": env.db("DATABASE_URL") if env.str("DATABASE_URL", default="") else {}}
# Ours, whose requests do not wait for a database that says nothing.
if DATABASES["default"].get("ENGINE") == "django.db.backends.postgresql":
    DATABASES["default"]["ENGINE"] = "project.postgres"
if not DATABASES["default"]:
    DATABASES["default"] = {"ENGINE": "project.embedded_postgres", "NAME": "quillhouse", "USER": "postgres"}
# Each connection plans compiled queries (project/base/compiled.py) once: see “Prepared statements” in
# docs/operating.md.
PREPARED_STATEMENTS = env.bool("PREPARED_STATEMENTS", default=True)
DATABASES["default"].update(
    CONN_MAX_AGE=60,
    CONN_HEALTH_CHECKS=True,
    OPTIONS={
        **DATABASES["default"].get("OPTIONS", {}),
        "connect_timeout": 5,
        # Milliseconds. A silent or locked database must cost a page an error, never a thread.
        # What a connection prepares it plans once, unless it is told otherwise (project/postgres).
        "options": "-c statement_timeout=15000 -c lock_timeout=4000 -c "
        "idle_in_transaction_session_timeout=60000 -c plan_cache_mode=force_generic_plan",
        # Of an answer that never comes: what was sent is taken by nobody. See also project.postgres.
        "tcp_user_timeout": 8000,
        "keepalives": 1,
        "keepalives_idle": 15,
        "keepalives_interval": 5,
        "keepalives_count": 3,
    },
)

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_entries"}}
if env.str("CACHE_URL", default=""):
    CACHES = {"default": env.cache_url("CACHE_URL")}
