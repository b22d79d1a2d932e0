"""The programme templates that ship, as data: what a notice is held against, and what the office may take over from them."""

from taizhang.work.notices.programme_templates.education import EDUCATION
from taizhang.work.notices.programme_templates.management import MANAGEMENT
from taizhang.work.notices.programme_templates.model import ProgrammeTemplate
from taizhang.work.notices.programme_templates.pioneer import PIONEER

TEMPLATES: dict[str, ProgrammeTemplate] = {one.code: one for one in (EDUCATION, MANAGEMENT, PIONEER)}
# chosen instead of a template: the notice is held against none
NONE = "none"

__all__ = ["NONE", "TEMPLATES", "ProgrammeTemplate"]
