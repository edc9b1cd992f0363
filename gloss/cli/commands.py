"""The commands: each reads its options, calls the library, prints."""

from __future__ import annotations

import re
from pathlib import Path

import click

import gloss
from gloss.cli import report
from gloss.cli.options import BuildFirst, clustered, common, project_of
from gloss.settings import shipped


@click.group(cls=BuildFirst, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(gloss.__version__, prog_name="gloss")
def app() -> None:
    """Make an annotated briefing site from source articles.

    Without a command: build.
    """


@app.command()
@common
@clustered
@click.option("--strict", is_flag=True, help="Also refuse decisions that match nothing and open warnings.")
@click.option("--no-cache", is_flag=True, help="Annotate and make everything anew.")
@click.pass_obj
def build(
    root: Path | None,
    *,
    briefings: Path | None,
    output: Path | None,
    scheduler: str | None,
    strict: bool,
    no_cache: bool,
) -> None:
    """Build the briefings into the site."""
    from gloss.publish.build import build as run

    project = project_of(root, briefings, output, scheduler)
    with report.progress() as progress:
        outcome = run(project, strict=strict, cached=not no_cache, progress=progress)
    report.outcome(outcome, project.output)


@app.command()
@common
@click.option("--without", metavar="ARTICLE", help="Name what would fall if this article were withdrawn.")
@click.pass_obj
def check(root: Path | None, briefings: Path | None, output: Path | None, without: str | None) -> None:
    """Refuse everything `build --strict` would refuse, without publishing."""
    from gloss.publish.build import build as run

    project = project_of(root, briefings, output)
    if without:
        from gloss.cli.withdrawing import print_withdrawal

        print_withdrawal(project, without)
        return
    with report.progress() as progress:
        outcome = run(project, strict=True, dry=True, progress=progress)
    for line in outcome.summary:
        report.tell(line)


@app.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Set up a site of your own in DIR: settings, an example briefing, room for templates."""
    from gloss.cli.starting import start

    for name in start(folder):
        report.tell(f"{folder / name}")
    report.say(f"next: cd {folder}, then gloss serve")


@app.command()
def templates() -> None:
    """Print the folder of the templates that come with Gloss, to copy single ones from."""
    report.tell(str(shipped("templates")))


@app.command()
@common
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.pass_obj
def serve(root: Path | None, briefings: Path | None, output: Path | None, port: int) -> None:
    """Preview on 127.0.0.1, built again at every change, with the review page at /review/."""
    from gloss.publish.serve import serve as run

    run(project_of(root, briefings, output), port, report.say)


@app.command()
@common
@clustered
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--text", is_flag=True, help="Print the canonical texts instead.")
@click.pass_obj
def annotate(
    root: Path | None,
    *,
    briefings: Path | None,
    output: Path | None,
    scheduler: str | None,
    paths: tuple[Path, ...],
    text: bool,
) -> int:
    """Print what is found in articles, one JSON object per line, in the order given."""
    from gloss.cli.annotating import print_annotations

    return print_annotations(project_of(root, briefings, output, scheduler), paths, text)


@app.command()
@common
@click.option("--accept", metavar="ID", help="Take the proposal: append its line to decisions.yml.")
@click.pass_obj
def review(root: Path | None, briefings: Path | None, output: Path | None, accept: str | None) -> None:
    """Print the open doubts, each with the line to paste into decisions.yml."""
    from gloss.cli.reviewing import accept_item, print_items

    project = project_of(root, briefings, output)
    if accept:
        accept_item(project, accept)
    else:
        print_items(project)


@app.command()
@common
@click.argument("targets", metavar="FILE-or-URL…", nargs=-1, required=True)
@click.option("--briefing", required=True, metavar="SLUG", help="The briefing to add to.")
@click.pass_obj
def add(
    root: Path | None, briefings: Path | None, output: Path | None, targets: tuple[str, ...], briefing: str
) -> int:
    """Save articles with the metadata found in them, and show it.

    Each target is a file, a web address, a folder of files, or - for standard input.
    """
    from gloss.cli.adding import add_articles

    project = project_of(root, briefings, output)
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", briefing):
        raise click.BadParameter("use small letters, digits and hyphens", param_hint="--briefing")
    return add_articles(project, targets, briefing)


@app.command()
@common
@click.argument("briefing")
@click.option("--to", type=click.Path(dir_okay=False, path_type=Path), help="BRIEFING.html unless given.")
@click.pass_obj
def offline(
    root: Path | None, *, briefings: Path | None, output: Path | None, briefing: str, to: Path | None
) -> None:
    """Write a published briefing, with its people, as one file to keep or to send."""
    from gloss.cli.offline import write_one_file

    write_one_file(project_of(root, briefings, output), briefing, to or Path(f"{briefing}.html"))
