"""Runs the training project: `python training/run.py all`, or `smoke` for the same on a few documents.

Needs GLOSS_DATA (a folder with corpora/ in it). Steps whose inputs have not changed are not run again;
`--force` runs them all the same. Any single step of project.yml can be named too.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from weasel.cli.run import project_run  # type: ignore[import-untyped]

PROJECT = Path(__file__).resolve().parent
# Enough to pass through every step within a minute, not to learn anything.
SMOKE = {
    "vars.work": "../build/training-smoke",
    "vars.target": "../build/training-smoke/en_gloss_news",
    "vars.metrics": "../build/training-smoke/metrics.json",
    "vars.version": "0.0.0",
    "vars.limit": 60,
    "vars.syntax_steps": 6,
    "vars.names_steps": 6,
    "vars.every": 3,
    "vars.documents": 8,
    "vars.epochs": 1,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("step", help="all, smoke, or a step of project.yml")
    parser.add_argument("--force", action="store_true", help="run steps whose inputs have not changed")
    parser.add_argument("--work", help="folder for what the smoke run makes, relative to training/")
    arguments = parser.parse_args()
    paths = [str(PROJECT.parent), os.environ.get("PYTHONPATH", "")]
    os.environ["PYTHONPATH"] = os.pathsep.join(path for path in paths if path)
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        # More threads than one change the order of sums, and with it the model.
        os.environ[variable] = "1"
    smoke = arguments.step == "smoke"
    overrides = dict(SMOKE) if smoke else {}
    if smoke and arguments.work:
        overrides = {
            name: value.replace("../build/training-smoke", arguments.work)
            if isinstance(value, str)
            else value
            for name, value in SMOKE.items()
        }
    project_run(
        PROJECT, "all" if smoke else arguments.step, overrides=overrides, force=smoke or arguments.force
    )


if __name__ == "__main__":
    main()
