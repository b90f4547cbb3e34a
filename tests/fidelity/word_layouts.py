"""Word files as offices make them, in layouts that the seeds do not have.

The first is made with python-docx from its template, the others are plain markup. Run this module to write
them into `tests/data/formats`.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Final

import docx
from docx.oxml import parse_xml
from lxml import etree

from .renderings import word_package

FOLDER: Final = Path(__file__).resolve().parent.parent / "data" / "formats"
_W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def layouts() -> Mapping[str, bytes]:
    """Return the bytes of each file by its name."""
    return {
        "qujiang_linked_headings.docx": _linked_headings(),
        "fuling_task_tables.docx": _task_tables(),
        "dongli_soft_breaks.docx": _soft_breaks(),
    }


def run(words: str, properties: str = "") -> str:
    """Return a run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def paragraph(*runs: str, style: str = "", numbering: tuple[int, int] | None = None, mark: str = "") -> str:
    """Return a paragraph of runs (or of plain words), in a list at (number of the list, level)."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if numbering:
        properties += f'<w:numPr><w:ilvl w:val="{numbering[1]}"/><w:numId w:val="{numbering[0]}"/></w:numPr>'
    properties += f"<w:rPr>{mark}</w:rPr>" if mark else ""
    return (
        f"<w:p><w:pPr>{properties}</w:pPr>{''.join(r if r.startswith('<') else run(r) for r in runs)}</w:p>"
    )


def cell(*content: str, across: int = 1, down: str = "") -> str:
    """Return a cell of paragraphs (or of plain words); `down` is `restart` or `continue`."""
    merge = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    merge += f'<w:vMerge w:val="{down}"/>' if down else ""
    inner = "".join(c if c.startswith("<") else paragraph(c) for c in content) or "<w:p/>"
    return f"<w:tc><w:tcPr>{merge}</w:tcPr>{inner}</w:tc>"


def table(*rows: Sequence[str]) -> str:
    """Return a table of rows of cells."""
    lines = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/>{lines}</w:tbl>"


def level(index: int, format_name: str, text: str, start: int = 1, more: str = "") -> str:
    """Return a level of a list."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{format_name}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*lists: Iterable[str]) -> str:
    """Return the lists of a file, numbered from 1, each with its levels."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{i}">{"".join(levels)}</w:abstractNum>'
        for i, levels in enumerate(lists)
    )
    used = "".join(
        f'<w:num w:numId="{i + 1}"><w:abstractNumId w:val="{i}"/></w:num>' for i in range(len(lists))
    )
    return f"<w:numbering {_W}>{abstract}{used}</w:numbering>"


def file(*body: str, lists: str = "", styles: str = "") -> bytes:
    """Return a Word file of these paragraphs and tables."""
    return word_package(
        f"<w:document {_W}><w:body>{''.join(body)}</w:body></w:document>",
        f"<w:styles {_W}>{styles}</w:styles>",
        lists or numbering(),
    )


def _linked_headings() -> bytes:
    """Headings that Word numbers by their styles, in three levels; tracked changes; a table of contents."""
    document = docx.Document()
    part = document.part.numbering_part.element
    for each in list(part):
        part.remove(each)
    for each in etree.fromstring(
        numbering(
            [
                level(0, "chineseCountingThousand", "第%1章", more='<w:pStyle w:val="Heading1"/>'),
                level(1, "chineseCountingThousand", "（%2）", more='<w:pStyle w:val="Heading2"/>'),
                level(2, "decimal", "%3.", more='<w:pStyle w:val="Heading3"/>'),
            ]
        )
    ):
        part.append(parse_xml(etree.tostring(each)))
    for index in (1, 2, 3):
        properties = document.styles[f"Heading {index}"].element.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {_W}><w:ilvl w:val="{index - 1}"/><w:numId w:val="1"/></w:numPr>')
        )
    document.sections[0].header.paragraphs[0].text = "衢江区人民政府办公室文件"
    document.sections[0].footer.paragraphs[0].text = "— 1 —"
    document.add_paragraph("衢江区优化营商环境三十条行动方案", style="Title")
    document.add_paragraph("衢江政办发〔2022〕31号")
    body = document.element.body
    body.insert(2, parse_xml(_contents()))
    document.add_paragraph("为进一步优化营商环境，激发市场主体活力，制定本方案。")
    document.add_heading("总体目标", 1)
    document.add_paragraph("到2022年底，一般企业投资项目审批用时压缩至60天以内，全区新增市场主体1.2万户。")
    document.add_heading("重点任务", 1)
    document.add_heading("办理建筑许可", 2)
    document.add_heading("推行“用地清单制”，2022年9月底前覆盖全部工业用地。", 3)
    document.add_paragraph("责任单位：区资规分局牵头，区住建局、区水利局配合")
    changed = document.add_heading("", 3)
    runs = (
        run("实行施工图分类审查，低风险项目"),
        '<w:del w:id="1" w:author="a"><w:r><w:delText>一律不再审查</w:delText></w:r></w:del>',
        f'<w:ins w:id="2" w:author="a">{run("免于审查")}</w:ins>',
        run("，2022年11月底前完成系统改造。"),
    )
    for each in list(parse_xml(f"<w:p {_W}>{''.join(runs)}</w:p>")):
        changed._p.append(each)
    document.add_paragraph("责任单位：区住建局牵头，区大数据中心配合")
    document.add_heading("纳税", 2)
    document.add_heading("推行税费种综合申报，年纳税时间压减至70小时以内。", 3)
    document.add_paragraph("责任单位：区税务局")
    document.add_heading("组织保障", 1)
    document.add_heading("加强督查", 2)
    document.add_paragraph("区营商办每季度通报进展情况。")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _contents() -> str:
    lines = "".join(paragraph(words, style="TOC1") for words in ("第一章 总体目标\t1", "第二章 重点任务\t1"))
    return (
        f'<w:sdt {_W}><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
        f"</w:sdtPr><w:sdtContent>{paragraph('目　录')}{lines}</w:sdtContent></w:sdt>"
    )


def _task_tables() -> bytes:
    """A title in a text box; a task table with a header of two rows, groups and numbers that Word makes."""
    inside = paragraph("重庆市涪陵区人民政府办公室文件")
    box = f"<w:r><w:pict><w:txbxContent>{inside}</w:txbxContent></w:pict></w:r>"
    lists = numbering(
        [level(0, "chineseCounting", "%1、")],
        [level(0, "decimal", "%1")],
        [level(0, "decimalEnclosedCircle", "%1")],
    )
    counted = paragraph(numbering=(2, 0))
    header = [
        [cell("序号", down="restart"), cell("改革事项", down="restart"), cell("工作举措", down="restart")],
        [cell(down="continue"), cell(down="continue"), cell(down="continue")],
    ]
    header[0] += [cell("责任单位", across=2), cell("完成", "时限", down="restart")]
    header[1] += [cell("牵头单位"), cell("配合单位"), cell(down="continue")]

    def group(words: str) -> list[str]:
        return [cell(paragraph(words, numbering=(1, 0)), across=6)]

    return file(
        paragraph(box),
        paragraph("涪陵府办发〔2023〕8号"),
        paragraph("重庆市涪陵区人民政府办公室"),
        paragraph("关于印发涪陵区营商环境创新试点任务分工的通知"),
        paragraph("各乡镇人民政府、街道办事处，区政府各部门："),
        paragraph("《涪陵区营商环境创新试点任务分工》已经区政府同意，现印发给你们，请认真组织实施。"),
        paragraph("重庆市涪陵区人民政府办公室"),
        paragraph("2023年2月14日"),
        paragraph("涪陵区营商环境创新试点任务分工"),
        table(
            *header,
            group("获得电力"),
            [
                *(cell(counted), cell("电力接入工程审批", down="restart")),
                *(cell("对低压接入工程实行告知承诺，审批时间压缩至2个工作日以内。"), cell("区经济信息委")),
                *(cell("区公安局", "区城市管理局", "国网涪陵供电公司"), cell("2023年6月底")),
            ],
            [
                *(cell(counted), cell(down="continue"), cell("建立停电信息提前7天告知制度。")),
                *(cell("国网涪陵供电公司"), cell(), cell("2023年4月底")),
            ],
            group("政府采购"),
            [
                *(cell(counted), cell("电子化采购"), cell("政府采购项目全部实行不见面开标。")),
                *(cell("区财政局"), cell("区公共资源交易中心"), cell("2023年9月底")),
            ],
            [cell("注：任务进展按季度报送。", across=6)],
        ),
        paragraph("附件"),
        paragraph("指标工作专班组成名单"),
        table(
            [cell("指标专班"), cell("组长"), cell("副组长"), cell("成员单位"), cell("办公室")],
            [
                cell("获得电力专班"),
                cell("陈国栋"),
                cell("周海"),
                cell("区发展改革委、区公安局"),
                cell("区经济信息委"),
            ],
            [cell("政府采购专班"), cell("陈国栋"), cell("吴敏"), cell("区审计局"), cell("区财政局")],
        ),
        lists=lists,
    )


def _soft_breaks() -> bytes:
    """Line ends inside paragraphs, lists that start anew, hidden and moved text, a field, a nested table."""
    lists = numbering(
        [level(0, "japaneseCounting", "%1、"), level(1, "decimal", "%2．"), level(2, "lowerLetter", "%3)")],
    )
    end = "<w:r><w:br/></w:r>"
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("2021年12月底前")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    moved = paragraph("原第三条已移走，由区统计局负责。", numbering=(1, 1))
    nested = table([cell("指标"), cell("得分")], [cell("办理破产"), cell("71.2")])
    return file(
        paragraph("东丽区破解营商环境突出问题任务书", style="Title"),
        paragraph("办理破产", numbering=(1, 0)),
        paragraph("主要差距：破产案件平均审理时间为420天，与先进地区差距较大。"),
        paragraph("提升举措："),
        paragraph(
            *("建立破产案件繁简分流机制，简易案件6个月内审结。", end, "责任单位：区法院", end),
            *("完成时间：", field),
            numbering=(1, 1),
        ),
        paragraph(
            "设立破产费用保障资金，规模不低于200万元。",
            *(run("（此句待定，由区审计局负责。）", "<w:vanish/>"), end, "责任单位：区财政局、区法院", end),
            "完成时间：2022年3月底前",
            numbering=(1, 1),
        ),
        paragraph("获得信贷", numbering=(1, 0)),
        paragraph("主要差距：小微企业信用贷款占比偏低。"),
        paragraph("提升举措："),
        f'<w:moveFrom w:id="3" w:author="a">{moved}</w:moveFrom>',
        paragraph(
            *(
                "开展“信易贷”推广，新增授信企业500家。",
                end,
                "责任单位：区金融局",
                end,
                "完成时间：2022年6月底前",
            ),
            numbering=(1, 1),
        ),
        paragraph("附表"),
        table([cell("测评", "结果", nested), cell("备注")], [cell("全区"), cell("第三方测评")]),
        lists=lists,
        styles='<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>',
    )


def main() -> None:
    """Write the files."""
    for name, content in layouts().items():
        (FOLDER / name).write_bytes(content)


if __name__ == "__main__":
    main()
