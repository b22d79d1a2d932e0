"""A press sent twice is one act: every form carries a key that was drawn with the page, and no view makes one."""

import re
from pathlib import Path

PRODUCT = Path(__file__).resolve().parents[2] / "taizhang"

# Forms that are no act of the ledger: a template and what its form is called in it.
NO_ACT = {
    ("calendar/keep.html", 'name="on"'): "a new address of one's own calendar; pressed twice, the newest holds",
    ("learning/sheet.html", "learning:read_sheet"): "a dry run that writes nothing",
    ("rolls/import_state.html", "rolls:confirm_import"): "a job starts once; its own state says so",
    ("ui/base.html", "sign_out_url"): "signing out",
    ("ui/gallery_rollcall.html", "data-rollcall"): "the gallery writes nothing",
    ("ui/partials/switches.html", "set_language"): "a switch of the reader's own device",
    ("ui/partials/switches.html", "ui:theme"): "a switch of the reader's own device",
}

# Where keys come from: forms and buttons as they are drawn, a command, an act that is part of another.
MAKERS = {"ui/forms.py", "ui/templatetags/ui.py", "commands/intake.py"}

DRAWN = re.compile(r"\{% key %\}|\.key \}\}|\.key\.value \}\}|\{% fields |\{% block form_fields %\}")


def test_every_form_that_is_sent_carries_a_key_drawn_with_it() -> None:
    bare = []
    for template in sorted(PRODUCT.rglob("templates/**/*.html")):
        name = template.as_posix().rpartition("/templates/")[2]
        for after in template.read_text(encoding="utf-8").split("<form ")[1:]:
            form = after.partition("</form>")[0]
            is_known = any(name == where and mark in form for where, mark in NO_ACT)
            if 'method="post"' in form and not is_known and not DRAWN.search(form):
                bare.append(f"{name}: {form[:90]}")
    assert not bare, "these forms carry no key ({% key %}):\n" + "\n".join(bare)


def test_no_view_makes_a_key() -> None:
    made = [
        f"{file.relative_to(PRODUCT)}:{number}"
        for file in sorted(PRODUCT.rglob("*.py"))
        if not {"tests", "demoworld", "migrations"} & set(file.parts)
        and file.relative_to(PRODUCT).as_posix() not in MAKERS
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if "uuid4" in line
    ]
    assert not made, f"a key made when the act arrives lets a press sent twice be two acts: {made}"
