"""Several people about one system: what they said when a round is over, and what colleagues were asked."""
