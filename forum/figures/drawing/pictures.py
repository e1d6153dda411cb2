"""Charts as PNG, to be read on a phone: upright, few words, large letters. The letters are DejaVu's."""

from __future__ import annotations

from io import BytesIO
from textwrap import wrap
from typing import TYPE_CHECKING

from forum.figures.facts import Fill, Filling, Matrix

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_DPI = 150
_WIDTH, _LEAST, _MOST = 7.2, 5.0, 13.0
"""Inches: 1080 pixels wide, the height by what is to be shown."""

_DEEP, _LIGHT, _WARN, _INK, _QUIET = "#0b5d4b", "#cfe5df", "#b4501e", "#1a1a1a", "#6b6b6b"
_TITLE, _TEXT, _SMALL = 17, 13, 11
_TITLE_OF_ONE, _TITLE_OF_TWO = 54, 26
"""So many letters of a table's name stand on a line, where one or two are side by side."""

_NUMBERED = 40
"""With more rows than this no number stands in a cell."""


def filling(chart: Filling) -> bytes:
    """How the tables filled, each in a field of its own."""
    columns = 1 if len(chart.tables) == 1 else 2
    rows = -(-len(chart.tables) // columns)
    figure = _figure(chart.title, chart.subtitle, 1.3 + 2.3 * rows)
    for number, table in enumerate(chart.tables):
        _fill(figure.add_subplot(rows, columns, number + 1), table, chart)
    return _png(figure)


def _fill(axes: Axes, table: Fill, chart: Filling) -> None:
    at, seated = list(table.at), list(table.seated)
    full = table.capacity is not None and seated[-1] >= table.capacity
    colour = _WARN if full else _DEEP
    axes.fill_between(at, seated, step="post", color=_LIGHT)  # type: ignore[arg-type]
    axes.step(at, seated, where="post", color=colour, linewidth=2.4)  # type: ignore[arg-type]
    if table.capacity is not None:
        axes.axhline(table.capacity, color=_QUIET, linestyle="--", linewidth=1.2)
    top = max([*seated, table.capacity or 0, 1])
    axes.set_ylim(0, top * 1.12)
    axes.set_yticks([0, top])
    axes.set_xlim(at[0], at[-1])  # type: ignore[arg-type]
    axes.set_xticks([moment for moment, _ in chart.ticks], [label for _, label in chart.ticks])  # type: ignore[arg-type]
    axes.tick_params(labelsize=_SMALL, colors=_QUIET)
    first, *_, last = axes.get_xticklabels()
    first.set_horizontalalignment("left")
    last.set_horizontalalignment("right")
    wide = _TITLE_OF_ONE if len(chart.tables) == 1 else _TITLE_OF_TWO
    lines = wrap(table.title, wide, max_lines=2, placeholder="…")
    axes.set_title("\n".join([*lines, table.share]), fontsize=_TEXT, loc="left", color=_INK)
    axes.spines[["top", "right"]].set_visible(False)


def matrix(chart: Matrix) -> bytes:
    """Counts as a map of colours, with the numbers where there is room."""
    from matplotlib.colors import LinearSegmentedColormap

    dense = len(chart.rows) > _NUMBERED
    height = 2.6 + (0.12 if dense else 0.36) * len(chart.rows) + (1.6 if chart.slanted else 0)
    figure = _figure(chart.title, chart.subtitle, height)
    axes = figure.add_subplot()
    colours = LinearSegmentedColormap.from_list("deep", ["#ffffff", _LIGHT, _DEEP])
    shown = axes.imshow(chart.counts, cmap=colours, vmin=0, vmax=max(1, chart.most), aspect="auto")
    step = 5 if dense else 1
    places = [place for place in range(len(chart.rows)) if place == 0 or (place + 1) % step == 0]
    axes.set_yticks(places, [chart.rows[place] for place in places], fontsize=_SMALL)
    axes.xaxis.tick_top()
    axes.xaxis.set_label_position("top")
    axes.set_xticks(range(len(chart.columns)), chart.columns, fontsize=_SMALL)
    if chart.slanted:
        for label in axes.get_xticklabels():
            label.set(rotation=55, horizontalalignment="left", rotation_mode="anchor")
    axes.set_xlabel(chart.column_title, fontsize=_TEXT, color=_QUIET)
    axes.set_ylabel(chart.row_title, fontsize=_TEXT, color=_QUIET)
    axes.tick_params(length=0, colors=_INK)
    axes.set_xticks([place - 0.5 for place in range(1, len(chart.columns))], minor=True)
    axes.set_yticks([place - 0.5 for place in range(1, len(chart.rows))], minor=True)
    axes.grid(which="minor", color="#e2e2e2", linewidth=0.8)
    axes.tick_params(which="minor", length=0)
    axes.spines[:].set_color("#c8c8c8")
    if dense:
        ticks = range(max(1, chart.most) + 1)
        figure.colorbar(shown, ax=axes, location="bottom", ticks=ticks, shrink=0.5, aspect=30, pad=0.02)
    else:
        _numbers(axes, chart)
    return _png(figure)


def _numbers(axes: Axes, chart: Matrix) -> None:
    for row, counts in enumerate(chart.counts):
        for column, count in enumerate(counts):
            if count:
                ink = "white" if count > 0.75 * max(1, chart.most) else _INK
                axes.text(column, row, str(count), ha="center", va="center", fontsize=_TEXT, color=ink)


def _figure(title: str, subtitle: str, height: float) -> Figure:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(_WIDTH, min(_MOST, max(_LEAST, height))), dpi=_DPI, layout="constrained")
    figure.get_layout_engine().set(w_pad=0.15, h_pad=0.15)  # type: ignore[union-attr, call-arg]
    figure.suptitle("\n".join(wrap(title, 44)), fontsize=_TITLE, color=_INK)
    figure.supxlabel(subtitle, fontsize=_SMALL, color=_QUIET)
    return figure


def _png(figure: Figure) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    FigureCanvasAgg(figure)
    file = BytesIO()
    figure.savefig(file, format="png", facecolor="white")
    return file.getvalue()
