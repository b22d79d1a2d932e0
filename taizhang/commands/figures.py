"""Keeping the figures."""

import time

import click

from taizhang.ledger.positions import give_positions
from taizhang.metrics.derive import rebuild


@click.group()
def metrics() -> None:
    """Keep the derived figures."""


@metrics.command("rebuild")
def rebuild_command() -> None:
    """Drop all derived figures and derive them again from the ledger: the same numbers."""
    while give_positions():
        pass
    start = time.perf_counter()
    folded = rebuild()
    click.echo(f"{folded} entries folded anew in {time.perf_counter() - start:.1f} s.")
