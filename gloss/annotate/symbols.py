"""Units written as letters, which stand behind their number with or without a space: "90cm", "5 GWh"."""

from __future__ import annotations

LENGTHS = ("mm", "cm", "m", "km", "ft", "mi", "yd", "nm")
_PREFIXED = tuple(f"{prefix}{unit}" for unit in ("W", "Wh", "Hz") for prefix in ("k", "M", "G", "T"))
_PLAIN = (
    "mg", "kg", "lb", "lbs", "oz", "ml", "cl", "cc", "ha", "mph", "kph", "km/h", "m/s", "kts", "km2", "km²",
    "m2", "m²", "m3", "m³", "kV", "mAh", "dB", "hPa", "mbar", "psi", "ppm", "ppb", "KB", "MB", "GB", "TB",
    "Mbps", "Gbps", "min", "mins", "hr", "hrs", "ms", "°C", "°F",
)  # fmt: skip
_SQUARED = tuple(f"sq {unit}" for unit in ("km", "m", "ft", "mi", "yd", "miles", "metres", "meters", "feet"))
SYMBOLS = frozenset((*LENGTHS, *_PREFIXED, *_PLAIN, *_SQUARED))
"""Every unit as it is printed; case tells a milliwatt from a megawatt."""

_ALIKE = frozenset(("m", "nm", "ms", "min"))
"""Symbols that are also letters of something else; they count only where more than they tells of a unit."""

GLUED = "|".join(sorted((s.replace(" ", r"\s?") for s in SYMBOLS - _ALIKE), key=lambda symbol: -len(symbol)))
"""A pattern of the units that can be told from other letters right behind a number."""


def symbol(words: tuple[str, ...]) -> str | None:
    """The unit that the words begin with, None where they begin with none; "sq km" takes two."""
    return next((u for n in (2, 1) if (u := " ".join(words[:n])) in SYMBOLS and u not in _ALIKE), None)
