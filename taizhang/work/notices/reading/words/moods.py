"""How a clause is meant: done already, ordered, left open, or only in case of something.

Patterns are small on purpose: each is a word, with the continuations that make it another word ruled out.
"""

# A change told against another year; under a heading of goals it is the goal.
COMPARED = r"同比|环比"

# Done: the clause reports.
REPORTED = (
    r"(?<![为除])了(?!解|如指掌|结)", r"已(?!具备|[^，。；]{1,8}的)", r"曾", r"刚刚",
    r"(?<![\d一二三四五六七八九十工休假当节生])日前", r"近日",
    r"连日来", r"据介绍", r"据悉", r"前段时间", r"前一阶段", r"据统计",
    r"截至目前", r"先后", r"一年来",
    r"以来", r"去年", r"上年(?!度[^，。；]{0,8}(?:情况|总结|报告|计划|材料))", r"现有", COMPARED, r"(?<![项节])目前",
    r"改为", r"首次", r"圆满", r"纷纷", r"仅",
)  # fmt: skip

# Ordered: someone shall do it.
ORDERED = (
    r"(?<![重主必纪摘简扼只首紧概提不])要(?!求|点|素|害|闻|么|员|件|是|看到|认识到|清醒|知道|承认)",
    r"(?<![对适响反供相])应(?!用|对|急|届|聘|邀|变|付|用|有尽|急)", r"应当", r"需要?(?!求)", r"必须",
    r"(?<!无)须(?!知)", r"务必", r"(?<![吃申邀聘宴])请(?!示|假|进|客|柬|求)",
    r"不得", r"不能", r"严禁", r"不少于|不低于|不超过|不多于|至少", r"确保", r"力争", r"抓紧", r"尽快",
)  # fmt: skip

# The body that speaks says what it will do.
PLANNED = (
    r"(?<![即必行])将(?!军|来|[^，。；]{0,25}(?:报|交|送|列|纳|作|与|转|用))",
    r"拟(?!邀|建)",
    r"定于",
    r"计划(?=[于在])",
)

# Left open: may be done or not.
OPTIONAL = (
    r"(?<![许认尽不无宁小大多只方才])可(?!靠|见|能|行|持续|爱|喜|再生|操作|视|燃|读|追溯|回收|降解|疑|控|信|比|观|复制|感|溶|食|拆|移|查|防|量|推广|利用|贵|谓)",
    r"鼓励", r"欢迎", r"提倡", r"考虑", r"拟邀请",
    r"自愿", r"有条件的", r"允许",
)  # fmt: skip

# Only in case: nothing is ordered until it happens.
CONDITIONAL = (
    r"如(?!何|下|期|实|此|一|意|同)",
    r"如果",
    r"若(?!干)",
    r"(?<!大)凡(?!的)",
    r"倘",
    r"一旦",
    r"逾期",
    r"未按",
)

# A text that speaks to people orders only where it says so: the way it addresses them, or the name it has.
ADDRESSES = r"(?:^|\n|。)\s?(?:同志们|各位代表|各位领导|各位同事|同学们)(?:[：，！]|\n)"
SPEECH_TITLES = r"讲话|致辞|发言|演讲"
# Under these headings even a report says what is to come.
AHEAD_TITLES = r"目标(?![^，。；]{0,6}完成情况)|下一步|下步|打算|今后|努力方向|工作计划|整改措施"
# A text of one of these names orders, whatever it tells besides.
ORDERING_TITLES = r"策划|通知|方案|意见|办法|安排|计划|细则|启事|公告|要点|规定|函"
