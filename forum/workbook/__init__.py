"""The workbook: a forum read from sheets, checked as a whole, loaded in one transaction, and written back."""

from forum.workbook.changes import Changes
from forum.workbook.checking import Workbook, check
from forum.workbook.exporting import export
from forum.workbook.loading import load
from forum.workbook.problems import CannotWrite, Problem
from forum.workbook.reading import Reading, read
from forum.workbook.template import write_template
from forum.workbook.wording import describe

__all__ = [
    "CannotWrite",
    "Changes",
    "Problem",
    "Reading",
    "Workbook",
    "check",
    "describe",
    "export",
    "load",
    "read",
    "write_template",
]
