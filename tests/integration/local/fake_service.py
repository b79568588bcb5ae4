"""A service in miniature: answers /healthz and /readyz on TIENDO_PORT. FAKE_… in the environment makes it misbehave."""

import os
import signal
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer


class Health(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = f"{os.environ['TIENDO_KAFKA']} {os.environ['TIENDO_EMBEDDED']}".encode()
        self.send_response(503 if os.environ.get("FAKE_NEVER_READY") else 200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None: ...


def main() -> None:
    if reason := os.environ.get("FAKE_FAILS"):
        sys.exit(reason)
    if os.environ.get("FAKE_DEAF"):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    with HTTPServer(("127.0.0.1", int(os.environ["TIENDO_PORT"])), Health) as server:
        server.serve_forever(poll_interval=0.05)


if __name__ == "__main__":
    time.sleep(float(os.environ.get("FAKE_SLOW", "0")))
    main()
