"""Promises of the workspace in the browser."""
