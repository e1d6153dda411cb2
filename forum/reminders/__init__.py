"""Reminders: what each person is told of their agenda before it begins, and the evening and the morning before."""

from forum.reminders.recalling import Digest, Reminder, digest, recall
from forum.reminders.sweeping import DIGEST, REMINDER, remind

__all__ = ["DIGEST", "REMINDER", "Digest", "Reminder", "digest", "recall", "remind"]
