"""One archive with everything that an installation keeps, but for its secrets: made, judged, restored.

`archive` is the format, `dump` the database in it, `media` the files, `making` and `restoring` the two acts.
"""
