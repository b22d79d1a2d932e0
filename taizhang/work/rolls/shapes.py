"""The shapes of the two tables that are imported and exported: their columns, by names in three scripts."""

from dataclasses import dataclass

from taizhang.lib.words import Words


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its field, the head it is written under, other heads it is known by, and whether it must be filled."""

    field: str
    head: Words
    aliases: tuple[str, ...] = ()
    required: bool = True

    def is_called(self, head: str) -> bool:
        """Whether a head in a file means this column."""
        names = {self.field, self.head.hans, self.head.hant, self.head.en.lower(), *self.aliases}
        return head.strip().lower() in names


UNITS = (
    Column("code", Words("单位编码", "單位編碼", "Unit code"), ("编码", "編碼", "代码")),
    Column("name", Words("单位名称", "單位名稱", "Unit name"), ("名称", "名稱")),
    Column("kind", Words("单位类型", "單位類型", "Unit kind"), ("类型", "類型", "类别")),
    Column(
        "parent",
        Words("上级编码", "上級編碼", "Superior code"),
        ("上级单位编码", "上级", "parent_code"),
        required=False,
    ),
    Column("opened_on", Words("设立日期", "設立日期", "Opened on"), ("成立日期",), required=False),
)
MEMBERS = (
    Column("code", Words("名册编号", "名冊編號", "Roster number"), ("编号", "編號", "工号")),
    Column("name", Words("姓名", "姓名", "Name")),
    Column("unit", Words("单位编码", "單位編碼", "Unit code"), ("支部编码", "所在支部编码")),
    Column("kind", Words("成员类型", "成員類型", "Belongs as"), ("党员类型",), required=False),
    Column("categories", Words("人员类别", "人員類別", "Categories"), ("类别",), required=False),
    Column("joined_on", Words("转入日期", "轉入日期", "Joined on"), ("加入日期",), required=False),
)
SHAPES = {"units": UNITS, "members": MEMBERS}


def heads_of(columns: tuple[Column, ...]) -> list[str]:
    """The heads as they are written, in the reader's language."""
    return [str(column.head) for column in columns]
