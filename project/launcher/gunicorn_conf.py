"""What gunicorn cannot be told on its command line: its messages go where ours go, in the same form."""

from project import settings
from project.logging import configuration

logconfig_dict = configuration(json_lines=settings.PRODUCTION)
logconfig_dict["loggers"] = {
    **logconfig_dict["loggers"],
    "gunicorn.error": {"level": "WARNING", "handlers": [], "propagate": True},
    "gunicorn.access": {"level": "WARNING", "handlers": [], "propagate": True},
}
