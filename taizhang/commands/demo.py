"""The demo world: loaded once, served at once, with a ready way in for each role."""

import os
import subprocess
import sys
import time

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.utils.translation import override

from taizhang.commands.demoworld import cast
from taizhang.commands.demoworld.story import Story
from taizhang.commands.serving import run_server
from taizhang.ground.people.accounts import make_link
from taizhang.ground.people.models import User


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--members", default=10_000, show_default=True, help="How many people the city has.")
@click.option("--load-only", is_flag=True, help="Load the world and stop.")
def demo(host: str, port: int, members: int, load_only: bool) -> None:
    """Load an invented city with six weeks of work (once), serve it, and print a way in for each role."""
    if not settings.DEMO:
        arguments = [sys.executable, "-m", "taizhang", *sys.argv[1:]]
        sys.exit(subprocess.run(arguments, env={**os.environ, "TAIZHANG_DEMO": "1"}, check=False).returncode)  # noqa: S603
    call_command("migrate", interactive=False, verbosity=0)
    if not User.objects.filter(username="office").exists():
        load(members)
    if load_only:
        return
    click.echo(f"\nTaizhang is listening on http://{host}:{port}/ (stop with Ctrl+C). Ways in, each for one use:\n")
    for part, user in cast.visitors():
        click.echo(f"  {part}\t{user.person.name}\thttp://{host}:{port}{make_link(user)}")
    click.echo("\nA second start prints fresh ones.\n")
    sys.stdout.flush()
    sys.exit(run_server(host, port))


def load(members: int) -> None:
    """Tell the story into the database, with a progress bar."""
    start = time.perf_counter()
    if connection.vendor == "sqlite":
        # Until the world is told there is nothing to lose: a demo that is cut off is told again from its beginning.
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
    story = Story(members=members)
    with (
        click.progressbar(length=1_000, label="Telling the demo world", show_eta=True) as bar,
        transaction.atomic(),
        override("zh-hans"),
    ):
        shown = 0
        for done, whole in story.tell():
            now = done * 1_000 // whole
            bar.update(now - shown)
            shown = now
        bar.update(1_000 - shown)
    connection.close()
    click.echo(f"Loaded in {time.perf_counter() - start:.0f} s.")
