"""The process that holds the dataset and forks query processes from it: `python -m kgtools.web.processes.zygote DESCRIPTOR PARENT`.

A fork shares the dataset's memory with its parent, so that a new query process costs milliseconds. This process has one
thread and no event loop, which is what makes forking safe. It reads orders from its socket and tells of every death.

    order {"fork"} with a descriptor -> {"pid": 12}      a query process, answering on that descriptor
    event                            -> {"died": 12, "signal": 9}
"""

import json
import os
import selectors
import signal
import socket
import sys

from ...problems import Stop
from . import confine


def main(descriptor: int, parent: int) -> None:
    confine.die_with_parent(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the server ends us
    control = socket.socket(fileno=descriptor)
    order = json.loads(control.recv(1 << 16))
    from . import loading  # slow: only now, when the order is known

    try:
        hatchery = Hatchery(control, order["memory"], *loading.load(order))
    except Stop as stop:
        sys.exit(f"kgtools: {stop}")
    hatchery.run()


class Hatchery:
    def __init__(self, control: socket.socket, memory: int, worker, about: dict):
        self.control, self.memory, self.worker, self.about = control, memory, worker, about

    def run(self) -> None:
        wakeup = self.watch_children()
        self.tell({"ready": self.about})
        with selectors.DefaultSelector() as ready:
            ready.register(self.control, selectors.EVENT_READ)
            ready.register(wakeup, selectors.EVENT_READ)
            while True:
                found = {key.fileobj for key, _ in ready.select()}
                if self.control in found and not self.obey():
                    os._exit(0)  # the server is gone; query processes end when their sockets close
                if wakeup in found:
                    wakeup.recv(4096)
                    self.bury()

    def watch_children(self) -> socket.socket:
        ours, signals = socket.socketpair()
        signals.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(signals.fileno(), warn_on_full_buffer=False)
        self.signals = signals
        return ours

    def bury(self) -> None:
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not pid:
                return
            self.tell({"died": pid, "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0})

    def obey(self) -> bool:
        """Carry out one order; False when the server is gone."""
        try:
            message, descriptors, _, _ = socket.recv_fds(self.control, 64, 1)
        except ConnectionResetError:
            return False
        if not message:
            return False
        this = os.getpid()
        try:
            pid = os.fork()
        except OSError:  # too many processes, or no memory
            os.close(descriptors[0])
            self.tell({"barren": True})
            return True
        if pid == 0:
            self.be_worker(socket.socket(fileno=descriptors[0]), this)
        os.close(descriptors[0])
        self.tell({"pid": pid})
        return True

    def be_worker(self, sock: socket.socket, parent: int) -> None:
        from . import worker

        try:
            confine.die_with_parent(parent)
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self.control.close()
            worker.quiet()
            worker.serve(sock, self.worker, self.memory)
        finally:
            os._exit(0)

    def tell(self, message: dict) -> None:
        try:
            self.control.sendall(json.dumps(message).encode())
        except BrokenPipeError:
            os._exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
