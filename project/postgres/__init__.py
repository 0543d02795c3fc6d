"""Django's PostgreSQL engine for requests that do not wait for a database which says nothing.

`patience` says how long a request waits, `base` is the engine. Commands and jobs wait as long as they must.
"""
