"""What other apps may want to know about client accounts. Sent inside the transaction that makes it true."""

from django.dispatch import Signal

#: Somebody has joined a client account or got another role there, or two accounts were merged: there may be
#: somebody now who takes over what stands in the name of its placeholder. Arguments: account, now.
person_joined = Signal()
