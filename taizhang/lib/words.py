"""Words of the product in three scripts, for what is declared in code (settled question 45)."""

from dataclasses import dataclass

from django.utils.translation import get_language


@dataclass(frozen=True, slots=True)
class Words:
    """One name in 简体, 繁體 and English; ``str()`` gives the one of the active language."""

    hans: str
    hant: str
    en: str

    def __str__(self) -> str:
        language = (get_language() or "zh-hans").lower()
        if language.startswith("en"):
            return self.en
        return self.hant if language in {"zh-hant", "zh-tw", "zh-hk"} else self.hans
