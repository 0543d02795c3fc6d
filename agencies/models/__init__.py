from agencies.roles import Role

from .agency import Agency, Branding, Domain
from .files import StoredFile
from .membership import Invitation, Membership

__all__ = ["Agency", "Branding", "Domain", "Invitation", "Membership", "Role", "StoredFile"]
