"""Programmes, phases, steps, requirements, batches, and where each unit stands in them."""
