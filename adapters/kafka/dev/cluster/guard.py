"""Ends a cluster when the process that wanted it has ended, however it ended.

A test that crashes or is killed stops nothing. A guard is a small process of its own that waits for the end of the
owner and then removes the cluster; a cluster that was stopped takes its guard along.
"""

import os
import pathlib
import select
import subprocess
import sys

from cluster import lifecycle, process
from cluster.failure import Failure


def post(cluster: dict, owner: int) -> None:
    started = process.start_ticks(owner)
    if started is None:
        raise Failure(f"there is no process {owner} to wait for")
    lifecycle.end_guard(cluster)
    guard = subprocess.Popen(
        # It stands elsewhere: a relative path would not be there.
        [sys.executable, os.path.abspath(sys.argv[0]), "guard", "--dir", cluster["dir"], str(owner), str(started)],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", start_new_session=True)
    cluster["guard"] = {"pid": guard.pid, "started": process.start_ticks(guard.pid), "owner": owner}
    lifecycle.save(cluster)
    # It outlives this program on purpose; without this, Python would warn about it.
    guard.returncode = 0


def stand(folder: pathlib.Path, owner: int, started: int) -> None:
    try:
        descriptor = os.pidfd_open(owner)
    except ProcessLookupError:
        descriptor = None
    if descriptor is not None and process.start_ticks(owner) == started:
        select.select([descriptor], [], [])
    with lifecycle.locked(folder):
        lifecycle.stop(folder, wipe=True)
