"""From the answers of one system to its objectives and its plan, and why."""
