"""Carry over published pages whose source and surroundings did not change, byte for byte.

A page depends on its own source and on the frame: theme, settings, navigation, code and versions.
With the same frame an unchanged source gives an unchanged page, so its bytes are taken from the
published folder, after a look that they still are what was published.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gloss.model import GeneratedFile, NavItem
from gloss.publish.record import Record, hashes
from gloss.publish.search import can_search
from gloss.publish.tree import address_of, content_of
from gloss.settings import Project

_FAR = 2**31 - 1  # later than any source, so that MkDocs leaves the page as it is
_SHOWN_ELSEWHERE = {"title", "description"}  # the navigation gives titles itself and no descriptions


@dataclass(frozen=True, slots=True)
class Sources:
    """What is known of the generated pages once they are written.

    `hashes` maps the path of each to the sha256 of its source, `metas` that of each page in the
    navigation to what its front matter tells the other pages.
    """

    hashes: dict[str, str] = field(default_factory=dict)
    metas: dict[str, object] = field(default_factory=dict)

    def noted(self, files: Iterable[GeneratedFile], nav: Sequence[NavItem]) -> Iterator[GeneratedFile]:
        """The files as they come, each noted here as it passes."""
        listed = set(_paths(nav))
        for file in files:
            if file.path.endswith(".md"):
                self.hashes[file.path] = hashlib.sha256(content_of(file)).hexdigest()
            if file.path in listed:
                self.metas[file.path] = _meta(file)
            yield file


def frame_of(
    project: Project, nav: Sequence[NavItem], metas: Mapping[str, object], environment: str, epoch: int
) -> str:
    """One hash of all that shapes every page alike."""
    settings = hashlib.sha256(project.config.read_bytes()).hexdigest()
    theme = [hashes(folder / "theme") for folder in project.template_folders]
    frame = (environment, can_search(), settings, theme, [repr(item) for item in nav], metas, epoch)
    return hashlib.sha256(json.dumps(frame, sort_keys=True, default=str).encode()).hexdigest()


def carry_over(
    output: Path, destination: Path, sources: Mapping[str, str], nav: Sequence[NavItem], last: Record
) -> tuple[str, ...]:
    """Addresses copied from `output` to `destination` because `last` published them from the same source.

    Pages in the navigation are always made anew: the others show what stands in their front matter.
    """
    listed, carried = set(_paths(nav)), []
    for path, sha in sources.items():
        address = address_of(path)
        if path in listed or last.sources.get(path) != sha or address not in last.files:
            continue
        try:
            content = (output / address).read_bytes()
        except OSError:
            continue
        if hashlib.sha256(content).hexdigest() != last.files[address]:
            continue
        place = destination / address
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        os.utime(place, (_FAR, _FAR))
        carried.append(address)
    return tuple(carried)


def reset_times(destination: Path, carried: Iterable[str]) -> None:
    """Give carried pages the time of now, like their neighbours."""
    for address in carried:
        os.utime(destination / address)


def _paths(nav: Sequence[NavItem]) -> Iterable[str]:
    for item in nav:
        if item.path:
            yield item.path
        yield from _paths(item.children)


def _meta(file: GeneratedFile) -> object:
    from mkdocs.utils.meta import get_data

    _, meta = get_data(content_of(file).decode("utf-8"))
    return {key: value for key, value in meta.items() if key not in _SHOWN_ELSEWHERE}
