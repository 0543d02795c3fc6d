"""An installation to examine: two agencies, two people in each role, things in every state, and a list of it
all that a program reads."""
