"""Advice: from outcomes to the Assessment, with priorities, plan and scores."""
