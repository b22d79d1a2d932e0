"""One example of every act: what it is called with in the named cast, after what must stand before it was made.

One file per app; every file of this folder is read. Each example works on units, people and sessions of its own, so that
they can follow each other in one database. An act without an example here fails the law of keys (`test_claims.py`).
"""

from __future__ import annotations

import pkgutil
from importlib import import_module

from tests.law.every_act.making import EXAMPLES, Example, Maker

__all__ = ["EXAMPLES", "Example", "Maker"]

for _module in sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name != "making"):
    import_module(f"{__name__}.{_module}")
