"""Inference: from answers to conclusions and outcomes, by two independent engines."""
