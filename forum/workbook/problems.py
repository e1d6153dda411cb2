"""What can be wrong with a workbook: a word, its facts, and the place; and the one English sentence for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Fact = str | int


class Fault(Exception):
    """What is wrong with a cell, before its place is known."""

    def __init__(self, word: str, **facts: Fact) -> None:
        super().__init__(word)
        self.word = word
        self.facts = facts


class CannotWrite(Exception):
    """A workbook cannot be written; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem and its place: `sheet` '' for the whole file, `row` as a spreadsheet numbers it (0: none).

    `word` is a key of `SENTENCES`; `facts` are what the sentence needs.
    """

    sheet: str
    row: int
    column: str
    word: str
    facts: Mapping[str, Fact] = field(default_factory=dict, hash=False)

    @property
    def shown(self) -> dict[str, Fact]:
        """The facts as a sentence shows them: short, on one line, without signs that act."""
        return {name: _shown(fact, cut=name not in _OURS) for name, fact in self.facts.items()}

    @property
    def message(self) -> str:
        """The problem as an English sentence, without its place."""
        return SENTENCES[self.word].format_map(self.shown)

    def __str__(self) -> str:
        place = [self.sheet] if self.sheet else []
        place += [f"row {self.row}"] if self.row else []
        place += [f"column {self.column}"] if self.column else []
        place += (
            [f"key {_shown(self.facts['key'])}"] if self.column == "value" and "key" in self.facts else []
        )
        return f"{', '.join(place)}: {self.message}" if place else self.message


_LONGEST = 60
_OURS = {"choices", "known", "path", "reason"}
"""Facts that the file did not bring along: they are never too long."""


def _shown(fact: Fact, *, cut: bool = True) -> Fact:
    """A fact for a terminal: short, on one line, without signs that act."""
    if isinstance(fact, int):
        return fact
    short = fact if len(fact) <= _LONGEST or not cut else fact[:_LONGEST] + "…"
    return "".join(sign if sign.isprintable() else " " for sign in short)


SENTENCES: Mapping[str, str] = {
    # the file
    "no_file": "There is no file or folder {path}.",
    "not_readable": "{path} cannot be read: {reason}.",
    "wrong_file": "{path} is neither an .xlsx workbook nor a folder of .csv files.",
    "one_csv": "{path} is a single .csv file: give the folder that holds all the sheets.",
    "old_excel": "{path} is a workbook of the old .xls kind: save it as .xlsx.",
    "protected": "{path} is protected with a password: save it without one.",
    "macros": "{path} holds macros: save it as .xlsx without macros.",
    "not_a_workbook": "{path} is not a workbook, or it is damaged.",
    "too_big": "{path} is larger than {most} MB.",
    "unpacks_too_big": "{path} unpacks to more than {most} MB.",
    "too_many_rows": "The sheet has more than {most} rows.",
    "too_many_columns": "The row has more than {most} cells.",
    "no_sheets": "{path} holds no sheet.",
    "not_utf8": "The file is not UTF-8 text (line {line}): save it as “CSV UTF-8”.",
    "not_csv": "The file is not proper CSV: {reason}.",
    # sheets and columns
    "sheet_missing": "The sheet is missing.",
    "sheet_unknown": "There is no such sheet in a forum's workbook; the sheets are {known}.",
    "sheet_twice": "The sheet is there twice.",
    "sheet_empty": "The sheet has no rows; at least one is needed.",
    "column_missing": "The column is missing.",
    "column_unknown": "There is no such column in this sheet; the columns are {known}.",
    "column_twice": "The column is there twice.",
    "no_column": "There is something to the right of the last column: “{value}”.",
    "key_missing": "The row “{key}” is missing.",
    "key_unknown": "There is no such key; the keys are {known}.",
    "merged": "Merged cells ({range}): separate them.",
    "formula": "A formula: paste its value instead.",
    "error_value": "The spreadsheet shows an error here: {value}.",
    # cells
    "empty": "This must be filled in.",
    "control": "The text holds a control character (code {code}): remove it.",
    "too_long": "The text has {length} characters; {most} are the most that fits on a phone's screen.",
    "not_choice": "“{value}” is not one of {choices}.",
    "not_code": "“{value}” is no code: letters, digits and “-” only, at most {most}.",
    "not_whole": "“{value}” is not a whole number.",
    "out_of_range": "{value} is not between {least} and {most}.",
    "not_degrees": "“{value}” is not a number of degrees such as 43.7806.",
    "not_time": "“{value}” is not a time such as 2018-11-29 09:30.",
    "not_day": "“{value}” is not a date such as 2018-12-31.",
    "not_clock": "“{value}” is not a time of day such as 22:00.",
    "not_zone": "“{value}” is not a time zone such as Europe/Rome.",
    "not_phone": "“{value}” is not a telephone number such as +39 055 123456.",
    "not_email": "“{value}” is not an e-mail address.",
    "not_url": "“{value}” is not a web address that begins with http:// or https://.",
    "not_invitation": "“{value}” is no invitation: 1 to 64 letters A-Z, a-z, digits, “_” and “-”.",
    "not_language": "“{value}” is not a two-letter language code such as it, ru, en.",
    "not_interval": "“{value}” is not an interval such as 2018-11-29 14:00/2018-11-29 15:00.",
    # times
    "time_skipped": "{value} does not exist in {zone}: the clocks are put forward over it.",
    "time_twice": "{value} happens twice in {zone}: the clocks are put back over it. Choose another time.",
    "ends_first": "It ends at {ends}, which is not after its start at {starts}.",
    "outside_forum": "{value} is outside the forum, which lasts from {starts} to {ends}.",
    "outside_visit": "{value} is outside the visit “{visit}”, which lasts from {starts} to {ends}.",
    "out_of_order": "{value} is before {earlier}, the time of an earlier stop of the visit “{visit}”.",
    "purge_too_soon": "{value} is before the last day of the forum.",
    # rows against each other
    "one_language": "The text is missing in this language; it is there in {other}.",
    "only_one_of_two": "{filled} is filled in, so this must be, too.",
    "code_twice": "“{value}” is already in row {first}.",
    "invitation_twice": "The invitation “{value}” is already in row {first}.",
    "invitation_taken": "The invitation “{value}” belongs to a delegate who is not in this workbook: {owner}.",
    "deleted": "“{value}” has had their data deleted: take the row out. Who comes back needs a new code.",
    "code_unknown": "There is no “{value}” in the sheet {sheet}.",
    "wrong_kind": "“{value}” is of kind {kind}; only {wanted} can stand here.",
}
