"""The API as a whole. What an endpoint has of its own stands at its class (project/base/api/resource.py)."""

REST_FRAMEWORK = {
    "EXCEPTION_HANDLER": "project.base.api.problems.handle",
    "DEFAULT_SCHEMA_CLASS": "project.base.api.schema.Schema",
    "URL_FORMAT_OVERRIDE": None,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.0",
    "TITLE": "Quillhouse",
    "VERSION": "1",
    "DESCRIPTION": "Everything that the pages can do. The agency is the host’s.",
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "SCHEMA_PATH_PREFIX_INSERT": "",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "SERVE_PUBLIC": True,
    "POSTPROCESSING_HOOKS": ["project.base.api.schema.finish"],
    "AUTHENTICATION_WHITELIST": [],
    "APPEND_COMPONENTS": {
        "securitySchemes": {
            "token": {
                "type": "apiKey",
                "in": "header",
                "name": "Authorization",
                "description": "`Token qh_…`: an access token of the account page.",
            },
            "session": {"type": "apiKey", "in": "cookie", "name": "sessionid"},
        }
    },
}
