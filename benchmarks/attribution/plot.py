"""The table's figures as bars: one SVG that reads on light and dark paper alike."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

WIDTH, NAMES, BAR, GAP, TOP = 720, 268, 9, 26, 44
SHOWN = ("full F", "quoted")
COLOURS = {"full F": "#b5442c", "quoted": "#3d6f8e"}
STYLE = (
    "text{font:13px Georgia,serif;fill:#333}.v{font-size:11px}.g{font-weight:bold}"
    "@media(prefers-color-scheme:dark){text{fill:#ddd}}"
)


def plot(rows: Iterable[tuple[str, tuple[float | None, ...]]]) -> str:
    """An SVG with a pair of bars a row: name, then full F over all and over quotations, in per cent."""
    listed = list(rows)
    height = TOP + GAP * len(listed) + 8
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="Statements credited right, by system, in per cent">',
        f"<style>{STYLE}</style>",
        *_legend(),
    ]
    for number, (name, values) in enumerate(listed):
        parts += _row(TOP + GAP * number, name, values)
    return "\n".join([*parts, "</svg>", ""])


def _legend() -> list[str]:
    texts = {"full F": "all statements (full F)", "quoted": "those in quotation marks"}
    return [
        f'<rect x="{NAMES + 190 * n}" y="14" width="10" height="10" fill="{COLOURS[name]}"/>'
        f'<text x="{NAMES + 16 + 190 * n}" y="23">{text}</text>'
        for n, (name, text) in enumerate(texts.items())
    ]


def _row(top: int, name: str, values: tuple[float | None, ...]) -> list[str]:
    bold = ' class="g"' if name == "Gloss" else ""
    parts = [f'<text{bold} x="{NAMES - 10}" y="{top + 13}" text-anchor="end">{escape(name)}</text>']
    for number, (kind, value) in enumerate(zip(SHOWN, values, strict=True)):
        if value is None:
            continue
        y, width = top + number * (BAR + 1), round(value / 100 * (WIDTH - NAMES - 40), 1)
        parts.append(f'<rect x="{NAMES}" y="{y}" width="{width}" height="{BAR}" fill="{COLOURS[kind]}"/>')
        parts.append(f'<text class="v" x="{NAMES + width + 5}" y="{y + BAR}">{value:.1f}</text>')
    return parts
