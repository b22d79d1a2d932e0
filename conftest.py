"""What every test may ask for: databases copied from templates, a served site, browser pages."""

pytest_plugins = ["tests.databases", "tests.browser", "tests.world"]
