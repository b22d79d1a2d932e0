"""Every word a reader can meet stands in 简体 and 繁體, complete, and alike wherever it is said."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from django.template.loader import get_template
from django.utils import translation

from tests.law.test_house import templates
from tools.words import (
    LANGUAGES,
    ROOT,
    catalogue_path,
    read_catalogue,
    templates_of_catalogues,
)

HAN = re.compile(r"[\u4e00-\u9fff]")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z%]|\{\w*\}")
CODEC = {"zh_Hans": "gb2312", "zh_Hant": "big5"}


def messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def key_of(message: Message) -> tuple[str | None, str]:
    first = message.id if isinstance(message.id, str) else message.id[0]
    return message.context, first


def strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def catalogues() -> Iterator[tuple[Path, str, Catalog]]:
    """(file, language, catalogue) of every app that says words, whether the file is there or not."""
    for home in templates_of_catalogues():
        for language in LANGUAGES:
            path = catalogue_path(home, language)
            yield path, language, read_catalogue(path, language)


def places(path: Path, message: Message) -> str:
    return f"{path.relative_to(ROOT)}: {key_of(message)[1]!r}"


def test_every_message_of_code_and_templates_is_translated() -> None:
    missing: dict[str, list[str]] = defaultdict(list)
    for home, wanted in templates_of_catalogues().items():
        for language in LANGUAGES:
            path = catalogue_path(home, language)
            have = {key_of(m): m for m in messages(read_catalogue(path, language))}
            for message in messages(wanted):
                there = have.get(key_of(message))
                if there is None or not strings(there) or not all(strings(there)):
                    missing[str(path.relative_to(ROOT))].append(key_of(message)[1])
    lines = [f"{path}: {len(ids)} of them, such as {ids[:3]}" for path, ids in missing.items()]
    assert not missing, "run `make words` and translate:\n" + "\n".join(lines)


def test_no_catalogue_keeps_what_nobody_says() -> None:
    stale = []
    for home, wanted in templates_of_catalogues().items():
        said = {key_of(m) for m in messages(wanted)}
        for language in LANGUAGES:
            path = catalogue_path(home, language)
            stale += [places(path, m) for m in messages(read_catalogue(path, language)) if key_of(m) not in said]
    assert not stale, "run `make words`:\n" + "\n".join(stale)


def test_no_translation_is_a_guess() -> None:
    assert not [places(path, m) for path, _, catalogue in catalogues() for m in messages(catalogue) if m.fuzzy]


def test_translations_keep_the_places_for_values() -> None:
    bad = []
    for path, _, catalogue in catalogues():
        for message in messages(catalogue):
            ids = [message.id] if isinstance(message.id, str) else list(message.id)
            allowed = {frozenset(PLACEHOLDER.findall(text)) for text in ids}
            bad += [places(path, message) for s in strings(message) if frozenset(PLACEHOLDER.findall(s)) not in allowed]
    assert not bad


def test_one_message_has_one_translation_everywhere() -> None:
    """The first app would win at run time; where Chinese needs two words, English needs a context."""
    said: dict[tuple[str, str | None, str], set[str]] = defaultdict(set)
    for _, language, catalogue in catalogues():
        for message in messages(catalogue):
            said[language, *key_of(message)] |= set(filter(None, strings(message)))
    assert not {key: words for key, words in said.items() if len(words) > 1}


def test_each_script_holds_its_own_characters() -> None:
    bad = []
    for path, language, catalogue in catalogues():
        for message in messages(catalogue):
            for character in HAN.findall("".join(strings(message))):
                try:
                    character.encode(CODEC[language])
                except UnicodeEncodeError:
                    bad.append(f"{places(path, message)} has {character}")
    assert not bad


def test_chinese_punctuation_is_full_width_and_never_shouts() -> None:
    wrong = re.compile(r"[\u4e00-\u9fff][,;:?!]|!")
    bad = [
        places(path, message)
        for path, _, catalogue in catalogues()
        for message in messages(catalogue)
        if any(wrong.search(text) for text in strings(message))
    ]
    assert not bad


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_every_template_compiles(language: str) -> None:
    with translation.override(language):
        for path in templates():
            get_template(path.as_posix().rpartition("/templates/")[2])
