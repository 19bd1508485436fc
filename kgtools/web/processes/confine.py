"""What a query process may do: compute and answer, nothing else.

Two layers. Limits that every Unix has: no new descriptor (so no socket and no file), no bytes into files, this much
memory, no core dump. On Linux also a system call filter in which only what computing needs is allowed; everything else
fails with EPERM, so a query that tries gets an error and the process lives on. What that gives up: elsewhere than on
Linux with x86-64 or ARM64 the first layer stands alone.
"""

import ctypes
import os
import platform
import resource
import signal
import struct
import sys
import time

PR_SET_PDEATHSIG, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS, PR_SET_DUMPABLE = 1, 22, 38, 4
SECCOMP_MODE_FILTER = 2
ALLOW, FAIL = 0x7FFF0000, 0x00050000  # the lower 16 bits of FAIL are the error number
EPERM, ENOSYS = 1, 38
LOAD, JUMP_IF_EQUAL, JUMP_IF_SET, RETURN = 0x20, 0x15, 0x45, 0x06
NUMBER_AT, ARCH_AT, FIRST_ARGUMENT_AT = 0, 4, 16
CLONE_THREAD = 0x00010000
SOCKET, IO_URING, X32 = {"x86_64": 41, "aarch64": 198}, 425, 0x40000000

# System calls of a process that computes, by architecture: memory, threads, time, signals, descriptors it already has.
CALLS = {
    "x86_64": (0xC000003E, 56, 435, {
        "read": 0, "write": 1, "close": 3, "fstat": 5, "poll": 7, "lseek": 8, "mmap": 9, "mprotect": 10, "munmap": 11, "brk": 12,
        "rt_sigaction": 13, "rt_sigprocmask": 14, "rt_sigreturn": 15, "writev": 20, "sched_yield": 24, "mremap": 25, "madvise": 28,
        "nanosleep": 35, "getpid": 39, "sendto": 44, "recvfrom": 45, "sendmsg": 46, "recvmsg": 47, "exit": 60, "getrlimit": 97,
        "getrusage": 98, "sigaltstack": 131, "gettid": 186, "futex": 202, "sched_getaffinity": 204, "restart_syscall": 219,
        "clock_gettime": 228, "clock_nanosleep": 230, "exit_group": 231, "tgkill": 234, "set_robust_list": 273, "prlimit64": 302,
        "getrandom": 318, "rseq": 334, "setrlimit": 160}),
    "aarch64": (0xC00000B7, 220, 435, {
        "close": 57, "lseek": 62, "read": 63, "write": 64, "writev": 66, "ppoll": 73, "fstat": 80, "exit": 93, "exit_group": 94, "futex": 98,
        "set_robust_list": 99, "nanosleep": 101, "clock_gettime": 113, "clock_nanosleep": 115, "sched_getaffinity": 123, "sched_yield": 124,
        "restart_syscall": 128, "tgkill": 131, "sigaltstack": 132, "rt_sigaction": 134, "rt_sigprocmask": 135, "rt_sigreturn": 139,
        "getrlimit": 163, "setrlimit": 164, "getrusage": 165, "getpid": 172, "gettid": 178, "sendto": 206, "recvfrom": 207, "sendmsg": 211,
        "recvmsg": 212, "brk": 214, "munmap": 215, "mremap": 216, "mmap": 222, "mprotect": 226, "madvise": 233, "prlimit64": 261,
        "getrandom": 278, "rseq": 293}),
}


class Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_char_p)]


def limits(memory: int) -> None:
    """Memory beyond what the process has already, and no more descriptors, files or cores."""
    limit(resource.RLIMIT_AS, address_space() + memory)
    limit(resource.RLIMIT_NOFILE, 0)
    limit(resource.RLIMIT_FSIZE, 0)
    limit(resource.RLIMIT_CORE, 0)


def limit(what: int, size: int) -> None:
    hard = resource.getrlimit(what)[1]
    size = size if hard == resource.RLIM_INFINITY else min(size, hard)
    resource.setrlimit(what, (size, size))


def address_space() -> int:
    if not sys.platform.startswith("linux"):
        return 1 << 30
    with open("/proc/self/statm", "rb") as file:
        return int(file.read().split()[0]) * resource.getpagesize()


class Clock:
    """The kernel ends the process that has computed for much longer than allowed, should nobody else do so."""

    def __init__(self):
        self.until = 0.0

    def allow(self, seconds: float) -> None:
        """So long from now on; as the limit counts whole seconds, it is moved only when it comes near."""
        used = time.process_time()
        if self.until - used < seconds:
            self.until = used + 2 * seconds + 2
            resource.setrlimit(resource.RLIMIT_CPU, (int(self.until) + 1, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def die_with_parent(parent: int) -> None:
    """End when the process of this number does, which may have happened already."""
    if sys.platform.startswith("linux"):
        libc().prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(0)


def no_system_calls() -> bool:
    """Whether the filter is in place, for this thread and those that it starts."""
    known = CALLS.get(platform.machine()) if sys.platform.startswith("linux") else None
    return known is not None and filtered(program(*known))


def no_network() -> bool:
    """Whether this process can open no socket from now on; all else it may."""
    known = CALLS.get(platform.machine()) if sys.platform.startswith("linux") else None
    return known is not None and filtered(denial(known[0], SOCKET[platform.machine()], IO_URING))


def filtered(steps: list[bytes]) -> bool:
    code = b"".join(steps)
    filtering = Program(len(code) // 8, code)
    if libc().prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or libc().prctl(PR_SET_DUMPABLE, 0, 0, 0, 0):
        return False
    return libc().prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(filtering), 0, 0) == 0


def denial(arch: int, *numbers: int) -> list[bytes]:
    """The filter that refuses some calls, and all calls in the manner of another architecture."""
    steps = [step(LOAD, ARCH_AT), step(JUMP_IF_EQUAL, arch, 1, 0), step(RETURN, FAIL | EPERM), step(LOAD, NUMBER_AT)]
    steps += [step(JUMP_IF_SET, X32, 0, 1), step(RETURN, FAIL | EPERM)]
    for number in numbers:
        steps += [step(JUMP_IF_EQUAL, number, 0, 1), step(RETURN, FAIL | EPERM)]
    return [*steps, step(RETURN, ALLOW)]


def program(arch: int, clone: int, clone3: int, allowed: dict[str, int]) -> list[bytes]:
    """The filter: the right architecture, then every allowed call; `clone` only for threads, `clone3` as if there were none."""
    failing, missing = FAIL | EPERM, FAIL | ENOSYS
    steps = [step(LOAD, ARCH_AT), step(JUMP_IF_EQUAL, arch, 1, 0), step(RETURN, failing), step(LOAD, NUMBER_AT)]
    for number in allowed.values():
        steps += [step(JUMP_IF_EQUAL, number, 0, 1), step(RETURN, ALLOW)]
    steps += [step(JUMP_IF_EQUAL, clone3, 0, 1), step(RETURN, missing)]
    steps += [step(JUMP_IF_EQUAL, clone, 0, 3), step(LOAD, FIRST_ARGUMENT_AT), step(JUMP_IF_SET, CLONE_THREAD, 0, 1), step(RETURN, ALLOW)]
    return [*steps, step(RETURN, failing)]


def step(code: int, value: int, if_so: int = 0, if_not: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_so, if_not, value)


def libc():
    return ctypes.CDLL(None, use_errno=True)
