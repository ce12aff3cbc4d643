"""Figures: pure functions from answers to drawings. Nothing here asks, counts or knows the warehouse."""
