"""Procedure view: one step, large enough for the distance, by pedal, touch or key."""
