"""The questionnaire: what is asked (documents), which answers are taken (fields), what they mean (measures)."""
