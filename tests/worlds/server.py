"""An HTTPS server on loopback that is any host, and answers as it is told."""

from __future__ import annotations

import functools
import socket
import ssl
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import responses
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import trustme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@dataclass(frozen=True)
class Answer:
    """One HTTP response; when `cut`, the connection ends in the middle of the body."""

    status: int
    body: bytes
    content_type: str = "application/json"
    cut: bool = False

    def encoded(self, with_body: bool) -> bytes:
        """Return the response as it goes over the wire."""
        length = len(self.body) * 2 + 1 if self.cut else len(self.body)
        lines = [f"HTTP/1.1 {self.status} {responses[self.status]}", f"Content-Type: {self.content_type}"]
        if self.status != 204:
            lines.append(f"Content-Length: {length}")
        return "\r\n".join([*lines, "", ""]).encode() + (self.body if with_body else b"")


@dataclass(frozen=True)
class Request:
    """What a program asked; `target` is path and query."""

    method: str
    host: str
    target: str
    body: bytes


class Server:
    """Answers each request with the next of `answers`, and all that follow with the last.

    `seen` is called for each request, in its order; where it says no, the connection is closed.
    """

    def __init__(self, seen: Callable[[Request], bool]) -> None:
        self._seen = seen
        self._authority = trustme.CA()
        self._lock = threading.Lock()
        self._answers: tuple[Answer, ...] = ()
        self._count = 0

    def play(self, answers: tuple[Answer, ...]) -> None:
        """Begin anew with these answers."""
        with self._lock:
            self._answers, self._count = answers, 0

    def next(self, request: Request) -> Answer | None:
        """Return the answer to the request."""
        with self._lock:
            answer = self._answers[min(self._count, len(self._answers) - 1)]
            self._count += 1
            return answer if self._seen(request) else None

    @contextmanager
    def listening(self, authority: Path) -> Iterator[int]:
        """Serve on the port that is given; write the certificate to trust to `authority`."""
        self._authority.cert_pem.write_to_path(str(authority))
        server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, self))
        outer = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        outer.sni_callback = self._present
        outer.num_tickets = 0  # nobody comes back with one: each program has clients of its own
        # The handshake is left to the connection's own thread.
        server.socket = outer.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            server.server_close()

    def _present(self, connection: ssl.SSLSocket | ssl.SSLObject, name: str | None, _: object) -> None:
        connection.context = self._certified(name or "localhost")

    @functools.cache  # noqa: B019 a server lives as long as its process
    def _certified(self, name: str) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._authority.issue_cert(name).configure_cert(context)
        return context


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, world: Server, request: Any, address: Any, server: Any) -> None:  # noqa: ANN401
        self._world = world
        super().__init__(request, address, server)

    def handle(self) -> None:
        # A program may go before it has its answer, or not trust us: that is its own matter.
        try:
            super().handle()
        except OSError:
            self.close_connection = True

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        answer = self._world.next(Request(self.command, self.headers.get("Host", ""), self.path, body))
        if answer is not None:
            self.wfile.write(answer.encoded(self.command != "HEAD"))
        if answer is None or answer.cut:
            self.close_connection = True

    do_DELETE = do_GET = do_HEAD = do_PATCH = do_POST = do_PUT = _answer

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def every_host_is(port: int) -> Iterator[None]:
    """Within, connections of this process to port 443 of any host go to `port` on loopback."""
    connections: Any = socket.socket
    look_up: Any = socket.getaddrinfo
    connect, connect_ex = connections.connect, connections.connect_ex

    def here(host: object, service: object, *args: object, **kwargs: object) -> object:
        return look_up("127.0.0.1", 443)[:1] if service == 443 else look_up(host, service, *args, **kwargs)

    def moved(address: object) -> object:
        return ("127.0.0.1", port) if isinstance(address, tuple) and address[1:] == (443,) else address

    with (
        patch.object(socket, "getaddrinfo", here),
        patch.object(connections, "connect", lambda self, address: connect(self, moved(address))),
        patch.object(connections, "connect_ex", lambda self, address: connect_ex(self, moved(address))),
    ):
        yield
