"""Figures as pictures and as a workbook. Nothing here knows languages or the database: it runs in its own process."""
