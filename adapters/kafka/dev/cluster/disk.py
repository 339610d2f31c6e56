"""The disk of a broker, and how it becomes full.

Two ways, for the client sees the same of both: a write fails, the broker takes its only log folder offline and halts.
- With `--disk SIZE` each broker has a file system of its own of that size (tmpfs; mounting needs root). `fill` writes a
  file until nothing more fits: the broker meets "No space left on device".
- Without it, `fill` lowers the size of files that the process may write to one byte (RLIMIT_FSIZE). This needs no root
  and no preparation; the broker meets "File too large". What it logs after that is lost with its data.
`free` undoes either; the broker that halted is started again by `restart`.
"""

import contextlib
import errno
import os
import pathlib
import resource
import subprocess

from cluster.failure import Failure

CHUNK = b"\0" * (64 * 1024)


def prepare(node: dict, size: str | None) -> None:
    disk = _disk(node)
    disk.mkdir(parents=True, exist_ok=True)
    if size and not os.path.ismount(disk):
        _run("mount", "-t", "tmpfs", "-o", f"size={size},mode=700", "tenure-broker", str(disk))


def remove(node_dir: pathlib.Path) -> None:
    disk = node_dir / "disk"
    if os.path.ismount(disk):
        # Lazily: the kernel may still be taking the killed broker's memory apart, which holds files of it.
        _run("umount", "--lazy", str(disk))


def fill(node: dict) -> str:
    disk = _disk(node)
    if not os.path.ismount(disk):
        _, hard = resource.prlimit(node["pid"], resource.RLIMIT_FSIZE)
        resource.prlimit(node["pid"], resource.RLIMIT_FSIZE, (1, hard))
        return "no file can grow"
    written = 0
    with open(disk / "filler", "ab", buffering=0) as filler:
        try:
            while True:
                written += filler.write(CHUNK)
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
    return f"{written} bytes written, none left"


def free(node: dict) -> str:
    (_disk(node) / "filler").unlink(missing_ok=True)
    # One that has halted starts with the limits of whoever starts it.
    with contextlib.suppress(ProcessLookupError):
        _, hard = resource.prlimit(node["pid"], resource.RLIMIT_FSIZE)
        resource.prlimit(node["pid"], resource.RLIMIT_FSIZE, (hard, hard))
    return "there is room again"


def _disk(node: dict) -> pathlib.Path:
    return pathlib.Path(node["dir"]) / "disk"


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Failure(f"{' '.join(command)}: {done.stderr.strip()} (--disk needs root)")
