"""The preview's web server: the built folder, the review page, and a script that reloads the page.

It answers on this machine only, and only to its own names, so that no page from elsewhere reads it.
"""

from __future__ import annotations

import hashlib
import json
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from gloss.publish.state import PreviewState

HOST = "127.0.0.1"
_OWN = "/__gloss/"
_PATIENCE = 25.0
_SCRIPT_TAG = '<script src="/__gloss/reload.js" data-stamp="{}" defer></script>'
_EMPTY = b"<!doctype html><title>Gloss</title><meta charset=utf-8><p>There is no site yet.</p>"
_SCRIPT = """\
(async () => {
  let since = null;
  const stamp = document.currentScript.dataset.stamp;
  const page = "&page=" + encodeURIComponent(location.pathname);
  const box = document.createElement("pre");
  box.setAttribute("role", "alert");
  box.style.cssText = "position:fixed;inset:auto 0 0 0;z-index:9999;margin:0;padding:1em;max-height:50vh;" +
    "overflow:auto;white-space:pre-wrap;background:#7a1f1f;color:#fff;font:14px/1.4 monospace";
  for (;;) {
    try {
      const answer = await fetch("/__gloss/state?since=" + since + page, {cache: "no-store"});
      const state = await answer.json();
      if (!state.problems.length && state.stamp !== stamp) { location.reload(); return; }
      since = state.version;
      box.textContent = state.problems.join("\\n");
      if (state.problems.length) document.body.append(box); else box.remove();
    } catch (error) {
      await new Promise((done) => setTimeout(done, 1000));
    }
  }
})();
"""


def start_server(port: int, site: Path, review: Path, state: PreviewState) -> ThreadingHTTPServer:
    """A server bound to 127.0.0.1 and `port` (0: any free one); the caller runs and closes it.

    Raises OSError where the port cannot be had.
    """
    handler = partial(_Handler, site=site, review=review, state=state)
    server = ThreadingHTTPServer((HOST, port), handler)
    server.daemon_threads = True
    return server


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *args: object, site: Path, review: Path, state: PreviewState) -> None:
        self.site, self.review, self.state = site, review, state
        super().__init__(*args, directory=str(site))  # type: ignore[arg-type]

    def do_GET(self) -> None:
        if not self._is_for_us():
            self.send_error(HTTPStatus.FORBIDDEN)
        elif self.path.startswith(_OWN):
            self._send_own()
        elif (file := self._page()) is not None:
            self._send(self._with_script(file), "text/html; charset=utf-8")
        else:
            super().do_GET()

    def _stamp(self, file: Path) -> str:
        """What is seen of a page in short: it changes with the page and with the styles and scripts."""
        digest = hashlib.sha256(_bytes(file))
        for path in sorted((self.site / "assets").glob("*/gloss.*")):
            digest.update(_bytes(path))
        return digest.hexdigest()[:16]

    def translate_path(self, path: str) -> str:
        """The file for `path`: under the review folder or the site, never outside them."""
        inside = "/review/"
        if path.startswith(inside):
            self.directory = str(self.review)
            return super().translate_path("/" + path[len(inside) :])
        self.directory = str(self.site)
        return super().translate_path(path)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = self.site / "404.html"
        if code == HTTPStatus.NOT_FOUND:
            self._send(self._with_script(page), "text/html; charset=utf-8", HTTPStatus.NOT_FOUND)
        else:
            super().send_error(code, message, explain)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the terminal is for what the editor has to know."""

    def _is_for_us(self) -> bool:
        name = (self.headers.get("Host") or "").rsplit(":", 1)[0]
        return name in {HOST, "localhost"}

    def _page(self) -> Path | None:
        """The HTML file the request asks for, if it asks for one that is there."""
        path = urlsplit(self.path).path
        file = Path(self.translate_path(path))
        if path.endswith("/"):
            file = file / "index.html"
        return file if file.suffix == ".html" and file.is_file() else None

    def _with_script(self, file: Path) -> bytes:
        tag = _SCRIPT_TAG.format(self._stamp(file)).encode()
        page = _bytes(file) or _EMPTY
        head, body, tail = page.rpartition(b"</body>")
        return head + tag + body + tail if body else page + tag

    def _send_own(self) -> None:
        parts = urlsplit(self.path)
        if parts.path == f"{_OWN}reload.js":
            self._send(_SCRIPT.encode(), "text/javascript; charset=utf-8")
            return
        asked = parse_qs(parts.query)
        since, page = asked.get("since", [""])[0], asked.get("page", [""])[0]
        known = int(since) if since.isascii() and since.isdigit() else -1
        looked_at = page.strip("/") + "/" * bool(page.strip("/")) if page else None
        version, problems = self.state.wait(known, _PATIENCE, looked_at)
        self.path = page
        stamp = self._stamp(self._page() or self.site / "404.html")
        answer = {"version": version, "problems": problems, "stamp": stamp}
        self._send(json.dumps(answer).encode(), "application/json")

    def _send(self, content: bytes, kind: str, code: int = HTTPStatus.OK) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
