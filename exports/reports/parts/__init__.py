"""The parts of a summary as sections of a document, in the reader's words."""
