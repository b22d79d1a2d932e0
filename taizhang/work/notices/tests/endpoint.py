"""A chat endpoint on this machine, for tests of the optional assistant."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Server:
    """A chat endpoint on this machine: answers as it was told and keeps what it was sent."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, dict[str, str], dict[str, Any]]] = []
        self.status, self.waits, self.body = 200, 0.0, b""
        self.headers: dict[str, str] = {}
        self.drips = False
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                server.heard.append((self.path, dict(self.headers), sent))
                time.sleep(server.waits)
                self.send_response(server.status)
                for name, value in server.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(server.body)))
                self.end_headers()
                try:
                    for byte in server.body if server.drips else [server.body]:
                        self.wfile.write(bytes([byte]) if isinstance(byte, int) else byte)
                        self.wfile.flush()
                        time.sleep(0.05 if server.drips else 0)
                except OSError:
                    pass  # the other side did not wait

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.host = f"127.0.0.1:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    @property
    def setting(self) -> dict[str, str]:
        """The setting that names it."""
        return {"url": f"http://{self.host}/v1", "model": "county-1", "key": "secret-of-ours"}

    def says(self, words: str) -> None:
        """The words of the next answers."""
        self.body = json.dumps({"choices": [{"message": {"role": "assistant", "content": words}}]}).encode()

    def proposes(self, *items: object) -> None:
        """Items as the next answers hold them."""
        self.says(json.dumps({"items": items}, ensure_ascii=False))


@contextmanager
def endpoint() -> Iterator[Server]:
    """One that runs as long as the block."""
    made = Server()
    try:
        yield made
    finally:
        made.http.shutdown()
        made.http.server_close()
