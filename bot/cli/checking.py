"""`check`."""

from __future__ import annotations

from argparse import ArgumentParser, _SubParsersAction


def add_to(verbs: _SubParsersAction[ArgumentParser]) -> None:
    """Tell the command line about this verb."""
    del verbs
