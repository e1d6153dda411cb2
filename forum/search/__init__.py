"""Finding people whichever script, scheme or spelling their name is typed in."""

from forum.search.finding import Filters, Hit, find, lookup
from forum.search.keeping import catch_up, refresh
from forum.search.names import other_script

__all__ = ["Filters", "Hit", "catch_up", "find", "lookup", "other_script", "refresh"]
