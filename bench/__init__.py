"""The measured figures: each a ratio against a raw baseline of the same run, so that a noisy machine does not matter.

`python -m bench` measures everything, `python -m bench closing pages` what is named; `make bench` is the first.
"""
