"""A campaign of two years that improves how a body is run, beneath the campaign of the superior."""

from taizhang.ground.programmes.models import ListUse
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

MANAGEMENT = ProgrammeTemplate(
    code="management",
    title=Words("管理提升活动", "管理提升活動", "Management-improvement campaign"),
    about=Words(
        "先对照查找管理短板，再分专项改，最后把有效的做法定成制度；跨年度，按年统计。",
        "先對照查找管理短板，再分專項改，最後把有效的做法定成制度；跨年度，按年統計。",
        "Find where management falls short, improve field by field, fix what works as rules; counted by year.",
    ),
    titles=("管理提升", "管理年", "管理水平", "机关管理"),
    words=(
        "管理提升",
        "自我诊断",
        "专项提升",
        "协同推进",
        "持续改进",
        "牵头",
        "对标",
        "短板",
        "制度",
        "效率",
        "责任书",
        "季度",
        "督办",
    ),
    phases=(
        TemplatePhase(
            Words("全面启动、自我诊断", "全面啟動、自我診斷", "Start and self-diagnosis"),
            ("诊断", "启动", "自查"),
            120,
            steps=(
                TemplateStep(Words("动员部署", "動員部署", "Mobilisation")),
                TemplateStep(
                    Words("落实准备", "落實準備", "Readiness"),
                    (
                        Words(
                            "思想、组织、措施、责任四到位",
                            "思想、組織、措施、責任四到位",
                            "Thought, organisation, measures, responsibility in place",
                        ),
                    ),
                ),
                TemplateStep(
                    Words("查找短板", "查找短板", "Self-diagnosis"),
                    (
                        Words(
                            "有指标的底数，有对标的对象",
                            "有指標的底數，有對標的對象",
                            "A baseline of figures, a peer to compare with",
                        ),
                    ),
                ),
                TemplateStep(
                    Words("制定方案", "制定方案", "Plan"),
                    (
                        Words(
                            "定牵头和配合单位，签责任书",
                            "定牽頭和配合單位，籤責任書",
                            "Lead and cooperating units, signed contracts",
                        ),
                    ),
                ),
            ),
            conditions=(
                Words("诊断情况已存档", "診斷情況已存檔", "The diagnosis is filed"),
                Words("方案已批准", "方案已批准", "The plan is approved"),
                Words("责任书已签订", "責任書已簽訂", "The contracts are signed"),
            ),
        ),
        TemplatePhase(
            Words("专项提升、协同推进", "專項提升、協同推進", "Special improvement"),
            ("专项", "协同", "提升推进"),
            420,
            steps=(
                TemplateStep(Words("专项方案", "專項方案", "Special plans")),
                TemplateStep(
                    Words("改进落实", "改進落實", "Improve"),
                    (Words("记改进前后和所费所得", "記改進前後和所費所得", "Before and after, cost and benefit"),),
                ),
                TemplateStep(Words("协同办理", "協同辦理", "Joint work")),
                TemplateStep(Words("督促检查", "督促檢查", "Check")),
            ),
            conditions=(
                Words("台账逐条看过", "臺賬逐條看過", "The ledger was gone through"),
                Words("指标重新测过", "指標重新測過", "The figures were measured again"),
                Words("回头看已经做过", "回頭看已經做過", "The look-back was held"),
            ),
        ),
        TemplatePhase(
            Words("持续改进、总结评价", "持續改進、總結評價", "Continuous improvement and summary"),
            ("持续", "总结", "评价"),
            180,
            steps=(
                TemplateStep(Words("定成制度", "定成制度", "Fix as institutions")),
                TemplateStep(
                    Words("效果评价", "效果評價", "Evaluate"),
                    (Words("问服务对象", "問服務對象", "Those served are asked"),),
                ),
                TemplateStep(
                    Words("长效机制", "長效機制", "Long-term mechanism"),
                    (Words("有负责人和复查日期", "有負責人和複查日期", "With an owner and a day of review"),),
                ),
            ),
            conditions=(
                Words("效果已评价", "效果已評價", "The effect is evaluated"),
                Words("长效机制已存档", "長效機制已存檔", "The mechanisms are filed"),
            ),
        ),
    ),
    rules=(
        TemplateRule(
            "mobilised",
            Words(
                "各单位召开动员大会不少于1次",
                "各單位召開動員大會不少於1次",
                "One mobilisation meeting at least in each unit",
            ),
            Words(
                "来文没有要求各单位开动员大会。",
                "來文沒有要求各單位開動員大會。",
                "The notice asks no unit for a mobilisation meeting.",
            ),
            Measure.MEETINGS,
            "1",
            "mobilisations_held",
            "次",
            basis="R0-03",
        ),
    ),
    lists=(
        TemplateList(
            Words("工作重点", "工作重點", "Key priorities"),
            (
                Words("制度基础", "制度基礎", "Institutional foundation"),
                Words("工作机制", "工作機制", "Working mechanisms"),
                Words("办事效率", "辦事效率", "Efficiency"),
                Words("单位形象", "單位形象", "Image"),
                Words("人员素质", "人員素質", "Staff quality"),
            ),
            5,
            ListUse.AREAS,
        ),
        TemplateList(
            Words("五种意识", "五種意識", "Five awarenesses"),
            (
                Words("学习意识", "學習意識", "Study"),
                Words("协作意识", "協作意識", "Teamwork"),
                Words("自律意识", "自律意識", "Self-discipline"),
                Words("节约意识", "節約意識", "Thrift"),
                Words("管理意识", "管理意識", "Management"),
            ),
            5,
            ListUse.QUALITIES,
        ),
        TemplateList(
            Words("四种能力", "四種能力", "Four abilities"),
            (
                Words("依法办事的能力", "依法辦事的能力", "Lawful performance of duty"),
                Words("高效办理的能力", "高效辦理的能力", "Efficient handling"),
                Words("解决难题的能力", "解決難題的能力", "Solving hard problems"),
                Words("抓好落实的能力", "抓好落實的能力", "Carrying through"),
            ),
            4,
            ListUse.QUALITIES,
        ),
        TemplateList(
            Words("三个坚持", "三個堅持", "Three persistences"),
            (
                Words("坚持学习", "堅持學習", "Study"),
                Words("健全制度", "健全制度", "Institutions"),
                Words("强化整改", "強化整改", "Rectification"),
            ),
            3,
            ListUse.STRANDS,
        ),
        TemplateList(
            Words("四个关系", "四個關係", "Four relations"),
            (
                Words("自己努力与学习别人", "自己努力與學習別人", "Own effort and learning from others"),
                Words("重点突破与全面提升", "重點突破與全面提升", "Breakthroughs and overall rise"),
                Words("转变作风与创新管理", "轉變作風與創新管理", "Change of style and new management"),
                Words("做实与做深", "做實與做深", "Strengthening and deepening"),
            ),
            4,
            ListUse.GUIDANCE,
        ),
        TemplateList(
            Words("五个结合", "五個結合", "Five combinations"),
            (
                Words("与日常工作结合", "與日常工作結合", "Daily work"),
                Words("与创先争优结合", "與創先爭優結合", "The pioneer campaign"),
                Words(
                    "与处室和下属单位业务结合", "與處室和下屬單位業務結合", "Business of sections and subordinate units"
                ),
                Words("与廉政建设结合", "與廉政建設結合", "Integrity"),
                Words("与长效机制结合", "與長效機制結合", "Long-term mechanism"),
            ),
            5,
            ListUse.GUIDANCE,
        ),
    ),
    reports=(
        TemplateReport(
            Words(
                "活动进展情况（由记录填好，只补文字）",
                "活動進展情況（由記錄填好，只補文字）",
                "Progress, filled from the records, only words are added",
            ),
            "quarterly",
            "R2-16",
        ),
    ),
    principles=(
        Words("问题导向", "問題導向", "Begin with problems"),
        Words("边查边改", "邊查邊改", "Find and mend together"),
        Words("务求实效", "務求實效", "Effect before show"),
    ),
    forbidden=(
        Words("不排名次", "不排名次", "No ranking"),
        Words("不另要台账和截图", "不另要臺賬和截圖", "No extra ledgers or screenshots"),
    ),
)
