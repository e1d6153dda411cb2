"""Any valid forum, for invariants."""

from __future__ import annotations

from hypothesis import strategies as st

from forum.workbook.sheets import DELEGATE_KINDS, ROLES
from tests.forum.workbook.book import Book, Row

LETTERS = st.characters(
    codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"
).filter(lambda sign: not "\ufdd0" <= sign <= "\ufdef")
LINES = st.text(LETTERS, max_size=12).filter(lambda text: "\n" not in text)
PROSE = st.text(LETTERS | st.sampled_from("\n\t'=+-@,;\"<&"), max_size=30)
FORMULAS = st.sampled_from(["=1+1", "'=x", "@a", "+x", "-", "''+7a", '"a",b;c'])
TEXTS = PROSE | FORMULAS


def filled(texts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return texts.map(lambda text: text if text.strip() else "x")


def times(day: int) -> st.SearchStrategy[list[str]]:
    minutes = st.lists(st.integers(8 * 60, 19 * 60), min_size=2, max_size=2, unique=True).map(sorted)
    return minutes.map(lambda found: [f"2018-11-{day} {one // 60:02d}:{one % 60:02d}" for one in found])


@st.composite
def places(draw: st.DrawFn) -> Row:
    if not draw(st.booleans()):
        return {"latitude": "", "longitude": ""}
    return {"latitude": f"{draw(st.floats(-90, 90)):.6f}", "longitude": f"{draw(st.floats(-180, 180)):.6f}"}


@st.composite
def twin_texts(draw: st.DrawFn, name: str, texts: st.SearchStrategy[str]) -> Row:
    return (
        {f"{name}_it": draw(filled(texts)), f"{name}_ru": draw(filled(texts))} if draw(st.booleans()) else {}
    )


@st.composite
def sessions(draw: st.DrawFn) -> list[Row]:
    made = []
    for index in range(draw(st.integers(2, 5))):
        starts, ends = draw(times(29))
        made.append(
            {
                "code": f"s{index}",
                "kind": ("table", "visit")[index]
                if index < 2
                else draw(st.sampled_from(["table", "social"])),
                **{name: draw(filled(LINES)) for name in ("title_it", "title_ru", "place_it", "place_ru")},
                **draw(twin_texts("description", TEXTS)),
                "starts": starts,
                "ends": ends,
                **draw(places()),
                "capacity": draw(st.sampled_from(["", "0", "2"])),
                "audience": draw(st.sampled_from(["", "all", "ru"])),
                "moderator": draw(LINES),
            }
        )
    return made


@st.composite
def delegates(draw: st.DrawFn, tables: list[str]) -> list[Row]:
    count = draw(st.integers(1, 5))
    codes = [f"d{index}" for index in range(count)]
    made = []
    for index, code in enumerate(codes):
        free = draw(times(30))
        made.append(
            {
                "code": code,
                "name": draw(filled(LINES | FORMULAS)),
                "organisation": draw(filled(LINES | FORMULAS)),
                **{name: draw(LINES) for name in ("name_other", "organisation_other", "region")},
                **draw(twin_texts("position", LINES)),
                "delegation": draw(st.sampled_from(["it", "ru"])),
                "kind": draw(st.sampled_from(["", *DELEGATE_KINDS])),
                "languages": draw(st.sampled_from(["", "it", "ru,en"])),
                "language": draw(st.sampled_from(["", "it", "ru"])),
                "tables": ",".join(draw(st.lists(st.sampled_from(tables), unique=True))),
                "offers": draw(TEXTS),
                "seeks": draw(TEXTS),
                "phone": draw(st.sampled_from(["", "+39 055 1234567", "112"])),
                "invitation": draw(st.sampled_from(["", f"INV_{index}-x"])),
                "role": draw(st.sampled_from(ROLES)),
                "head_of": ",".join(draw(st.lists(st.sampled_from(codes), unique=True))),
                "unavailable": draw(st.sampled_from(["", "/".join(free)])),
            }
        )
    return made


@st.composite
def books(draw: st.DrawFn) -> Book:
    made = Book(sessions=draw(sessions()), projects=[], stops=[], info=[])
    tables = [row["code"] for row in made.sessions if row["kind"] == "table"]
    made.delegates = draw(delegates(tables))
    for index in range(draw(st.integers(0, 2))):
        titles = {"title_it": draw(filled(LINES)), "title_ru": draw(filled(LINES))}
        summary = draw(twin_texts("summary", TEXTS))
        presenter = draw(st.sampled_from(["", "d0"]))
        made.projects.append(
            {"code": f"p{index}", "table": tables[0], **titles, **summary, "presenter": presenter}
        )
        bodies = {"body_it": draw(filled(TEXTS)), "body_ru": draw(filled(TEXTS))}
        made.info.append({"code": f"i{index}", **titles, **bodies, **draw(places())})
    visit = made.sessions[1]
    for order, at in enumerate((visit["starts"], visit["ends"])):
        stop = {"kind": "stop", "place_it": draw(filled(LINES)), "place_ru": draw(filled(LINES))}
        made.stops.append({"visit": visit["code"], "order": str(order), **stop, "at": at})
    made.put_key("reminder_minutes", draw(st.sampled_from(["", "60,15", "5"])))
    return made.put_key("address", draw(LINES))
