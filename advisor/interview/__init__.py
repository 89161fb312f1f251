"""The interview: a dialogue that fills an answers file."""
