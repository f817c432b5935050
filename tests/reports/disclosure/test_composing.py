from __future__ import annotations

from dataclasses import replace

from projects.disclosure.budget_data import NOT_ENTERED
from projects.disclosure.checks.empty_tables import NOTE
from projects.disclosure.exchange import disclosure_from
from projects.disclosure.official_texts import TEMPLATES, TextTemplate
from reports.disclosure.booklet import Booklet, Section, Subtitle, Table, Text
from reports.disclosure.composing import MISSING_FORM, compose_booklet
from tests.projects.disclosure.made import made
from tests.reports.disclosure.booklets import made_booklet, made_form

OFFICIAL_TABLES = [
    "部门预算收支总表",
    "部门预算收入总表",
    "部门预算支出总表",
    "部门预算财政拨款收支总表",
    "部门预算一般公共预算财政拨款支出表",
    "部门预算一般公共预算财政拨款基本支出表",
    "部门预算政府性基金预算财政拨款支出表",
    "部门预算国有资本经营预算财政拨款支出表",
    "部门预算财政拨款“三公”经费支出预算表",
]
TABLE_TITLES = [f"{number}.{title}" for number, title in enumerate(OFFICIAL_TABLES, 1)]
EXPLANATIONS = [
    "一、部门职责及机构设置情况",
    "二、部门预算安排的总体情况",
    "三、机关运行经费安排情况",
    "四、财政拨款“三公”经费预算情况及增减变化原因",
    "五、绩效预算信息",
    "六、政府采购预算情况",
    "七、国有资产信息",
    "八、名词解释",
    "九、其他需要说明的事项",
]


def section_of(booklet: Booklet, title: str) -> Section:
    return next(section for section in booklet.sections if section.title == title)


def notes_of(booklet: Booklet, title: str) -> list[str]:
    return [block.note for block in section_of(booklet, title).blocks if isinstance(block, Table)]


def test_the_nine_tables_stand_before_the_nine_explanations() -> None:
    titles = [section.title for section in made_booklet().sections if section.level == 2]
    assert titles == TABLE_TITLES + EXPLANATIONS


def test_projects_stand_below_the_performance_information_and_say_where_their_table_is_missing() -> None:
    booklet = made_booklet()
    titles = [section.title for section in booklet.sections]
    start = titles.index("五、绩效预算信息")
    projects = [title for title in titles[start : titles.index("六、政府采购预算情况")] if "绩效目标表" in title]
    assert projects == ["1.图书购置经费绩效目标表", "2.惠民演出经费绩效目标表"]
    assert any(isinstance(block, Table) for block in section_of(booklet, projects[0]).blocks)
    assert section_of(booklet, projects[1]).blocks == (Text(f"预算数108.20万元。{MISSING_FORM}"),)


def test_a_form_that_the_text_does_not_name_follows_the_named_ones() -> None:
    booklet = compose_booklet(made(), [made_form("馆舍修缮")])
    assert section_of(booklet, "3.馆舍修缮绩效目标表").is_landscape is False


def test_texts_say_what_the_forms_say() -> None:
    texts = "".join(made_booklet().texts())
    assert "图书购置经费12.005万元" in texts  # of the form; the disclosure itself said 12.60
    assert "12.60万元" not in texts


def test_empty_tables_carry_the_note_and_filled_ones_do_not() -> None:
    filled, data = made(), made().to_json()
    data["procurement"] |= {"rows": [], "total": None}
    empty = compose_booklet(disclosure_from(data), [])
    assert notes_of(compose_booklet(filled, []), "六、政府采购预算情况") == [""]
    assert notes_of(empty, "六、政府采购预算情况") == [NOTE]


def test_a_table_whose_data_nobody_gave_does_not_say_that_there_is_nothing() -> None:
    booklet = made_booklet()
    assert [notes_of(booklet, title) for title in TABLE_TITLES[:8]] == [[NOT_ENTERED]] * 8
    assert notes_of(booklet, TABLE_TITLES[8]) == [""]
    without = compose_booklet(replace(made(), three_public=type(made().three_public)()), [])
    assert notes_of(without, TABLE_TITLES[8]) == [NOTE]


def reworded(**wordings: str) -> tuple[TextTemplate, ...]:
    """The official texts with some worded otherwise, by key; ``_`` stands for ``-`` in the names here."""
    own = {key.replace("_", "-"): wording for key, wording in wordings.items()}
    return tuple(replace(each, wording=own.get(each.key, each.wording)) for each in TEMPLATES)


def test_a_region_words_titles_and_notes_its_own_way() -> None:
    data = made().to_json()
    data["procurement"] |= {"rows": [], "total": None}
    wordings = reworded(
        cover="{部门}{年度}年预算", table_9="“三公”经费总表", title_budget="预算安排", empty_table="没有数据。",
        legal_basis="依法公开{部门}预算。",
    )  # fmt: skip
    booklet = compose_booklet(disclosure_from(data), [], wordings)
    assert booklet.title == "文化和旅游局2023年预算"
    titles = [section.title for section in booklet.sections]
    assert {"9.“三公”经费总表", "二、预算安排"} <= {*titles}
    assert notes_of(booklet, "六、政府采购预算情况") == ["没有数据。"]
    assert section_of(booklet, "2023年度部门预算公开情况说明").blocks == (Text("依法公开文化和旅游局预算。"),)


def test_without_a_title_among_the_explanations_the_performance_goals_come_last() -> None:
    booklet = compose_booklet(made(), [made_form("图书购置经费")], reworded(title_performance=""))
    numbered = [section.title for section in booklet.sections if section.level == 2][9:]
    assert numbered == [
        "一、部门职责及机构设置情况", "二、部门预算安排总体情况", "三、机关运行经费安排情况",
        "四、财政拨款“三公”经费预算情况及增减变化原因", "五、政府采购预算情况", "六、国有资产信息", "七、名词解释",
        "八、其他需要说明的事项", "第一部分　部门整体绩效目标", "第二部分　预算项目绩效目标",
    ]  # fmt: skip
    last = [section.title for section in booklet.sections if section.level == 1][-1]
    assert last == "2023年部门预算绩效信息"
    assert booklet.sections[-1].title == "2.惠民演出经费绩效目标表"


def test_a_contents_of_the_public_tables_gives_three_parts_and_the_titles_of_the_tables() -> None:
    listed = made(contents=[f"表{number}" for number in range(1, 10)])
    titles = [section.title for section in compose_booklet(listed, []).sections]
    assert titles[1:10] == [f"{number}.表{number}" for number in range(1, 10)]
    assert {"2023年度部门预算信息公开情况说明", "二、部门预算安排总体情况", "五、政府采购预算情况"} <= {*titles}
    assert titles.index("八、其他需要说明的事项") < titles.index("2023年部门预算绩效信息")
    own = reworded(table_9="“三公”经费总表", title_performance="绩效信息", explanations="情况说明")
    worded = [section.title for section in compose_booklet(listed, [], own).sections]
    assert {"9.“三公”经费总表", "情况说明", "五、绩效信息", "九、其他需要说明的事项"} <= {*worded}


def test_projects_stand_in_the_order_of_their_forms_where_the_text_names_them() -> None:
    data = made().to_json()
    [first, second] = data["budget"]["expenditure"]["items"][1]["parts"]
    first["form"], second["form"] = "b", "a"
    booklet = compose_booklet(disclosure_from(data), [])
    titles = [section.title for section in booklet.sections]
    assert [title for title in titles if "绩效目标表" in title] == [
        "1.惠民演出经费绩效目标表",
        "2.图书购置经费绩效目标表",
    ]


def test_titles_of_texts_are_numbered_where_there_are_several() -> None:
    booklet = made_booklet()
    subtitles = {
        section.title: [block.text for block in section.blocks if isinstance(block, Subtitle)]
        for section in booklet.sections
    }
    assert subtitles["二、部门预算安排的总体情况"] == ["1、收入说明", "2、支出说明", "3、比上年增减情况"]
    assert subtitles["一、部门职责及机构设置情况"] == ["1、部门职责", "一、公共文化", "2、机构设置"]
    assert subtitles["六、政府采购预算情况"] == []
