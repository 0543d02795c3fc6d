"""The path of a request before and after its view: host -> agency, session -> person, statement -> access,
error -> page."""
