"""Settings of a site: `extra.gloss` in mkdocs.yml, with their defaults.

Every setting is listed in the README. An unknown one is an error with its line, never ignored.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedBase, CommentedMap
from ruamel.yaml.error import YAMLError

from gloss.errors import EditorFileError, Problem

SHIPPED_PIPELINE = "en_gloss_news"


def shipped(name: str) -> Path:
    """The folder `name` (templates, models) that comes with the program: inside the package, or beside it."""
    package = Path(__file__).parent
    inside = package / name
    return inside if inside.is_dir() else package.parent / name


class Settings(BaseModel):
    """What an editor can set under `extra.gloss`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    pipeline: str = SHIPPED_PIPELINE
    """Name or path of the spaCy pipeline; the shipped one unless set."""
    threshold: float | None = Field(default=None, ge=0.0, le=1.0)
    """Least score at which a speaker is shown; None takes the pipeline's own calibrated one."""
    languages: tuple[str, ...] = ("en",)
    """Languages the pipeline reads; articles in others are shown as not annotated."""
    rights: Literal["full", "excerpt", "link"] = "excerpt"
    """Rights of articles where neither briefing.md nor the article says otherwise."""
    excerpt_share: float = Field(default=0.30, ge=0.0, le=1.0)
    """Share of an article's words that may be published under `excerpt`."""
    max_article_bytes: int = Field(default=1_000_000, ge=1_000)
    """Largest article file that is read."""
    page_size: int = Field(default=100, ge=10, le=1_000)
    """Entries on one page of a long list."""
    report_address: str | None = None
    """Mail or web address for "report an error"; no such link without it."""


@dataclass(frozen=True, slots=True)
class Project:
    """A site's folder: where its files are, and its settings."""

    root: Path
    briefings: Path
    output: Path
    templates: Path
    config: Path
    settings: Settings
    site_name: str
    site_url: str | None = None
    shipped: Path | None = None
    """Templates of the program, for what `templates` does not hold."""
    scheduler: str | None = None
    """Address of a Dask scheduler whose workers annotate; None does it here."""

    @property
    def build(self) -> Path:
        """Working files (generated pages, cache, review page): git-ignored, never published."""
        return self.root / "build"

    @property
    def template_folders(self) -> tuple[Path, ...]:
        """Where templates, styles and scripts are looked for: the site's own, then the program's."""
        return tuple(dict.fromkeys(f for f in (self.templates, self.shipped) if f))

    @property
    def models(self) -> Path:
        """Where pipelines are looked for: beside the site's settings, else those of the program."""
        own = self.root / "models"
        return own if own.is_dir() else shipped("models")


def load_project(root: Path, briefings: Path | None = None, output: Path | None = None) -> Project:
    """The project whose `mkdocs.yml` stands in `root`; raises EditorFileError with every problem."""
    config = root / "mkdocs.yml"
    try:
        data = YAML(typ="rt").load(StringIO(config.read_text("utf-8")))
    except FileNotFoundError:
        raise EditorFileError(
            Problem(str(config), None, "there is no such file", "run where mkdocs.yml stands")
        ) from None
    except (YAMLError, UnicodeDecodeError) as error:
        raise EditorFileError(_yaml_problem(config, error)) from None
    top = _map(config, "mkdocs.yml", data, None)
    extra = _map(config, "extra", top.get("extra"), _line_of(top, "extra"))
    given = _map(config, "extra.gloss", extra.get("gloss"), _line_of(extra, "gloss"))
    return Project(
        root=root,
        briefings=briefings or root / "briefings",
        output=output or root / "site",
        templates=root / "templates",
        config=config,
        settings=_settings(config, given),
        site_name=str(top.get("site_name") or "Gloss"),
        site_url=top.get("site_url") or None,
        shipped=shipped("templates"),
    )


def _map(config: Path, name: str, value: Any, line: int | None) -> CommentedMap:
    """`value` as a map, an empty one where nothing is given; raises EditorFileError for anything else."""
    if value is None:
        return CommentedMap()
    if isinstance(value, CommentedMap):
        return value
    if line is None:
        line = value.lc.line + 1 if isinstance(value, CommentedBase) else 1
    kind = "a list" if isinstance(value, list) else f"the value {str(value)[:40]!r}"
    fact = f"{name} is {kind} where settings by name belong"
    raise EditorFileError(Problem(str(config), line, fact, "write one `name: value` on each line"))


def _line_of(given: CommentedMap, name: str) -> int | None:
    return given.lc.key(name)[0] + 1 if name in given and given.lc.data else None


def _settings(config: Path, given: CommentedMap) -> Settings:
    try:
        return Settings.model_validate(dict(given))
    except ValidationError as error:
        raise EditorFileError(*(_setting_problem(config, given, e) for e in error.errors())) from None


def _setting_problem(config: Path, given: CommentedMap, error: Any) -> Problem:
    name = str(error["loc"][0])
    line = _line_of(given, name)
    if error["type"] == "extra_forbidden":
        known = ", ".join(Settings.model_fields)
        return Problem(str(config), line, f"extra.gloss has no setting {name!r}", f"use one of {known}")
    return Problem(str(config), line, f"extra.gloss.{name}: {error['msg'].lower()}", "correct the value")


def _yaml_problem(config: Path, error: Exception) -> Problem:
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark else None
    if isinstance(error, UnicodeDecodeError):
        return Problem(str(config), line, "it is not UTF-8 text", "save it as UTF-8")
    fact = getattr(error, "problem", None) or str(error).splitlines()[0]
    return Problem(str(config), line, fact, "correct the YAML")
