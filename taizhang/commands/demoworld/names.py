"""Invented names. Every name is put together by chance from a fixed seed; nobody is meant."""

import random

SURNAMES = (
    "沈顾陆许方韩白程宋唐叶罗邓夏秦石江温丁崔贺纪马庄闻岑柏虞简卓易祝施范康傅卞齐元卜"
    "孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈茅庞熊舒屈项董梁杜阮蓝闵席季麻强"
    "贾路娄危童颜郭梅盛林刁钟徐邱骆高蔡田樊胡凌霍"
)
FIRST = (
    "怀青闻知予令砚临慕秋望亦松若敬晚如一行兰长致守远听载既思嘉星南北子景维克文立言秉承书清岚映牧泊静冬半溪朝晓沐初疏砺"
)
SECOND = (
    "舟禾笛安仪溪云屿舒航年谷之亭圭苇简汀庚和拙山雨阳明齐树野乔辰衿行桢勤渊言珩起川远好青夏桐歌棠白晴影朴素允山水鸿尘宁"
)


def names(count: int, seed: int) -> list[str]:
    """``count`` invented names, the same for the same seed; names may repeat, as they do."""
    chance = random.Random(seed)  # noqa: S311
    return [chance.choice(SURNAMES) + chance.choice(FIRST) + chance.choice(SECOND) for _ in range(count)]
