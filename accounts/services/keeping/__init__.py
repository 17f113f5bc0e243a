"""How long what is about people and work is kept: deleted by rule, given to a person, erased for a person."""
