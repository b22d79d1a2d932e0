"""Words of web pages around a notice: navigation, counters, what follows after the end."""

# A line that opens with one of these is part of the page, not of the notice.
PAGE_LINE = (
    "当前位置", "您的位置", "您现在的位置", "首页", "网站首页", "返回首页", "返回顶部", "打印本页", "关闭窗口",
    "我要打印", "字体大小",
    "字号：", "分享到", "分享至", "扫一扫", "浏览次数", "阅读次数", "点击次数", "点击数", "浏览量", "阅读量",
    "访问量", "责任编辑", "编辑：",
    "作者：", "发布人", "发布者", "发布时间", "发布日期", "更新时间", "信息来源", "文章来源", "来源：", "文章类型",
    "保护视力色", "收藏本",
    "加入收藏", "设为首页", "版权所有", "网站标识码", "ICP备", "联系我们", "网站地图", "技术支持", "新闻分类",
    "上一条",
    "下一条", "当前的位置", "所在位置", "本文地址", "关键词：", "标签：", "浏览：", "阅读：", "点击：", "索引号",
    "主题分类", "公开方式", "上传时间", "发布机构", "生成日期", "成文日期", "公开日期", "发文机关", "发文字号", "有效性",
    "信息分类", "发文日期", "发文单位", "公文时效", "废止", "所属主题", "发布单位", "信息名称", "内容概述",
)  # fmt: skip

# A short line that holds one of these ends the notice: what follows belongs to other pages.
TAIL_LINE = (
    "相关链接", "相关话题", "相关阅读", "相关文章", "相关新闻", "相关信息", "相关推荐", "相关报道", "相关资讯",
    "相关文档", "上一篇", "下一篇",
    "上一条", "下一条", "猜你喜欢", "推荐阅读", "热门推荐", "热门文章", "本站小编", "延伸阅读", "友情链接",
    "版权所有", "免责声明", "栏目推荐",
    "图片图表", "最新文章", "热点排行", "点击排行", "更多>>", "精彩推荐", "网友评论", "发表评论", "看了本文的人还看",
    "您可能感兴趣",
)  # fmt: skip

# Inside a line: a counter to be skipped, wherever it stands.
COUNTERS = (
    r"(?:浏览|阅读|点击|访问)(?:次数|量|数)\s?[：:]?\s?（?\d+|(?:浏览|阅读|点击|访问|人气|评论)\s?[：:]\s?（?\d+|"
    r"(?:浏览|阅读|点击|访问|人气|评论)（\d+）|(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s\d{1,2}[:：]\d\d[:：]\d\d|我要投稿"
)

# Markup elements that end a line; all others vanish without a trace.
BLOCK_TAGS = frozenset(
    (
        "address",
        "article",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    )
)  # fmt: skip
HIDDEN_ELEMENTS = ("script", "style", "noscript", "template", "svg", "xml", "title")
