"""The kinds of mail that panels owe: said here once, for those who owe them and those who compose them."""

RESPONSE_WANTED = "response_wanted"
RESPONSE_AGAIN = "response_again"
RESPONSES_DIFFER = "responses_differ"
RESPONSE_DUE = "response_due"
RESPONSES_FEW = "responses_few"
ASK_COLLEAGUE = "ask_colleague"
COLLEAGUE_ANSWERED = "colleague_answered"
