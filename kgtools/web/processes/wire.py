"""Messages between the server and its query processes: a head in JSON and a body of bytes, each with its length before it."""

import functools
import json
import socket
import struct

LENGTHS = struct.Struct("!IQ")

Head = tuple[tuple[str, object], ...]  # hashable, because the same few come again and again


@functools.lru_cache(1000)
def encoded(head: Head) -> bytes:
    return json.dumps(dict(head)).encode()


@functools.lru_cache(1000)
def decoded(text: bytes) -> dict:
    return json.loads(text)


def packed(head: Head, body: bytes = b"") -> bytes:
    text = encoded(head)
    return b"".join((LENGTHS.pack(len(text), len(body)), text, body))


def send(to: socket.socket, head: Head, body: bytes = b"") -> None:
    to.sendall(packed(head, body))


def receive(source: socket.socket) -> tuple[dict, bytes] | None:
    """The next message, of which there is never more than one on the way; None when the other side has closed."""
    inbox, message = Inbox(), None
    while message is None:
        data = source.recv(1 << 18)
        if not data:
            return None
        message = inbox.feed(data)
    return message


class Inbox:
    """Puts messages together from pieces as they arrive. A head belongs to all who get it."""

    def __init__(self):
        self.pieces: list[bytes] = []
        self.size, self.needed = 0, LENGTHS.size

    def feed(self, data: bytes) -> tuple[dict, bytes] | None:
        """The message that these bytes complete; one is answered before the next is asked."""
        self.pieces.append(data)
        self.size += len(data)
        if self.size < self.needed:
            return None
        whole = data if len(self.pieces) == 1 else b"".join(self.pieces)
        of_head, of_body = LENGTHS.unpack_from(whole)
        end = LENGTHS.size + of_head
        self.needed = end + of_body
        if self.size < self.needed:
            self.pieces = [whole]
            return None
        self.pieces, self.size, self.needed = [], 0, LENGTHS.size
        return decoded(whole[LENGTHS.size:end]), whole[end:]
