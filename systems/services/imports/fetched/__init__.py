"""Lists that are fetched by themselves: from where, and what comes of them."""
