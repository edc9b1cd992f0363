"""`offline`: a published briefing as one file."""

from __future__ import annotations

from pathlib import Path

from gloss.cli import report
from gloss.publish.machine import on_this_machine
from gloss.publish.onefile import one_file
from gloss.publish.whole import write_whole
from gloss.settings import Project


def write_one_file(project: Project, briefing: str, place: Path) -> None:
    """Write the file whole or not at all, and print where it is. Raises GlossError."""
    content = one_file(project, briefing)
    with on_this_machine(place):
        write_whole(place, content.encode("utf-8"))
    report.tell(report.shown_path(str(place)))
