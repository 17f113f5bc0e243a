"""The derive contract: one JSON document in, one out."""
