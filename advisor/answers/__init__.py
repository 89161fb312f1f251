"""Answers: what a brand said, the states of an answer, and the elementary tests rules make on it."""
