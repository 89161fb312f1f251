"""Promises about the words of the interface."""
