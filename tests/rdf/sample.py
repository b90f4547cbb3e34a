"""A small document with one of everything that facts can hold, made by hand."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from decimal import Decimal

from bizgraph.authority.identity import Region, RegionLevel, Unit
from bizgraph.extract.facts import (
    Baseline,
    Borrowing,
    Comparator,
    Deadline,
    Document,
    Evidence,
    Facts,
    Gap,
    LeftOver,
    LeftOverKind,
    Measure,
    Outcome,
    Person,
    Practice,
    Quantity,
    RegionMention,
    Responsibility,
    Role,
    Section,
    Target,
    TaskForce,
    UnitMention,
)
from bizgraph.source.text import Quote, Span, Text

SOURCE = """赣县区优化营商环境实施方案
赣县府办字〔2022〕12号
一、获得电力提升实施方案(区供电公司牵头)
挂帅领导:张三 副区长
(一)现状。2021年高压办电平均用时15个工作日。
(二)差距。与深圳市相比，办电环节多2个。
(三)国内标杆经验。深圳市推行“三零”服务，惠及2万户企业。
(四)目标。高压客户全过程办电时间和环节均不超过3个工作日(个)，xx市同。
1.学习深圳市经验，推行“三零”服务。(区供电公司牵头，区发改委、各有关部门配合)2022年10月底前完成。
2.压缩办电时间20%。(区 供电 公司负责)
获得电力工作专班:组长张三，副组长xx，成员区发改委，办公室设在区供电公司。
二、保障措施
不明白的一句话“带}引号#”。
2022年3月1日
"""

COUNTRY = Region("CN", "中国", RegionLevel.COUNTRY, names=("全国",))
JIANGXI = Region("360000", "江西省", RegionLevel.PROVINCE, "360000", ("CN",), ("江西",))
GANZHOU = Region("360700", "赣州市", RegionLevel.PREFECTURE, "360700", ("360000",))
GANXIAN = Region("360704", "赣县区", RegionLevel.COUNTY, "360704", ("360700",))
GUANGDONG = Region("440000", "广东省", RegionLevel.PROVINCE, "440000", ("CN",))
SHENZHEN = Region("440300", "深圳市", RegionLevel.PREFECTURE, "440300", ("440000", "greater-bay-area"))
BAY_AREA = Region("greater-bay-area", "粤港澳大湾区", RegionLevel.GROUP, within=("CN",), names=("大湾区",))
REGIONS = (COUNTRY, JIANGXI, GANZHOU, GANXIAN, GUANGDONG, SHENZHEN, BAY_AREA)
MASKED = Region("sample/masked/xx市", "xx市", RegionLevel.PREFECTURE, masked=True)

POWER = Unit("360704/power-supply", "赣县区供电公司", GANXIAN, ("power-supply",))
PLANNING = Unit(
    "360704/development-and-reform", "赣县区发展和改革委员会", GANXIAN, ("development-and-reform",)
)
EVERYONE = Unit("sample/各有关部门", "各有关部门", None, generic=True)
GOVERNMENT = Unit("360704/government-office", "赣县区人民政府办公室", GANXIAN, ("government-office",))


def text(source: str = SOURCE, name: str = "sample.txt") -> Text:
    return Text(name, source, source, range(len(source)), hashlib.sha256(source.encode()).hexdigest())


def words(wanted: str, after: str = "", source: str = SOURCE) -> Quote:
    """Find words in the source, the first ones behind `after`."""
    start = source.index(wanted, source.index(after) + len(after))
    return Quote("".join(wanted.split()), wanted, Span(start, start + len(wanted)))


def _unit(unit: Unit, printed: str, after: str = "") -> UnitMention:
    return UnitMention(unit, words(printed, after))


def facts(identifier: str = "sample") -> Facts:
    key_1 = "measure/1"
    practice_place = RegionMention(SHENZHEN, words("深圳市", "标杆经验"))
    common_indicator = ("getting-electricity",)
    days = words("不超过3个工作日(个)")
    return Facts(
        document=Document(
            identifier,
            words("赣县区优化营商环境实施方案"),
            GANXIAN,
            words("赣县府办字〔2022〕12号"),
            date(2022, 3, 1),
            words("2022年3月1日"),
            UnitMention(GOVERNMENT, words("赣县府办")),
            text().sha256,
            "sample.txt",
            Decimal("0.0250"),
        ),
        sections=(
            Section(
                "section/1",
                "一、",
                words("获得电力提升实施方案"),
                common_indicator,
                (Responsibility(_unit(POWER, "区供电公司"), Role.LEAD),),
                (Person("张三", "副区长", words("张三 副区长")),),
                "indicator_heading",
            ),
            Section("section/2", "二、", words("保障措施"), (), rule="heading"),
        ),
        measures=(
            Measure(
                key_1,
                "1.",
                words("学习深圳市经验，推行“三零”服务。"),
                "section/1",
                GANXIAN,
                common_indicator,
                ("electricity-time",),
                "numbered_item",
                responsibilities=(
                    Responsibility(_unit(POWER, "区供电公司", "推行“三零”服务。("), Role.LEAD),
                    Responsibility(_unit(PLANNING, "区发改委"), Role.PARTNER),
                    Responsibility(_unit(EVERYONE, "各有关部门"), Role.PARTNER),
                ),
                deadline=Deadline(date(2022, 10, 31), words("2022年10月底前")),
                targets=("target/1",),
                benchmarks=(RegionMention(SHENZHEN, words("深圳市", "学习")),),
            ),
            Measure(
                "measure/2",
                "2.",
                words("压缩办电时间20%。"),
                "section/1",
                GANXIAN,
                common_indicator,
                (),
                "numbered_item",
                responsibilities=(Responsibility(_unit(POWER, "区 供电 公司"), Role.LEAD),),
                deadline=Deadline(None, words("2.压缩")),
                quantities=(
                    Quantity(
                        "办电时间", Comparator.DECREASE_BY, Decimal("20"), "percent", words("压缩办电时间20%")
                    ),
                ),
            ),
        ),
        practices=(
            Practice(
                "practice/1",
                "",
                words("深圳市推行“三零”服务，惠及2万户企业。"),
                "section/1",
                SHENZHEN,
                common_indicator,
                (),
                "subject_place",
                title=words("国内标杆经验"),
                places=(practice_place,),
                units=(_unit(POWER, "区供电公司"),),
                outcomes=(
                    Outcome(
                        "outcome/1",
                        words("惠及2万户企业"),
                        (
                            Quantity(
                                "企业", Comparator.EQUAL_TO, Decimal("2E+4"), "household", words("2万户企业")
                            ),
                        ),
                        "benefit",
                    ),
                ),
            ),
        ),
        gaps=(
            Gap(
                "gap/1",
                "",
                words("与深圳市相比，办电环节多2个。"),
                "section/1",
                GANXIAN,
                common_indicator,
                (),
                "gap_item",
                compared_with=(RegionMention(SHENZHEN, words("深圳市")),),
                addressed_by=(key_1,),
            ),
        ),
        baselines=(
            Baseline(
                "baseline/1",
                "(一)",
                words("2021年高压办电平均用时15个工作日。"),
                "section/1",
                GANXIAN,
                common_indicator,
                (),
                "level",
                (
                    Quantity(
                        "高压办电平均用时",
                        Comparator.EQUAL_TO,
                        Decimal("15.0"),
                        "working-day",
                        words("15个工作日"),
                    ),
                ),
            ),
        ),
        targets=(
            Target(
                "target/1",
                "(四)",
                words("高压客户全过程办电时间和环节均不超过3个工作日(个)，xx市同。"),
                "section/1",
                GANXIAN,
                common_indicator,
                (),
                "target",
                (
                    Quantity("办电时间", Comparator.AT_MOST, Decimal(3), "working-day", days),
                    Quantity("办电环节", Comparator.AT_MOST, Decimal(3), "item", days),
                    Quantity("时间", Comparator.AT_MOST, None, "working-day", words("xx市同"), masked=True),
                ),
            ),
            Target(
                "target/2",
                "",
                words("xx市同。"),
                None,
                MASKED,
                common_indicator,
                (),
                "target",
            ),
        ),
        task_forces=(
            TaskForce(
                "task-force/1",
                "",
                words("获得电力工作专班"),
                common_indicator,
                (Person("张三", "", words("张三", "组长")),),
                (Person("xx", "副组长", words("xx", "副组长")),),
                (_unit(PLANNING, "区发改委", "成员"),),
                (_unit(POWER, "区供电公司", "设在"),),
                "task_force",
            ),
        ),
        left_over=(
            LeftOver(LeftOverKind.SENTENCE, words("不明白的一句话“带}引号#”。"), "no rule fired"),
            LeftOver(LeftOverKind.FIGURE, words("不明白的一句话“带}引号#”。"), "no figure"),
        ),
        borrowings=(
            Borrowing(
                "borrowing/1",
                key_1,
                "practice/1",
                Evidence.EXPLICIT_MENTION,
                Decimal("0.95"),
                words("学习深圳市经验"),
                words("深圳市推行“三零”服务"),
                "names_the_place",
            ),
        ),
    )


def other() -> Facts:
    """Return a second document, which names one unit of the first by another name and another label."""
    one = facts("other/第二份 文件")
    unit = replace(PLANNING, label="赣县区发改委")
    measure = replace(
        one.measures[0],
        responsibilities=(Responsibility(UnitMention(unit, words("区发改委")), Role.LEAD),),
        targets=(),
        benchmarks=(),
    )
    return Facts(one.document, sections=one.sections, measures=(measure,))
