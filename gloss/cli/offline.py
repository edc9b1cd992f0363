"""`offline`: a published briefing as one file."""

from __future__ import annotations

from pathlib import Path

from gloss.cli import report
from gloss.publish.machine import on_this_machine
from gloss.publish.onefile import one_file
from gloss.settings import Project


def write_one_file(project: Project, briefing: str, place: Path) -> None:
    """Write the file whole or not at all, and print where it is. Raises GlossError."""
    content = one_file(project, briefing)
    draft = place.with_name(f".{place.name}.new")
    with on_this_machine(place):
        draft.write_text(content, "utf-8")
        draft.replace(place)
    report.tell(report.shown_path(str(place)))
