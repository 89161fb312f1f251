"""Inference can be trusted, and explained."""
