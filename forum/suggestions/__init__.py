"""People somebody may want to meet: same table, their project, what one offers and the other seeks."""

from forum.suggestions.keeping import catch_up, refresh
from forum.suggestions.reasons import Named, Reason
from forum.suggestions.suggesting import Suggestion, suggest

__all__ = ["Named", "Reason", "Suggestion", "catch_up", "refresh", "suggest"]
