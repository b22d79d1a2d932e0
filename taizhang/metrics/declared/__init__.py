"""Every metric, one file a context; `metrics/catalogue.py` puts them on one list."""
