"""The floor: what plain Django pages cost on the same server, beside which all pages are measured. Never part
of the program."""
