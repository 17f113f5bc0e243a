"""From the bytes of a file to its table: encodings, separators, and the row with the headings."""
