"""What other apps may answer about mail on its way, and hear about people."""

from django.dispatch import Signal

#: A mail is about to go to the mail server. Argument: mail. A receiver that answers False keeps it back for
#: good.
mail_leaves = Signal()

#: A person's address was changed; sent inside the transaction, by the request that did it, whose session
#: stays. Arguments: request, user, now.
email_changed = Signal()
