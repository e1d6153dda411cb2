from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from forum.workbook import CannotWrite, check, read, write_template
from forum.workbook.explanations import explanations
from forum.workbook.sheets import SHEETS, of_rows
from tests.forum.workbook.book import Book, checked


@pytest.mark.parametrize("name", ["template.xlsx", "template"])
def test_the_template_has_every_sheet_and_column(tmp_path: Path, name: str) -> None:
    write_template(tmp_path / name)
    reading = read(tmp_path / name)
    assert reading.problems == []
    assert {name: sheet.columns for name, sheet in reading.sheets.items()} == {
        name: sheet.names for name, sheet in SHEETS.items()
    }


def test_an_empty_template_asks_for_what_must_be_filled_in(tmp_path: Path) -> None:
    write_template(tmp_path / "template.xlsx")
    problems = check(read(tmp_path / "template.xlsx"))[1]
    required = [column.name for column in of_rows("forum").columns if column.required]
    assert [problem.facts["key"] for problem in problems if problem.sheet == "forum"] == required
    assert [str(problem) for problem in problems if problem.sheet != "forum"] == [
        "sessions: The sheet has no rows; at least one is needed.",
        "delegates: The sheet has no rows; at least one is needed.",
    ]


def test_a_filled_template_is_a_workbook(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    write_template(path)
    made = load_workbook(path)
    values = {row["key"]: row["value"] for row in book.forum}
    for cells in made["forum"].iter_rows(min_row=2):
        cells[1].value = values.get(str(cells[0].value))
    for name in list(SHEETS)[1:]:
        for row in getattr(book, name):
            made[name].append([row.get(column) for column in SHEETS[name].names])
    made.save(path)
    filled = checked(check(read(path)))
    assert filled.sheets.keys() == book.workbook().sheets.keys()
    assert filled.sheets["sessions"].keys() == book.workbook().sheets["sessions"].keys()


def test_every_column_is_explained_in_both_languages() -> None:
    texts = explanations()
    columns = {(name, column) for name in SHEETS for column in of_rows(name).names}
    assert texts.keys() == columns | {("", "")}
    assert [place for place, (italian, russian) in texts.items() if not italian or not russian] == []


def test_the_explanations_can_be_read_in_the_workbook(tmp_path: Path) -> None:
    write_template(tmp_path / "template.xlsx")
    rows = list(load_workbook(tmp_path / "template.xlsx")["help"].iter_rows(values_only=True))
    assert rows[0] == ("sheet", "column", "required", "values", "italiano", "русский")
    assert rows[4] == ("forum", "starts", "sì / да", None, "Inizio del forum", "Начало форума")
    assert len(rows) == len(explanations()) + 1


def test_lists_to_choose_from(tmp_path: Path) -> None:
    write_template(tmp_path / "template.xlsx")
    sheet = load_workbook(tmp_path / "template.xlsx")["sessions"]
    assert [(str(one.sqref), one.formula1) for one in sheet.data_validations.dataValidation] == [
        ("B2:B10000", '"table,plenary,meeting_point,visit,transfer,social,other"'),
        ("N2:N10000", '"all,it,ru"'),
    ]


def test_a_wrong_name_for_a_template(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match=r"template.xls: give a name that ends in .xlsx"):
        write_template(tmp_path / "template.xls")
