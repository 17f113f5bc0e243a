"""The kinds of mail that assessments owe: said here once, for those who owe them and those who compose them."""

PLEASE_ANSWER = "please_answer"
CONTRADICTIONS = "contradictions"
RETURNED = "returned"
APPROVED = "approved"
BEGUN_AGAIN = "begun_again"
NOT_THEIRS = "not_theirs"
OWNER_KEPT = "owner_kept"
