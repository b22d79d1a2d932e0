"""What each address of the product is opened with, for the walk of `may_i.py`: one file per app, one row per address.

A sample is made through actions for a given unit, or says that the address is bound to no unit. An address without a row
in some file here fails the walk. Every file of this folder is read; its ``SAMPLES`` may not repeat an address.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module

from tests.law.samples.making import Maker, Sample

__all__ = ["SAMPLES", "Maker", "Sample"]

SAMPLES: dict[str, Maker | Sample] = {}
for _module in sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name != "making"):
    _rows: dict[str, Maker | Sample] = import_module(f"{__name__}.{_module}").SAMPLES
    assert not _rows.keys() & SAMPLES.keys(), f"{_module} repeats an address"
    SAMPLES.update(_rows)
