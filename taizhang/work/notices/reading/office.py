"""Old Word documents, turned into docx by LibreOffice where it is installed; else refused with what to do."""

import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from taizhang.work.notices.reading.docx import read_docx
from taizhang.work.notices.reading.extracting import SourceText, UnreadableNotice

MOST_SECONDS = 90


def read_doc(data: bytes) -> SourceText:
    """The text of a doc file. Raises `UnreadableNotice`: no_converter, too_slow, broken."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise UnreadableNotice("no_converter")
    with tempfile.TemporaryDirectory(prefix="taizhang-doc-") as room:
        source, made = Path(room) / "notice.doc", Path(room) / "notice.docx"
        source.write_bytes(data)
        # a profile of its own: two conversions at once do not wait for each other, and no settings of anybody are used
        command = [
            program,
            f"-env:UserInstallation=file://{room}/profile",
            "--headless",
            "--norestore",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            room,
            str(source),
        ]
        _run(command)
        if not made.exists():
            raise UnreadableNotice("broken")
        return replace(read_docx(made.read_bytes()), kind="doc")


def _run(command: list[str]) -> None:
    """Run to the end or stop it with everything it started."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(  # noqa: S603 - found on the path, with fixed arguments
        command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    ) as running:
        try:
            running.wait(timeout=MOST_SECONDS)
        except subprocess.TimeoutExpired as error:
            os.killpg(running.pid, signal.SIGKILL)
            raise UnreadableNotice("too_slow") from error
