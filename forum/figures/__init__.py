"""Figures: what the forum has come to, at a glance, as pictures, as a workbook, and as a report to be signed.

Nobody's name stands in any of them.
"""

from forum.figures.gathering import Figures, Meetings, Trip, gather
from forum.figures.sampling import sample

__all__ = ["Figures", "Meetings", "Trip", "gather", "sample"]
