"""What other apps may want to know about people. Sent inside the transaction that makes it true."""

from django.dispatch import Signal

#: An agency was founded, with its domain and branding. Arguments: agency, now, tax_rate (percent, 0 for
#: none: whoever founded it said so).
agency_created = Signal()

#: A suspended agency works again, within that transaction. Arguments: agency, since (when it was suspended),
#: now.
agency_resumed = Signal()

#: Somebody is to be told about an invitation. Arguments: invitation, token (never stored), now; `into` and
#: `role_words` where it leads further in than the agency: the name of what it opens, and as what.
invitation_made = Signal()

#: Somebody is about to change what other people may do, or the policy of the agency. Sent before the write
#: and after the locks, inside the transaction; a receiver refuses it by an error. Arguments: actor, browser
#: (with the session that acts, if one does), kind ("invitation", "roles", "policy", or "people" for what a
#: receiver of accounts.signals.people_act_undone takes back), subject (the key of the row), before (what the
#: way back needs), now.
people_acted = Signal()

#: A used invitation is taken back, after the lock on it and before the roles go. Arguments: invitation,
#: membership, now.
invitation_taken_back = Signal()

#: A membership began, came back (`returns`), or changed its roles. Arguments: membership, now; invitation
#: where one opened the door.
member_roles_changed = Signal()

#: A member was shut out for a while. Arguments: membership, now.
member_suspended = Signal()

#: A membership ended. Arguments: membership, now.
member_left = Signal()

#: The rules about signing in have changed. Arguments: agency, actor, changed (names of columns), event (the
#: SecurityEvent of it), now.
security_policy_changed = Signal()

#: The record of a connected domain is not there: since this check, or for so long that the domain was
#: disconnected (its state says which). Arguments: claim, now.
domain_failing = Signal()

#: A webhook was switched off by the program (SwitchedOff says why). Arguments: webhook, now.
webhook_switched_off = Signal()

#: The archive of an agency is ready, or could not be made (its state says which). Arguments: export, now.
agency_export_ended = Signal()

#: An agency is to be closed, or stays after all. Arguments: closing, act ("asked", "soon", "ended": its state
#: says how), now.
agency_closing_changed = Signal()
