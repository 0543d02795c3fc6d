"""What other apps may answer about mail on its way, and hear about people."""

from django.dispatch import Signal

#: A mail is about to go to the mail server. Argument: mail. A receiver that answers False keeps it back for
#: good.
mail_leaves = Signal()

#: Acts of sessions are about to be undone, and what they are about is to be locked now, before the sessions.
#: Sent inside the transaction. Argument: acts (those of ActKind.PEOPLE).
people_acts_held = Signal()

#: An act of ActKind.PEOPLE is undone: whoever noted it takes it back. Inside the transaction. Arguments: act,
#: now.
people_act_undone = Signal()

#: A person's address was changed; sent inside the transaction, by the request that did it, whose session
#: stays. Arguments: request, user, now.
email_changed = Signal()
