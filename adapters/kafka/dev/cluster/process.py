"""Processes that are known by pid and start time, so that a number which the system gave to another is never signalled.

A process that ended but was not reaped by its parent counts as gone.
"""

import contextlib
import os
import pathlib
import select
import signal
import time


def start_ticks(pid: int) -> int | None:
    """When the process started, in ticks since the machine did; None where there is no such process."""
    try:
        stat = pathlib.Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return None
    # The name stands in parentheses and may hold anything; state is the first field after it, start the twentieth.
    fields = stat[stat.rindex(")") + 2:].split()
    return None if fields[0] in "ZX" else int(fields[19])


def state(pid: int, started: int) -> str:
    """"running", "paused" or "stopped"."""
    if start_ticks(pid) != started:
        return "stopped"
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        stat = pathlib.Path(f"/proc/{pid}/stat").read_text()
        return "paused" if stat[stat.rindex(")") + 2] in "Tt" else "running"
    return "stopped"


def send(pid: int, started: int, number: signal.Signals) -> bool:
    """Whether that very process got the signal. The descriptor is taken first and the start time compared after, so
    nothing can come between."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return False
    try:
        if start_ticks(pid) != started:
            return False
        signal.pidfd_send_signal(descriptor, number)
        return True
    except ProcessLookupError:
        return False
    finally:
        os.close(descriptor)


def wait_gone(pid: int, started: int, deadline: float) -> bool:
    """Whether it is gone before `deadline`, a time of time.monotonic()."""
    try:
        descriptor = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        if start_ticks(pid) != started:
            return True
        readable, _, _ = select.select([descriptor], [], [], max(0.0, deadline - time.monotonic()))
        return bool(readable)
    finally:
        os.close(descriptor)
