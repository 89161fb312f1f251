"""Explanations: why a result came out as it did, why another did not, and what other answers would change."""
