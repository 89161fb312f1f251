"""Analysis: what can be said without a client, and about changes."""
