"""What holds for every file of the project."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("bot", "forum", "handlers", "locales", "storage")
UNSEEN = {".git", ".venv", "data", "node_modules", "__pycache__"} | {
    f".{tool}" for tool in ("mypy_cache", "ruff_cache", "pytest_cache", "hypothesis")
}
PICTURES = {".png", ".jpg", ".ico", ".xlsx"}

FORBIDDEN = {
    "an address of a package index": r"https?://[\w.]*(?:py[p]i|pythonhoste[d]|npmj[s]|yarnpk[g])\.\w+",
    "an option that names a package index": r"--(?:extra-)?index[-]url[ =]|--find[-]links[ =]|--trusted[-]host",
    "a path of one machine": r"(?:/hom[e]/|/User[s]/|/roo[t]/|/wor[k]/|C:\\Users\\)\w",
    "a note of something left undone": r"\b(?:TOD[O]|FIXM[E]|XX[X])\b",
    "a mark of a merge": r"^(?:<{7} |>{7} |={7}$)",
}


def given() -> list[Path]:
    """Every file of the project, whether git knows it yet or not."""
    if shutil.which("git") is not None and (ROOT / ".git").exists():
        listed = subprocess.run(
            ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],  # noqa: S607
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
        return [
            ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()
        ]
    return [
        path
        for path in sorted(ROOT.rglob("*"))
        if path.is_file() and not UNSEEN & {*path.relative_to(ROOT).parts}
    ]


def texts() -> list[tuple[str, str]]:
    files = [path for path in given() if path.suffix not in PICTURES]
    return [(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) for path in files]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what: str) -> None:
    pattern = re.compile(FORBIDDEN[what], re.MULTILINE)
    assert [(name, found[0]) for name, text in texts() if (found := pattern.search(text))] == []


def test_every_text_ends_with_one_line_end_and_has_no_carriage_return() -> None:
    wrong = [
        name
        for name, text in texts()
        if text and (not text.endswith("\n") or text.endswith("\n\n") or "\r" in text)
    ]
    assert wrong == []


def test_no_token_of_telegram_is_in_a_file_but_made_up_ones_in_tests() -> None:
    token = re.compile(r"\b\d{8,10}:AA[A-Za-z0-9_-]{33}\b")
    assert [name for name, text in texts() if token.search(text) and not name.startswith("tests/")] == []


def test_every_package_says_what_it_is() -> None:
    inits = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("__init__.py"))]
    silent = [path.relative_to(ROOT).as_posix() for path in inits if not path.read_text().startswith('"""')]
    assert (silent, {path.relative_to(ROOT).parts[0] for path in inits}) == ([], set(PACKAGES))


@pytest.mark.parametrize("name", ["run", "dev"])
def test_every_requirement_is_pinned_and_hashed(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[\w-])", re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE))
    pinned = re.compile(r"^[\w.-]+(?:\[[\w,-]+\])?==\S+")
    assert [block for block in blocks if not pinned.match(block) or "--hash=sha256:" not in block] == []
    assert "://" not in text


@pytest.mark.parametrize("name", ["run", "dev"])
def test_every_direct_requirement_is_among_the_pinned(name: str) -> None:
    asked = (ROOT / "requirements" / f"{name}.in").read_text(encoding="utf-8").splitlines()
    names = {match[0] for line in asked if (match := re.match(r"\w[\w-]*", line))}
    pinned = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    assert {one for one in names if not re.search(rf"^{one}(?:\[.*\])?==", pinned, re.MULTILINE)} == set()


def test_the_tests_pin_the_same_versions_as_the_running_bot() -> None:
    def pins(name: str) -> set[str]:
        return set(
            re.findall(r"^[\w-]+(?:\[.*\])?==\S+", (ROOT / "requirements" / name).read_text(), re.MULTILINE)
        )

    assert pins("run.txt") - pins("dev.txt") == set()


def test_the_continuous_check_runs_the_whole_suite() -> None:
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111 != 0
    assert script.read_text().splitlines()[-1] == "NOTHING_LEFT_OUT=1 KILLS=50 make test"


@pytest.mark.skipif(shutil.which("make") is None, reason="make is missing: apt-get install make")
def test_make_test_runs_lint_and_every_test() -> None:
    make = subprocess.run(["make", "--dry-run", "test"], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607
    wanted = ["ruff check .", "ruff format --check .", "-m mypy", "lint-imports", "-m tests"]
    assert [one for one in wanted if one not in make.stdout] == []


def test_the_readme_links_only_to_what_is_there() -> None:
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []
    assert any(link.endswith(".png") for link in links)


def test_the_readme_names_every_verb_and_every_setting() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    settings = set(
        re.findall(r"given(?:\.get\(|\[)?\"([A-Z_]+)\"", (ROOT / "bot" / "settings.py").read_text())
    )
    verbs = {"run", "demo", "import", "export", "template", "backup", "check"}
    assert {name for name in settings if f"`{name}`" not in readme} == set()
    assert {verb for verb in verbs if not re.search(rf"python -m bot {verb}\b", readme)} == set()
