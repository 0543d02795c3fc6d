"""Filling the database of the measurements: a few stories played by the actions, then many copies of them."""
