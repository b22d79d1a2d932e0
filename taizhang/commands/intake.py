"""What comes in: notices and lists of units and members."""

import json
import sys
from pathlib import Path

import click

from taizhang.lib.refusals import Refusal
from taizhang.work.notices.drafting import draft_file


@click.group()
def notice() -> None:
    """Read official notices."""


@notice.command("draft")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--format", "shape", type=click.Choice(["json"]), default="json", show_default=True)
def draft_command(file: Path, shape: str) -> None:
    """Draft a programme from FILE and print it; nothing is stored.

    Every item carries the exact sentence it comes from.
    """
    try:
        drafted = draft_file(file)
    except Refusal as refusal:
        click.echo(f"{file}: {refusal}", err=True)
        sys.exit(1)
    click.echo(json.dumps(drafted, ensure_ascii=False, indent=1, default=str))
