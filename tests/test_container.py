"""The container's recipe, without a container engine: what it copies is all the bot needs, and it is unprivileged."""

import ast
import os
import re
import shlex
import shutil
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OURS = {"bot", "forum", "handlers", "locales", "storage"}


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile as (instruction, rest), comments and line ends taken away."""
    text = re.sub(r"^#.*\n", "", (ROOT / "Dockerfile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    lines = [line for line in text.replace("\\\n", " ").splitlines() if line.strip()]
    return [(line.split()[0], line.split(maxsplit=1)[1]) for line in lines]


def last_stage() -> list[tuple[str, str]]:
    recipe = instructions()
    start = max(number for number, (name, _) in enumerate(recipe) if name == "FROM")
    return recipe[start:]


def of(name: str) -> list[str]:
    return [rest for instruction, rest in last_stage() if instruction == name]


def copied() -> list[str]:
    """The project's own files and folders that go into the image."""
    return [part for rest in of("COPY") if "--from" not in rest for part in shlex.split(rest)[:-1]]


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder /app of the image."""
    app = tmp_path_factory.mktemp("image")
    for name in copied():
        shutil.copytree(ROOT / name, app / name, ignore=shutil.ignore_patterns("__pycache__"))
    return app


def test_only_the_packages_are_copied_and_they_are_there() -> None:
    assert sorted(copied()) == sorted(OURS)
    assert [name for name in copied() if not (ROOT / name).is_dir()] == []


def test_the_builder_sees_only_what_is_copied() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    assert {rule[1:] for rule in rules if rule.startswith("!")} == {*OURS, "requirements/run.txt"}


def test_it_runs_as_nobody_in_particular() -> None:
    names = [name for name, _ in last_stage()]
    assert of("USER") == ["forum"]
    assert names.index("USER") > max(number for number, name in enumerate(names) if name in {"RUN", "COPY"})


def test_what_a_container_is_told() -> None:
    environment = dict(part.split("=", 1) for rest in of("ENV") for part in rest.split())
    assert environment["DATABASE"] == "/data/forum.sqlite3"
    assert environment["PYTHONDONTWRITEBYTECODE"] == "1"
    assert of("VOLUME") == ["/data"]
    assert of("STOPSIGNAL") == ["SIGTERM"]
    assert of("ENTRYPOINT") == ['["python", "-m", "bot"]']
    assert of("CMD") == ['["run"]']
    assert [rest.partition("CMD ")[2] for rest in of("HEALTHCHECK")] == ['["python", "-m", "bot.health"]']


def test_packages_come_with_their_hashes() -> None:
    installing = [rest for name, rest in instructions() if name == "RUN" and "pip install" in rest]
    assert len(installing) == 1
    assert "--require-hashes" in installing[0]
    assert "--requirement /tmp/run.txt" in installing[0]


def test_the_bot_imports_nothing_but_what_is_installed(image: Path) -> None:
    pinned = re.findall(r"^([\w-]+)", (ROOT / "requirements" / "run.txt").read_text(), re.MULTILINE)
    of_package = packages_distributions()
    wanted = {
        name.split(".")[0]
        for path in image.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in _imported(node)
    }
    foreign = wanted - OURS - set(sys.stdlib_module_names)
    lacking = {name for name in foreign if not {_plain(one) for one in of_package.get(name, [])} & {*pinned}}
    assert lacking == set()


def _plain(package: str) -> str:
    """A package's name as requirement files write it."""
    return package.lower().replace("_", "-")


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []


def test_what_is_copied_is_enough_to_run(image: Path, tmp_path: Path) -> None:
    environ = {
        "DATABASE": str(tmp_path / "forum.sqlite3"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PATH": os.defpath,
    }

    def run(*arguments: str) -> tuple[int, str]:
        ended = subprocess.run(  # noqa: S603 -- our own modules
            [sys.executable, "-m", *arguments],
            cwd=image,
            env=environ,
            capture_output=True,
            text=True,
            check=False,
        )
        return ended.returncode, ended.stdout.splitlines()[-1] if ended.stdout else ended.stderr

    assert run("bot", "import", "bot/demo/forum")[0] == 0
    assert run("bot", "import", "bot/demo/forum") == (0, "Nothing changed.")
    assert run("bot", "check")[0] == 0
    assert run("bot.health")[0] == 1


def test_the_composition_keeps_the_database_and_gives_time_to_stop() -> None:
    text = (ROOT / "compose.yaml").read_text(encoding="utf-8")
    wanted = [
        "- data:/data",
        "stop_grace_period: 15s",
        "restart: unless-stopped",
        "env_file: .env",
        "read_only: true",
    ]
    assert [line for line in wanted if line not in text] == []


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is missing")
@pytest.mark.parametrize("unit", ["forum-bot.service", "forum-bot-backup.service", "forum-bot-backup.timer"])
def test_systemd_takes_the_unit(unit: str, tmp_path: Path) -> None:
    for path in (ROOT / "deploy").glob("forum-bot*"):
        text = path.read_text(encoding="utf-8")
        (tmp_path / path.name).write_text(text.replace("/opt/forum-bot/.venv/bin/python", sys.executable))
    ended = subprocess.run(  # noqa: S603 -- a unit of ours
        ["systemd-analyze", "verify", "--man=no", tmp_path / unit],  # noqa: S607 -- whichever there is
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, [line for line in ended.stderr.splitlines() if unit in line]) == (0, [])


def test_the_service_has_time_to_stop_and_few_rights() -> None:
    lines = (ROOT / "deploy" / "forum-bot.service").read_text(encoding="utf-8").splitlines()
    wanted = {
        "DynamicUser=yes",
        "StateDirectory=forum-bot",
        "ProtectSystem=strict",
        "TimeoutStopSec=15",
        "Restart=always",
    }
    assert wanted - set(lines) == set()
