"""Questions to the organisers: asked, told to them, answered, kept in view."""

from forum.questions.asking import LONGEST, LONGEST_ANSWER, MOST_OPEN, answer, ask, held_until
from forum.questions.group import adopt, lose, move
from forum.questions.taking import HELD, let_go, take
from forum.questions.watching import attend

__all__ = [
    "HELD",
    "LONGEST",
    "LONGEST_ANSWER",
    "MOST_OPEN",
    "adopt",
    "answer",
    "ask",
    "attend",
    "held_until",
    "let_go",
    "lose",
    "move",
    "take",
]
