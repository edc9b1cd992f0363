"""A page before it is rendered."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Page:
    """What a view returns. `folder` is the address ("" or "x/y/"), `values` what the template prints.

    `description` becomes the page's meta description: words of our own only, never an article's.
    """

    folder: str
    template: str
    title: str
    description: str
    values: dict[str, object] = field(default_factory=dict)
    meta: dict[str, object] = field(default_factory=dict)
