"""Documents become bytes. Nothing here knows the database, the request or Django."""
