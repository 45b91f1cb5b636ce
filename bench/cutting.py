"""A relay on loopback between a driver and a server that cuts every connection when it is told to."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

CHUNK = 65536


class Relay:
    """Connections that lead to a server; `cut` ends all of them at once, new ones are taken at any time."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                near, _address = self._listener.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", self._target), timeout=5)
            except OSError:  # the server is away: so is the caller's connection, and the next one is tried anew
                near.close()
                continue
            far.settimeout(None)
            for end in (near, far):  # else each answer waits for an acknowledgement, 40 ms
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._open += [near, far]
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=self._pump, args=(source, sink), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while (data := source.recv(CHUNK)) and self.passes(data):
                sink.sendall(data)
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def passes(self, data: bytes) -> bool:  # noqa: ARG002 - who cuts looks at it
        """Return whether data goes on to the other end; where it does not, this connection is cut."""
        return True

    def cut(self) -> int:
        """End every connection and return how many there were.

        They are closed when nothing holds them: a number of a socket that another thread still reads must not be given anew.
        """
        ended, self._open = self._open, []
        for each in ended:
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        return len(ended) // 2

    def close(self) -> None:
        """Take no more connections, and end those that are open."""
        self._listener.close()
        self.cut()


@contextmanager
def relay(target: int) -> Iterator[Relay]:
    """Yield a relay to a port of loopback."""
    made = Relay(target)
    try:
        yield made
    finally:
        made.close()
