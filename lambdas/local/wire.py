"""Bytes from and to one connection, within limits of length and time."""

import socket
import time

CHUNK = 65_536
SEND_SECONDS = 30.0


class ClosedError(Exception):
    """The other side closed the connection before all that was expected had come."""


class TooLongError(Exception):
    """A line is longer than allowed."""


class TooSlowError(Exception):
    """The deadline passed before all that was expected had come."""


class Wire:
    """A connection's two directions. A deadline is a `time.monotonic()` value for the whole read, so that
    a byte now and then does not extend it."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._held = bytearray()

    def wait(self, seconds: float) -> bool:
        """Whether something to read came within so many seconds."""
        try:
            if not self._held:
                self._receive(time.monotonic() + seconds)
        except (ClosedError, TooSlowError):
            return False
        return True

    def line(self, limit: int, deadline: float) -> bytes:
        """The next line with the line feed that ends it, at most `limit` bytes.

        Raises TooLongError, TooSlowError, ClosedError.
        """
        while (end := self._held.find(b"\n")) < 0 and len(self._held) < limit:
            self._receive(deadline)
        if end < 0 or end >= limit:
            raise TooLongError
        return self._take(end + 1)

    def exactly(self, count: int, deadline: float) -> bytes:
        """The next `count` bytes. Raises TooSlowError, ClosedError."""
        while len(self._held) < count:
            self._receive(deadline)
        return self._take(count)

    def send(self, data: bytes) -> None:
        """Send all of it, or raise OSError."""
        self._connection.settimeout(SEND_SECONDS)
        self._connection.sendall(data)

    def linger(self, seconds: float) -> None:
        """Read and drop what still comes: closing with unread bytes would cost the sender our answer."""
        deadline = time.monotonic() + seconds
        try:
            self._connection.shutdown(socket.SHUT_WR)
            while True:
                self._held.clear()
                self._receive(deadline)
        except (ClosedError, TooSlowError, OSError):
            return

    def _receive(self, deadline: float) -> None:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TooSlowError
        self._connection.settimeout(left)
        try:
            came = self._connection.recv(CHUNK)
        except TimeoutError:
            raise TooSlowError from None
        except OSError:
            raise ClosedError from None
        if not came:
            raise ClosedError
        self._held += came

    def _take(self, count: int) -> bytes:
        taken = bytes(self._held[:count])
        del self._held[:count]
        return taken
