"""`python -m tests.benchmarks [NAME ...]`: runs the benchmarks, all of them without a name.

A benchmark is a module of this package with a `main` that prints its figures, plain or async; what begins with
`support` is none.
"""

from __future__ import annotations

import argparse
import asyncio
import inspect
import pkgutil
import sys
from collections.abc import Sequence
from importlib import import_module
from time import perf_counter

import tests.benchmarks


def names() -> list[str]:
    """The benchmarks there are."""
    found = (module.name for module in pkgutil.iter_modules(tests.benchmarks.__path__))
    return sorted(name for name in found if not name.startswith(("support", "_", "test_")))


def run(name: str) -> None:
    """One benchmark, with a heading and what it took."""
    main = import_module(f"tests.benchmarks.{name}").main
    sys.stdout.write(f"== {name}\n")
    sys.stdout.flush()
    began = perf_counter()
    running = main()
    if inspect.iscoroutine(running):
        asyncio.run(running)
    sys.stdout.write(f"({perf_counter() - began:.0f} s)\n\n")
    sys.stdout.flush()


def chosen(arguments: Sequence[str]) -> list[str]:
    """The benchmarks that were asked for; ends the process with 2 for one there is not."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks", description="Measures, and prints ratios."
    )
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"one of: {', '.join(names())}; none means all"
    )
    asked: list[str] = parser.parse_args(arguments).names
    if unknown := sorted(set(asked) - set(names())):
        parser.error(f"no such benchmark: {', '.join(unknown)}; there are: {', '.join(names())}")
    return asked or names()


if __name__ == "__main__":
    for benchmark in chosen(sys.argv[1:]):
        run(benchmark)
