"""A questionnaire as architects work on it: its texts, its order, the company's own questions, and what differs.

All of it takes and gives the written form, as the TOML file has it; `parse` decides whether it will do.
"""
