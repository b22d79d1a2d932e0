"""Proving the ledger."""

import sys

import click

from taizhang.ledger.seals import head_of, newest_seal, seal, verify
from taizhang.lib.refusals import Refusal


@click.group()
def ledger() -> None:
    """Prove, seal and show the state of the ledger."""


@ledger.command("verify")
@click.option("--head", default="", help="The head printed on a report (number:digest), to find a rewritten chain.")
def verify_command(head: str) -> None:
    """Prove that nothing sealed was altered, or name the first entry that was (exit code 1)."""
    try:
        verdict = verify(head=head)
    except Refusal as refusal:
        raise click.BadParameter(str(refusal), param_hint="--head") from refusal
    if verdict.is_sound:
        click.echo(f"Sound: {verdict.entries} entries under {verdict.seals} seals come out as sealed.")
        if newest := newest_seal():
            click.echo(f"Head: {head_of(newest)}")
        return
    click.echo(f"Altered at position {verdict.bad_position}: {verdict.why}.", err=True)
    if verdict.bad_entry:
        click.echo(f"First bad entry: {verdict.bad_entry}", err=True)
    sys.exit(1)


@ledger.command("seal")
def seal_command() -> None:
    """Seal every position that is not yet sealed, and print the head."""
    made = seal()
    newest = made or newest_seal()
    click.echo(f"Head: {head_of(newest)}" if newest else "There is nothing to seal yet.")
