from .limits import LimitCounter
from .mail import Mail
from .user import User

__all__ = ["LimitCounter", "Mail", "User"]
