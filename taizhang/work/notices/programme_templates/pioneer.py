"""A campaign of promises kept, appraised and commended, and the consolidation that follows it."""

from taizhang.ground.programmes.models import ListFor, ListUse
from taizhang.lib.words import Words
from taizhang.work.notices.kinds import Measure
from taizhang.work.notices.programme_templates.model import (
    ProgrammeTemplate,
    TemplateList,
    TemplatePhase,
    TemplateReport,
    TemplateRule,
    TemplateStep,
)

PIONEER = ProgrammeTemplate(
    code="pioneer",
    title=Words("创先争优活动与巩固整改成果", "創先爭優活動與鞏固整改成果", "Pioneer campaign with consolidation"),
    about=Words(
        "公开承诺，认真践诺，群众评议，表彰先进；之后用两到三个月巩固整改成果。",
        "公開承諾，認真踐諾，群眾評議，表彰先進；之後用兩到三個月鞏固整改成果。",
        "Promise, fulfil, be appraised, commend; then two to three months to consolidate what was mended.",
    ),
    titles=("创先争优", "争先创优", "巩固和扩大", "巩固扩大", "巩固整改"),
    words=(
        "创先争优",
        "公开承诺",
        "践诺",
        "点评",
        "群众评议",
        "表彰",
        "先锋岗",
        "示范窗口",
        "典型",
        "巩固",
        "扩大整改成果",
        "公示",
    ),
    phases=(
        TemplatePhase(
            Words("公开承诺", "公開承諾", "Promise"),
            ("承诺",),
            60,
            steps=(
                TemplateStep(Words("岗位标准", "崗位標準", "Post standards")),
                TemplateStep(Words("个人目标", "個人目標", "Personal goals")),
                TemplateStep(
                    Words("承诺公开", "承諾公開", "Commitments"),
                    (Words("写明到期的日子", "寫明到期的日子", "With the day by which"),),
                ),
            ),
            conditions=(Words("承诺已审核并公开", "承諾已審核並公開", "The commitments are reviewed and published"),),
        ),
        TemplatePhase(
            Words("践行承诺", "踐行承諾", "Fulfil"),
            ("践诺", "践行", "履诺"),
            240,
            steps=(
                TemplateStep(Words("先锋岗和示范窗口", "先鋒崗和示範窗口", "Pioneer posts")),
                TemplateStep(Words("急难任务", "急難任務", "Missions")),
                TemplateStep(Words("办实事、排隐患", "辦實事、排隱患", "Deeds and early signs")),
                TemplateStep(
                    Words("领导点评", "領導點評", "Leader comments"),
                    (Words("点评先让本人看", "點評先讓本人看", "Shown to the person first"),),
                ),
            ),
            conditions=(
                Words("到期的承诺已兑现或说明", "到期的承諾已兌現或說明", "Promises due are kept or explained"),
            ),
        ),
        TemplatePhase(
            Words("评议表彰", "評議表彰", "Appraise and commend"),
            ("评议", "表彰"),
            60,
            steps=(
                TemplateStep(
                    Words("群众评议", "群眾評議", "Mass appraisal"),
                    (Words("不记名，算法公开", "不記名，算法公開", "Anonymous, the formula shown"),),
                ),
                TemplateStep(Words("评选推荐", "評選推薦", "Selection")),
                TemplateStep(
                    Words("公示", "公示", "Public notice"),
                    (
                        Words(
                            "五个工作日，异议有答复", "五個工作日，異議有答覆", "Five working days, objections answered"
                        ),
                    ),
                ),
                TemplateStep(Words("表彰", "表彰", "Commendation")),
            ),
            conditions=(
                Words(
                    "公示期满，异议都有答复", "公示期滿，異議都有答覆", "The notice has run and objections are answered"
                ),
            ),
        ),
        TemplatePhase(
            Words("巩固和扩大整改成果", "鞏固和擴大整改成果", "Consolidation"),
            ("巩固",),
            75,
            steps=(
                TemplateStep(Words("整改台账逐条分类", "整改臺賬逐條分類", "Ledger review")),
                TemplateStep(Words("推进未完事项", "推進未完事項", "Push what is open")),
                TemplateStep(Words("每半月碰头", "每半月碰頭", "Half-monthly meetings")),
                TemplateStep(Words("定成制度", "定成制度", "Institutions")),
                TemplateStep(
                    Words("专题活动", "專題活動", "Themed activity"),
                    (Words("逢纪念日办一次", "逢紀念日辦一次", "One, on an anniversary"),),
                ),
            ),
            conditions=(
                Words("没有未分类的问题", "沒有未分類的問題", "No entry is unsorted"),
                Words("长期事项有人接手", "長期事項有人接手", "Long-term entries have an owner"),
                Words("档案齐全", "檔案齊全", "The archive is complete"),
            ),
            is_consolidation=True,
        ),
    ),
    rules=(
        TemplateRule(
            "lectures",
            Words("各党支部讲党课不少于1次", "各黨支部講黨課不少於1次", "One party lecture at least in each branch"),
            Words("来文没有定党课的次数。", "來文沒有定黨課的次數。", "The notice sets no number of party lectures."),
            Measure.LECTURES,
            "1",
            "lectures_held",
            "次",
            audience=("branch",),
            phase=0,
            basis="R0-23",
        ),
    ),
    lists=(
        TemplateList(
            Words("五个好", "五個好", "Five goods"),
            (
                Words("领导班子好", "領導班子好", "Leadership"),
                Words("党员队伍好", "黨員隊伍好", "Members"),
                Words("工作机制好", "工作機制好", "Working mechanism"),
                Words("工作业绩好", "工作業績好", "Results"),
                Words("群众反映好", "群眾反映好", "Public response"),
            ),
            5,
            ListUse.QUALITIES,
            ListFor.ORGANISATIONS,
        ),
        TemplateList(
            Words("五带头", "五帶頭", "Five leads"),
            (
                Words("带头学习提高", "帶頭學習提高", "Study"),
                Words("带头争创佳绩", "帶頭爭創佳績", "Results"),
                Words("带头服务群众", "帶頭服務群眾", "Service"),
                Words("带头遵纪守法", "帶頭遵紀守法", "Law and discipline"),
                Words("带头弘扬正气", "帶頭弘揚正氣", "Good conduct"),
            ),
            5,
            ListUse.QUALITIES,
            ListFor.MEMBERS,
        ),
        TemplateList(
            Words("四种方式", "四種方式", "Four forms"),
            (
                Words("公开承诺", "公開承諾", "Public commitment"),
                Words("领导点评", "領導點評", "Leader comment"),
                Words("群众评议", "群眾評議", "Mass appraisal"),
                Words("评选表彰", "評選表彰", "Selection and commendation"),
            ),
            4,
        ),
        TemplateList(
            Words("四个机制", "四個機制", "Four mechanisms"),
            (
                Words("利益协调", "利益協調", "Coordination of interests"),
                Words("诉求表达", "訴求表達", "Expression of demands"),
                Words("矛盾调处", "矛盾調處", "Mediation of disputes"),
                Words("权益保障", "權益保障", "Protection of rights"),
            ),
            4,
        ),
    ),
    reports=(
        TemplateReport(
            Words("领导点评（先让本人看）", "領導點評（先讓本人看）", "Leader comments, shown to the person first"),
            "half-yearly",
            "R3-23",
        ),
    ),
    goals=(
        Words("组织创先进", "組織創先進", "Organisations strive to be advanced"),
        Words("党员作表率", "黨員作表率", "Members set an example"),
        Words("群众得实惠", "群眾得實惠", "The public benefits"),
    ),
    principles=(
        Words("正面引导", "正面引導", "Lead by good examples"),
        Words("注重实效", "注重實效", "Effect before show"),
        Words("群众满意为准", "群眾滿意為準", "Those served are the measure"),
    ),
    forbidden=(
        Words("不排名次", "不排名次", "No ranking"),
        Words("不要求拍照打卡", "不要求拍照打卡", "No photographs as proof"),
    ),
)
