"""Pictures of every page kind: `python -m tests.browser.gallery SITE OUT [--only NAME]`.

Each page at 1280 and 390 pixels, light and dark, as PNG files in OUT.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.browser.site import browser, page_kinds, serving

WIDTHS = (1280, 390)
SCHEMES = ("light", "dark")


def main() -> int:
    """Write the gallery; 0 when every page could be pictured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default="", help="names that hold this text")
    parser.add_argument("--height", type=int, default=0, help="height of the view; 0 takes the whole page")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    with serving(given.site) as address, browser() as chromium:
        for scheme in SCHEMES:
            for width in WIDTHS:
                context = chromium.new_context(
                    viewport={"width": width, "height": given.height or 900}, color_scheme=scheme
                )
                page = context.new_page()
                for name, path in page_kinds(given.site).items():
                    if given.only in f"{name}-{width}-{scheme}":
                        page.goto(address + path)
                        out = given.out / f"{name}-{width}-{scheme}.png"
                        page.screenshot(path=str(out), full_page=not given.height)
                context.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
