"""The kinds of fact of contests."""

from taizhang.ledger.measures import Kind, Measure, of_a_member
from taizhang.lib.words import Words

KINDS = (
    Kind("contests.contest_held", Words("举办知识竞赛", "舉辦知識競賽", "Knowledge contest held"), Measure.TIMES),
    of_a_member("contests.person_took_part", Words("参加知识竞赛", "參加知識競賽", "Took part in a contest")),
    Kind("contests.team_took_part", Words("参赛队伍", "參賽隊伍", "Team in a contest"), Measure.TIMES),
)
