"""What comes in: notices and lists of units and members."""

import json
import sys
import uuid
from pathlib import Path

import click

from taizhang.lib.refusals import Refusal
from taizhang.work.notices.drafting import draft_file
from taizhang.work.rolls import importing


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


@click.command("import")
@click.argument("what", type=click.Choice(["units", "members"]))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--check", "check_only", is_flag=True, help="Only look; write nothing.")
@click.option("--key", "key", type=click.UUID, default=None, help="Key of an earlier run, to go on where it stopped.")
def import_file(what: str, file: Path, check_only: bool, key: uuid.UUID | None) -> None:
    """Import units or members from an xlsx or csv FILE.

    Every error is named by its row and field, and a file with errors writes nothing.
    """
    plan = importing.check_table(file, what=what, by=None)
    for error in plan.errors:
        click.echo(f"row {error.row}\t{error.column}\t{error.says}", err=True)
    if plan.error_count:
        click.echo(f"{plan.error_count} errors; nothing was written.", err=True)
        sys.exit(1)
    if check_only:
        click.echo(f"{plan.size} rows can be imported.")
        return
    if key is None:
        key = uuid.uuid4()
        click.echo(f"Should this be cut off, go on with: --key {key}")
    with click.progressbar(length=plan.size, label="Importing", show_eta=True) as bar:
        shown = 0

        def tell(done: int, whole: int) -> None:
            nonlocal shown
            bar.update(done - shown)
            shown = done

        written = importing.run_plan(plan, by=None, key=key, told=tell)
    click.echo(f"{written} rows imported.")
