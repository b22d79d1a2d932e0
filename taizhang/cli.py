"""The command a person types: ``taizhang --help``.

Django is set up here once, before the commands are read, so that each command stands in a small file under ``commands``.
"""

import os
import sys

import click
import django
from django.core.exceptions import ImproperlyConfigured
from django.utils import translation

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.config.settings")
try:
    django.setup()
except ImproperlyConfigured as wrong:
    sys.exit(f"taizhang: {wrong}")

from taizhang.commands import demo, figures, intake, ledger, serving


def _terminal_language() -> str:
    """The language of the terminal, for refusals and words of the chart."""
    said = (os.environ.get("LC_ALL") or os.environ.get("LANG") or "").lower()
    if not said.startswith("zh"):
        return "en"
    return "zh-hant" if said.startswith(("zh_tw", "zh_hk", "zh_hant")) else "zh-hans"


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="taizhang")
@click.pass_context
def main(context: click.Context) -> None:
    """Taizhang (台账): the system of record for staged campaigns.

    All data of an instance lives in one folder, TAIZHANG_HOME (default ./taizhang-home). Start with
    "taizhang demo" to look around, or "taizhang serve" for an instance of your own.
    """
    context.with_resource(translation.override(_terminal_language()))


main.add_command(demo.demo)
main.add_command(serving.serve)
main.add_command(serving.migrate)
main.add_command(serving.background)
main.add_command(intake.notice)
main.add_command(intake.import_file)
main.add_command(figures.metrics)
main.add_command(ledger.ledger)
