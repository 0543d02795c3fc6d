"""What the reader of a mail about an order is to that order: the closed set of parts, to each of which a mail
has its words."""

from __future__ import annotations

#: The desk's managers, its support people, the order's writer, who wrote it before, who is asked, who was
#: asked, the order's editor, editors who may claim it, and of the client's people those who order, and those
#: who pay. Whoever a message concerns: talk.
DESK, SUPPORT = "desk", "support"
WRITER, FORMER, ASKED, UNASKED = "writer", "former", "asked", "unasked"
EDITOR, EDITORS, CLIENT, PAYER, TALK = "editor", "editors", "client", "payer", "talk"
#: Parts of people who no longer see the order: told with the little they know already, and without a way to
#: it.
FAREWELL = (FORMER, UNASKED)
