"""An agency that moves out: everything of it in one ZIP, for any program to read, and for an empty
installation to take in."""
