"""A portfolio: what many brands have in common, gathered from their answers files, told as text, CSV, JSON and HTML."""
