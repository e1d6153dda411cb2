"""`plan --problem FILE --output FILE`: a plan in the file, or each fault in a sentence and no file."""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import sys
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from tests.bot.command_line import CommandLine, Said, files
from tests.forum.planning.problems import problem, whole
from tests.forum.planning.verifier import looked_over

Json = dict[str, Any]
ROOT = Path(__file__).parents[2]
MANY = whole(6, guests=60, hosts=220, slots=12, meetings=700, helped=420) | {
    "interpreters": [{"id": f"i{number}"} for number in range(35)],
    "max_seconds": 120,
}
"""So many, with every interpreter busy in every slot, that there is a plan at once and no proof soon."""


def planned(bot: CommandLine, given: Json | str | bytes, output: Path | None = None) -> Said:
    content = json.dumps(given) if isinstance(given, dict) else given
    path = bot.folder / "problem.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return bot("plan", "--problem", path, "--output", output or bot.folder / "plan.json")


def answer_in(folder: Path) -> Json:
    found: Json = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    return found


def test_a_problem_is_planned(bot: CommandLine) -> None:
    given = problem("a b", "b c", "c a", slots=3, tables=1)
    said = planned(bot, given)
    assert (said.status, said.out) == (0, "")
    answer = answer_in(bot.folder)
    assert looked_over(given, answer).breaks == 1
    assert list(answer) == ["status", "placed", "breaks", "most_breaks", "idle", "assignments", "unplaced"]
    assert (answer["status"], answer["placed"], answer["unplaced"]) == ("optimal", 3, [])
    assert said.error.splitlines()[-1].startswith(
        "optimal: placed 3, unplaced 0, breaks 1, most of one 1, idle slots 1, table changes 0, "
    )
    assert "placed 3 of 3, breaks 1 (at best 1)" in said.error


def test_of_what_has_no_place_the_reason_stands_in_the_file(bot: CommandLine) -> None:
    assert planned(bot, problem("a b", "a c", slots=1)).status == 0
    (one,) = answer_in(bot.folder)["unplaced"]
    assert one["reason"] == "no common free slot: slot 0 taken by other meetings of theirs"


@pytest.mark.parametrize(
    ("given", "faults"),
    [
        (problem("a b") | {"slotz": 1}, ["the file: unknown key 'slotz'"]),
        (problem("a b", "a b"), ["meetings[1].id: 'ab' is the id of meetings[0], too"]),
        (problem("a"), ["meetings[0].participants: a meeting has two participants at least"]),
        (
            problem("a b", slots=0, tables=0),
            ["slots: 0 is no whole number from 1 to 400", "tables: 0 is no whole number from 1 to 10000"],
        ),
        (problem(), ["meetings: there are none"]),
        (
            problem(
                meetings=[
                    {"id": "m", "participants": ["a", "b"], "slot": 1},
                    {"id": "n", "participants": ["a", "c"], "slot": 1},
                ]
            ),
            ["meetings[1] (n): fixed in slot 1, in which a is fixed for m"],
        ),
        (
            problem(
                meetings=[
                    {"id": "m", "participants": ["a", "b"], "after": ["n"]},
                    {"id": "n", "participants": ["a", "c"], "after": ["m"]},
                ]
            ),
            ["meetings[0] (m): an order that goes in a circle: m before n before m"],
        ),
        (
            problem(
                fairness=0,
                tables=1,
                meetings=[
                    {"id": "m", "participants": ["a", "b"], "slot": 0},
                    {"id": "n", "participants": ["a", "c"], "slot": 2},
                ],
            ),
            ["fairness: 0 breaks; the fixed meetings contradict it"],
        ),
        ("{", ["line 1, column 2: no JSON: Expecting property name enclosed in double quotes"]),
        (b"\xff", ["byte 0: the file is no UTF-8 text"]),
        ("", ["line 1, column 1: no JSON: Expecting value"]),
    ],
)
def test_each_fault_is_named_and_no_file_written(
    bot: CommandLine, given: Json | str | bytes, faults: list[str]
) -> None:
    said = planned(bot, given)
    path = bot.folder / "problem.json"
    assert said.status == 1
    # What a search has said before it found the contradiction stands before it.
    assert said.error.splitlines()[-len(faults) :] == [f"{path}: {fault}" for fault in faults]
    assert list(files(bot.folder)) == ["problem.json"]


def test_a_plan_that_was_there_stays_where_there_is_no_new_one(bot: CommandLine) -> None:
    planned(bot, problem("a b"))
    before = answer_in(bot.folder)
    assert planned(bot, problem("a")).status == 1
    assert answer_in(bot.folder) == before
    planned(bot, problem("a b", "c d"))
    assert answer_in(bot.folder)["placed"] == 2


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("nowhere/plan.json", "{folder}/nowhere/plan.json: there is no folder {folder}/nowhere."),
        (".", "{folder}: it is a folder. Name a file."),
        (
            "problem.json/plan.json",
            "{folder}/problem.json/plan.json: there is no folder {folder}/problem.json.",
        ),
        ("/dev/full", "/dev/full: No space left on device."),
        ("n" * 300, "{folder}/" + "n" * 300 + ": File name too long."),
    ],
)
def test_an_output_that_cannot_be_written_is_said(bot: CommandLine, name: str, complaint: str) -> None:
    said = planned(bot, problem("a b"), bot.folder / name)
    assert said.status == 1
    assert said.error.splitlines()[-1] == complaint.format(folder=bot.folder)
    assert list(files(bot.folder)) == ["problem.json"]


def test_a_device_stays_what_it_is(bot: CommandLine) -> None:
    assert planned(bot, problem("a b"), Path("/dev/null")).status == 0
    assert Path("/dev/null").is_char_device()


def test_a_link_stays_a_link(bot: CommandLine) -> None:
    target, link = bot.folder / "plan.json", bot.folder / "link.json"
    link.symlink_to(target)
    assert planned(bot, problem("a b"), link).status == 0
    assert (link.is_symlink(), target.is_symlink(), answer_in(bot.folder)["placed"]) == (True, False, 1)


def test_a_problem_that_is_not_there_is_said(bot: CommandLine) -> None:
    path = bot.folder / "nowhere.json"
    said = bot("plan", "--problem", path, "--output", bot.folder / "plan.json")
    assert said == Said(1, "", f"{path}: No such file or directory.\n")


def command(folder: Path) -> list[str]:
    arguments = ["--problem", folder / "problem.json", "--output", folder / "plan.json"]
    return [sys.executable, "-m", "bot", "plan", *map(str, arguments)]


def test_a_hundred_megabytes_are_refused_in_little_memory(tmp_path: Path) -> None:
    row = b'{"id": "m", "participants": ["a", "b"]},\n'
    with (tmp_path / "problem.json").open("wb") as file:
        file.write(b'{"slots": 1, "tables": 1, "meetings": [\n')
        for _ in range(100):
            file.write(row * (1024 * 1024 // len(row)))
        file.write(b"{}]}")
    memory = 512 * 1024 * 1024
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    ended = subprocess.run(  # noqa: S603 -- our own command line
        command(tmp_path), cwd=ROOT, capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (memory, memory)),
    )  # fmt: skip
    complaint = f"{tmp_path}/problem.json: the file has more than 8 MB: no problem is so large\n"
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, "", complaint)
    assert not (tmp_path / "plan.json").exists()
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 10


def test_a_full_disk_leaves_no_half_a_plan(tmp_path: Path) -> None:
    (tmp_path / "problem.json").write_text(json.dumps(problem(*(f"a b{one}" for one in range(4)))), "utf-8")
    ended = subprocess.run(  # noqa: S603 -- our own command line
        command(tmp_path), cwd=ROOT, capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)),
    )  # fmt: skip
    complaint = f"{tmp_path}/plan.json: File too large."
    assert (ended.returncode, ended.stderr.splitlines()[-1]) == (1, complaint)
    assert list(files(tmp_path)) == ["problem.json"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopped_by_hand_it_writes_the_best_plan_so_far(number: signal.Signals, tmp_path: Path) -> None:
    (tmp_path / "problem.json").write_text(json.dumps(MANY), "utf-8")
    with subprocess.Popen(  # noqa: S603 -- our own command line
        command(tmp_path), cwd=ROOT, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        lines = (line for line in iter(process.stderr.readline, "") if " breaks  " in line)
        # The second word about breaks: the search for a proof is under way.
        assert len(list(islice(lines, 2))) == 2
        process.send_signal(number)
        _, rest = process.communicate(timeout=60)
    assert process.returncode == 0
    assert rest.splitlines()[-1].startswith("feasible: placed 700, ")
    figures = looked_over(MANY, answer_in(tmp_path))
    assert (figures.lost, figures.breaks < 200) == (0, True)
