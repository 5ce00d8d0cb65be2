"""Limits that a process puts on itself while it reads a form: memory and processor time, where the system has them.

Linux keeps both. macOS keeps the time only, Windows neither; there `lacking()` says so, and what remains are the checks
of `forms.intake` and, for `workshop.read`, the clock on the wall.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import NoReturn

from forms.intake.refusal import refused
from forms.problems import FormErrors

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

MIB = 1024 * 1024
_LARGEST_FILE = 64 * MIB  # pyxform writes the XForm to a file before it gives it back


@dataclass(frozen=True, slots=True)
class Allowance:
    """`memory` in bytes of address space, `seconds` of processor time, `patience` in seconds on the wall."""

    memory: int = 1024 * MIB  # the largest real form takes 150 MiB, half of it for Python and pyxform themselves
    seconds: int = 30  # the largest real form takes 3 s on a fast machine
    patience: float = 90.0


ALLOWANCE = Allowance()


class OutOfTime(BaseException):
    """Raised where the processor time ran out. No Exception: pyxform catches many of those and goes on."""


@contextmanager
def confined(allowance: Allowance = ALLOWANCE) -> Iterator[None]:
    """Within it this process has no more than the allowance on top of what it has used; afterwards all is as before.

    Raises FormErrors when that is not enough. Outside the main thread only the memory is limited, as signals don't
    reach other threads.
    """
    with _memory(allowance.memory), _time(allowance.seconds):
        try:
            yield
        except OutOfTime:
            raise exhausted("time") from None
        except MemoryError:
            raise exhausted("memory") from None


def confine(memory: int, seconds: int) -> None:
    """For a process that exists to read one form: limits it for good, with no way back."""
    if resource is None:
        return
    _try_limit(resource.RLIMIT_AS, memory, memory)
    _try_limit(resource.RLIMIT_CPU, seconds, seconds + 5)
    _try_limit(resource.RLIMIT_FSIZE, _LARGEST_FILE, _LARGEST_FILE)
    _try_limit(resource.RLIMIT_CORE, 0, 0)


def lacking() -> str:
    """Why this system can't keep both limits; "" where it does."""
    if resource is None:
        return f"{sys.platform} has no limits on the memory and time of a process"
    return "" if sys.platform == "linux" else f"{sys.platform} keeps no limit on the memory of a process"


def exhausted(what: str) -> FormErrors:
    """`what` is "time", "memory", or a reason."""
    told = f"Reading the form took more {what} than any form needs." if what in ("time", "memory") else (
        f"The form could not be read: {what}."
    )  # fmt: skip
    return refused("exhausted", told, "It was stopped, so that everything else goes on.",
                   "Make it smaller or simpler: fewer rows, shorter expressions, less nesting.")  # fmt: skip


@contextmanager
def _memory(most: int) -> Iterator[None]:
    used = _address_space()
    if resource is None or not used:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    _try_limit(resource.RLIMIT_AS, used + most, hard)
    try:
        yield
    finally:
        _try_limit(resource.RLIMIT_AS, soft, hard)


@contextmanager
def _time(most: int) -> Iterator[None]:
    if resource is None or threading.current_thread() is not threading.main_thread():
        yield
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    before = signal.signal(signal.SIGXCPU, _out_of_time)
    _try_limit(resource.RLIMIT_CPU, int(usage.ru_utime + usage.ru_stime) + most + 1, hard)
    try:
        yield
    finally:
        _try_limit(resource.RLIMIT_CPU, soft, hard)
        signal.signal(signal.SIGXCPU, before)


def _out_of_time(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise OutOfTime


def _try_limit(kind: int, soft: int, hard: int) -> None:
    """A limit below what a system or an administrator has set already stays as it is."""
    assert resource is not None
    most = resource.getrlimit(kind)[1]
    if most != resource.RLIM_INFINITY:
        soft = most if soft == resource.RLIM_INFINITY else min(soft, most)
        hard = most if hard == resource.RLIM_INFINITY else min(hard, most)
    try:
        resource.setrlimit(kind, (soft, hard))
    except (ValueError, OSError):  # macOS, for RLIMIT_AS; see `lacking`
        return


def _address_space() -> int:
    """Bytes of address space in use; 0 where the system doesn't tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except (OSError, ValueError):
        return 0
