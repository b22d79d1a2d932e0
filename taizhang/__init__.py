"""Taizhang (台账): a notice goes in, people record each act once, every figure is derived from one ledger."""
