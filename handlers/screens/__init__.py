"""Screens: pure functions of facts and words; no await, no database, no clock."""
