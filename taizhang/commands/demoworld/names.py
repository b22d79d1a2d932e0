"""Invented names. Every name is put together by chance from a fixed seed; nobody is meant."""

import random

SURNAMES = (
    "沈顾陆许方韩白程宋唐叶罗邓夏秦石江温丁崔贺纪马庄闻岑柏虞简卓易祝施范康傅卞齐元卜"
    "孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈茅庞熊舒屈项董梁杜阮蓝闵席季麻强贾路娄危童颜郭梅盛林刁钟徐邱骆高蔡田樊胡凌霍"
)
GIVEN = (
    "怀舟 青禾 闻笛 知行 予安 令仪 知遥 砚舟 临溪 慕云 秋屿 望舒 亦航 松年 若谷 敬之 晚亭 如圭 一苇 行简 兰汀 长庚 致和 守拙 "
    "远山 听雨 载阳 既明 思齐 嘉树 星野 南乔 北辰 子衿 景行 维桢 克勤 文渊 立言 秉文 承泽 书珩 云起 清和 岚溪 映川 牧野 "
    "泊远 惟一 静好 知秋 冬青 半夏 溪亭 梧桐 朝歌 晓棠 沐白 初晴 疏影 砺之 抱朴 见素 明远 允升 乐山 若水 归鸿 逸尘 子木 简宁"
).split()


def names(count: int, seed: int) -> list[str]:
    """``count`` invented names, the same for the same seed; names may repeat, as they do."""
    chance = random.Random(seed)  # noqa: S311
    return [chance.choice(SURNAMES) + chance.choice(GIVEN) for _ in range(count)]
