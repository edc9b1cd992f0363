"""The short form of every benchmark, one after the other.

    make benchmark          (the long forms stand in each folder's README)

What needs the data folder (`GLOSS_DATA`) or Chromium is left out where there is none, and says so.
Ends with 1 where one of them failed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
DATA, BROWSER = os.environ.get("GLOSS_DATA"), shutil.which("chromium")
SHORT = (
    ("whole builds beside bare MkDocs", "build/run.py --pages 500 --runs 1", True),
    ("the same tree by other generators", "build/others.py --pages 300 --runs 1", True),
    ("every stage against the number of articles", "scale/run.py --sizes 100 300", True),
    ("linking against the number of articles", "link/run.py 500 1000", True),
    ("one process and two, one Dask worker and two", "speed/processes.py --articles 120 --runs 1", True),
    ("words a second", f"speed/run.py --data {DATA} --words 10000", DATA),
    ("an edit seen in the browser", "serve/run.py --pages 300 --runs 3", BROWSER),
    ("who said what, beside peers", f"attribution/run.py {DATA}", DATA),
    ("who is meant", "actors/run.py", DATA),
)


def main() -> int:
    """Run them all; the exit code."""
    failed = []
    for title, call, possible in SHORT:
        print(f"\n## {title}\n", flush=True)
        script, *arguments = call.split()
        if not possible:
            print("left out: it needs Chromium or the data folder that GLOSS_DATA names", flush=True)
        elif subprocess.run([sys.executable, str(HERE / script), *arguments], check=False).returncode:
            failed.append(script)
    if failed:
        print(f"\nfailed: {', '.join(failed)}", file=sys.stderr)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
