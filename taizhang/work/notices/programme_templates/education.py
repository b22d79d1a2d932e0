"""A staged campaign of study, appraisal and rectification: three stages, the first in three steps (R1-27)."""

from taizhang.ground.people.kinds import Category
from taizhang.ground.programmes.models import ListUse
from taizhang.lib.words import Words
from taizhang.work.notices.kinds import Bound, Measure
from taizhang.work.notices.programme_templates.model import (
    ProgrammeTemplate,
    TemplateList,
    TemplatePhase,
    TemplateRule,
    TemplateStep,
)

GATE = (
    Words("本阶段的各项要求已达到", "本階段的各項要求已達到", "What the phase asks is met"),
    Words(
        "回头看已经做过，缺的已补上", "回頭看已經做過，缺的已補上", "The look-back was held and what lacked was made up"
    ),
    Words(
        "支部开过转段分析会，督导组派人参加",
        "支部開過轉段分析會，督導組派人參加",
        "The branch held its gate analysis meeting with a supervisor present",
    ),
    Words("能马上解决的问题已经解决", "能馬上解決的問題已經解決", "What could be solved at once is solved"),
    Words(
        "转段申请已报活动办和督导组",
        "轉段申請已報活動辦和督導組",
        "The application lies with the office and the supervision group",
    ),
)

EDUCATION = ProgrammeTemplate(
    code="education",
    title=Words("分阶段集中教育活动", "分階段集中教育活動", "Staged education campaign"),
    about=Words(
        "先学习动员，再分析评议，后整改提高，每一段具备条件才转入下一段。",
        "先學習動員，再分析評議，後整改提高，每一段具備條件才轉入下一段。",
        "First study, then appraisal, then rectification; each stage is left when its conditions hold.",
    ),
    titles=("教育活动", "学习教育", "先进性教育", "教育实践", "集中学习"),
    words=(
        "学习动员",
        "分析评议",
        "整改提高",
        "党员",
        "学时",
        "心得体会",
        "转段",
        "组织生活会",
        "谈心",
        "征求意见",
        "大讨论",
        "补课",
        "督导组",
    ),
    phases=(
        TemplatePhase(
            Words("学习动员", "學習動員", "Study and mobilisation"),
            ("学习动员", "学习教育", "动员"),
            60,
            steps=(
                TemplateStep(
                    Words("思想发动", "思想發動", "Mobilisation"),
                    (
                        Words("各级开动员大会", "各級開動員大會", "A mobilisation meeting at each level"),
                        Words("各单位定学习计划", "各單位定學習計劃", "A study plan in each unit"),
                    ),
                ),
                TemplateStep(
                    Words("学习培训", "學習培訓", "Study and training"),
                    (
                        Words("学时和集中学习达到要求", "學時和集中學習達到要求", "Hours and group study as asked"),
                        Words("缺课的补上", "缺課的補上", "What was missed is made up"),
                    ),
                ),
                TemplateStep(
                    Words("大讨论", "大討論", "Discussion of standards"),
                    (
                        Words(
                            "各支部形成具体要求，听取群众意见",
                            "各支部形成具體要求，聽取群眾意見",
                            "Each branch words its standards and hears the public",
                        ),
                    ),
                ),
            ),
            conditions=GATE,
        ),
        TemplatePhase(
            Words("分析评议", "分析評議", "Analysis and appraisal"),
            ("分析评议", "评议", "查摆"),
            45,
            steps=(
                TemplateStep(
                    Words("征求意见", "徵求意見", "Seek opinions"),
                    (Words("可以不署名", "可以不署名", "Names may be left out"),),
                ),
                TemplateStep(
                    Words("谈心谈话", "談心談話", "Heart-to-heart talks"),
                    (Words("只记次数，不记内容", "只記次數，不記內容", "Counted, never written down"),),
                ),
                TemplateStep(Words("自我分析", "自我分析", "Self-analysis")),
                TemplateStep(Words("专题组织生活会", "專題組織生活會", "Organisational-life meeting")),
                TemplateStep(
                    Words("形成评议意见并反馈", "形成評議意見並反饋", "Appraisal opinions and feedback"),
                    (Words("先与本人见面", "先與本人見面", "Shown to the person first"),),
                ),
            ),
            conditions=GATE,
        ),
        TemplatePhase(
            Words("整改提高", "整改提高", "Rectification and improvement"),
            ("整改提高", "整改", "解决问题"),
            45,
            steps=(
                TemplateStep(
                    Words("制定整改方案", "制定整改方案", "Plans"),
                    (
                        Words(
                            "问题、措施、责任人、时限都写明",
                            "問題、措施、責任人、時限都寫明",
                            "Problem, measure, who answers and by when",
                        ),
                    ),
                ),
                TemplateStep(
                    Words("集中整改", "集中整改", "Rectify"),
                    (Words("一时解决不了的说清楚", "一時解決不了的說清楚", "What cannot be solved now is explained"),),
                ),
                TemplateStep(Words("公布结果，群众测评", "公佈結果，群眾測評", "Publish and survey")),
            ),
            conditions=(
                Words("整改台账逐条看过", "整改臺賬逐條看過", "The ledger was gone through entry by entry"),
                Words("群众满意度测评已开展", "群眾滿意度測評已開展", "The satisfaction survey was held"),
                Words(
                    "多数人不满意的问题没有销号",
                    "多數人不滿意的問題沒有銷號",
                    "Nothing stands closed that most are dissatisfied with",
                ),
            ),
        ),
    ),
    rules=(
        TemplateRule(
            "hours",
            Words("每名党员学习不少于40学时", "每名黨員學習不少於40學時", "40 study hours at least for each member"),
            Words("来文没有定学时。", "來文沒有定學時。", "The notice sets no number of study hours."),
            Measure.STUDY_HOURS,
            "40",
            "study_minutes",
            "学时",
            basis="R1-33",
        ),
        TemplateRule(
            "group",
            Words("集中学习占三分之二以上", "集中學習佔三分之二以上", "Two thirds of the hours in groups"),
            Words(
                "来文没有定集中学习所占的份额。",
                "來文沒有定集中學習所佔的份額。",
                "The notice sets no share of group study.",
            ),
            Measure.GROUP_STUDY_SHARE,
            "2/3",
            "group_share",
            basis="R1-34",
        ),
        TemplateRule(
            "essays",
            Words(
                "有书写能力的党员写心得体会不少于1篇",
                "有書寫能力的黨員寫心得體會不少於1篇",
                "One reflection essay at least from each who can write",
            ),
            Words("来文没有定心得体会的篇数。", "來文沒有定心得體會的篇數。", "The notice sets no number of essays."),
            Measure.ESSAYS,
            "1",
            "essays_reviewed",
            "篇",
            exempt=(Category.CANNOT_WRITE.value,),
            basis="R1-42",
        ),
        TemplateRule(
            "essays_leader",
            Words(
                "党员领导干部写心得体会不少于2篇",
                "黨員領導幹部寫心得體會不少於2篇",
                "Two reflection essays at least from each leader",
            ),
            Words(
                "来文没有另定领导干部心得体会的篇数。",
                "來文沒有另定領導幹部心得體會的篇數。",
                "The notice sets no number of essays for leaders.",
            ),
            Measure.ESSAYS,
            "2",
            "essays_reviewed",
            "篇",
            audience=(Category.LEADER.value,),
            basis="R1-40",
        ),
        TemplateRule(
            "missed",
            Words("缺课都已补上", "缺課都已補上", "Everything missed is made up"),
            Words(
                "来文没有说缺课要全部补上。",
                "來文沒有說缺課要全部補上。",
                "The notice does not say that everything missed is made up.",
            ),
            Measure.COUNT,
            "0",
            "sessions_missed",
            "次",
            op=Bound.AT_MOST,
            basis="R1-51",
        ),
    ),
    lists=(
        TemplateList(
            Words("四落实", "四落實", "Four in place"),
            (
                Words("任务", "任務", "Task"),
                Words("时间", "時間", "Time"),
                Words("内容", "內容", "Content"),
                Words("要求", "要求", "Requirement"),
            ),
            4,
            ListUse.GUIDANCE,
        ),
        TemplateList(
            Words("四带头", "四帶頭", "Four leads"),
            (
                Words("带头学习", "帶頭學習", "Study"),
                Words("带头查找问题", "帶頭查找問題", "Find problems"),
                Words("带头批评和自我批评", "帶頭批評和自我批評", "Criticism and self-criticism"),
                Words("带头整改", "帶頭整改", "Rectify"),
            ),
            4,
        ),
        TemplateList(Words("五查", "五查", "Five checks"), (), 5),
        TemplateList(Words("五看", "五看", "Five looks"), (), 5),
    ),
    goals=(
        Words("提高党员素质", "提高黨員素質", "Improve members"),
        Words("加强基层组织", "加強基層組織", "Strengthen grassroots organisations"),
        Words("服务人民群众", "服務人民群眾", "Serve the public"),
        Words("促进各项工作", "促進各項工作", "Advance all work"),
    ),
    principles=(
        Words("正面教育为主", "正面教育為主", "Positive education first"),
        Words("领导带头", "領導帶頭", "Leaders go first"),
        Words("边学边改", "邊學邊改", "Study and mend together"),
        Words("活动与工作两不误", "活動與工作兩不誤", "Neither work nor campaign suffers"),
        Words("时间服从质量", "時間服從質量", "Quality before date"),
    ),
    leave=(
        Words(
            "领导干部在活动期间一般不外出；重要会议和误不得的合同除外，走前报活动办，回来补课。",
            "領導幹部在活動期間一般不外出；重要會議和誤不得的合同除外，走前報活動辦，回來補課。",
            "Leaders stay, save for important meetings and urgent contracts; they tell the office first and make up after.",
        ),
        Words(
            "年老体弱的送学上门，因病因公的补课，流动的由支部联系。",
            "年老體弱的送學上門，因病因公的補課，流動的由支部聯繫。",
            "Lessons go to the homes of the frail; the ill and those on duty make up; the branch keeps in touch with those away.",
        ),
    ),
    forbidden=(
        Words("不规定字数", "不規定字數", "No number of characters"),
        Words("不排名次", "不排名次", "No ranking"),
        Words("不要求拍照打卡", "不要求拍照打卡", "No photographs as proof"),
    ),
)
