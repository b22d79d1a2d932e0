"""The words of code and templates in each app's catalogues, without any program outside Python.

`python -m tools.words update [app ...]` collects msgids into `taizhang/**/locale/<language>/LC_MESSAGES/django.po`,
of all apps or of those named by their folder, such as `work/learning`;
`python -m tools.words compile` writes the `.mo` files that Django reads (never committed).

A message belongs to the nearest folder above its file that has a `locale` folder or an `apps.py`.
"""

from __future__ import annotations

import io
import sys
from collections import defaultdict
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

from babel.core import Locale
from babel.messages import Catalog, pofile
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ROOT / "taizhang"
LANGUAGES = ("zh_Hans", "zh_Hant")

KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


class Homeless(ValueError):
    """A file says words, but no folder above it keeps catalogues."""


def home_of(path: Path) -> Path:
    """The folder whose catalogues hold the words of a file."""
    for folder in path.parents:
        if folder == PRODUCT.parent:
            break
        if (folder / "apps.py").exists() or (folder / "locale").is_dir():
            return folder
    raise Homeless(f"{path.relative_to(ROOT)} says words, but no folder above it has a locale folder or an apps.py")


def as_python(template: str, name: str) -> str:
    """A template as calls of gettext that a Python reader understands, line for line."""
    calls = templatize(template, origin=name)
    return "\n".join(line.strip() for line in calls.splitlines())


def messages_in(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """(msgid or (singular, plural), context or None) of each message in a Python file or template."""
    text = path.read_text(encoding="utf-8")
    source = text if path.suffix == ".py" else as_python(text, str(path))
    for _line, message, _comments, context in extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS):
        yield message, context


def sources() -> Iterator[Path]:
    """Files of the product that may say words: code and templates, but neither tests nor migrations."""
    for path in sorted(PRODUCT.rglob("*")):
        inside = path.relative_to(PRODUCT).parts[:-1]
        in_templates = "templates" in inside and path.suffix in (".html", ".svg", ".txt")
        if (path.suffix == ".py" or in_templates) and not {"tests", "migrations"} & set(inside):
            yield path


def templates_of_catalogues() -> dict[Path, Catalog]:
    """Folder → catalogue without translations, of every message its files say."""
    found: dict[Path, Catalog] = defaultdict(lambda: Catalog(project="Taizhang", fuzzy=False))
    for path in sources():
        for message, context in messages_in(path):
            home = home_of(path)
            found[home].add(message, context=context)
    return found


def catalogue_path(home: Path, language: str) -> Path:
    return home / "locale" / language / "LC_MESSAGES" / "django.po"


def read_catalogue(path: Path, language: str) -> Catalog:
    """The catalogue in a file; an empty one where there is no file yet."""
    if not path.exists():
        return Catalog(locale=Locale.parse(language), fuzzy=False)
    with path.open("rb") as file:
        return pofile.read_po(file, locale=language)


def update(only: list[str]) -> None:
    """Add new messages with empty translations, drop those no file says any more; keep the order stable."""
    chosen = {PRODUCT / app for app in only}
    for home, wanted in templates_of_catalogues().items():
        if chosen and home not in chosen:
            continue
        for language in LANGUAGES:
            path = catalogue_path(home, language)
            catalogue = read_catalogue(path, language)
            # A copy, because updating writes the translations it finds into the messages it is given.
            catalogue.update(deepcopy(wanted), no_fuzzy_matching=True)
            path.parent.mkdir(parents=True, exist_ok=True)
            write_plainly(catalogue, path, language)


def write_plainly(catalogue: Catalog, path: Path, language: str) -> None:
    """Write sorted, with a header that never changes: two people adding words do not meet in it."""
    body = io.BytesIO()
    pofile.write_po(
        body, catalogue, omit_header=True, no_location=True, sort_output=True, ignore_obsolete=True, width=0
    )
    header = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {language}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        '"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
    )
    path.write_text(header + body.getvalue().decode().strip() + "\n", encoding="utf-8")


def compile_all() -> None:
    """Write each catalogue's .mo where it is missing or older than its .po."""
    for path in sorted(PRODUCT.rglob("locale/*/LC_MESSAGES/django.po")):
        compiled = path.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= path.stat().st_mtime:
            continue
        catalogue = read_catalogue(path, path.parent.parent.name)
        with compiled.open("wb") as file:
            write_mo(file, catalogue)


def main(arguments: list[str]) -> int:
    match arguments:
        case ["update", *apps]:
            update(apps)
        case ["compile"]:
            compile_all()
        case _:
            print("usage: python -m tools.words update [app ...] | compile", file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
