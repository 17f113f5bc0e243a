"""The kinds of mail that the catalogue owes."""

PROTECTION_WANTED = "protection_wanted"
