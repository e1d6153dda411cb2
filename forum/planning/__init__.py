"""Planning: from who is to meet whom to slots, tables and interpreters, as good as can be proved in the time given.

The search itself is `forum.planning.planning.plan`: it loads OR-tools, which the bot has no room for.
"""

from forum.planning.answer import Answer, Assignment, Progress
from forum.planning.problem import Contradictory, Meeting, Person, Problem
from forum.planning.reasons import Reason

__all__ = ["Answer", "Assignment", "Contradictory", "Meeting", "Person", "Problem", "Progress", "Reason"]
