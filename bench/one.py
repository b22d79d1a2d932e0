"""One measure on one database: `python -m bench.one NAME DATABASE RESULTS`, started by `python -m bench`."""

import importlib
import sys
from pathlib import Path

import django

from bench.figures import hand_over

if __name__ == "__main__":
    name, database, results = sys.argv[1:]
    django.setup()
    module = importlib.import_module(f"bench.{name}")
    if hasattr(module, "measure"):
        hand_over(module.measure(database), Path(results))
    else:
        # what stands against no baseline prints its own figures
        module.main()
