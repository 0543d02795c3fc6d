"""What other apps may answer about mail on its way."""

from django.dispatch import Signal

#: A mail is about to go to the mail server. Argument: mail. A receiver that answers False keeps it back for good.
mail_leaves = Signal()
