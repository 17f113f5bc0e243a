"""Copies of the whole portal, putting one back, and trying that it works.

A copy is one file: the rows of all tables as text, the files that people brought, and a manifest with a fingerprint of
each. It says nothing of the database that it came from, so a portal that began on SQLite is restored into PostgreSQL,
and no program of the database is needed.
"""
