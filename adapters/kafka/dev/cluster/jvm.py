"""How Kafka's programs are run: a JVM that starts quickly rather than one that ends up fast."""

import pathlib
import shutil
import subprocess

from cluster import jars, process
from cluster.failure import Failure

QUICK_START = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-XX:-UsePerfData"]


def _java() -> str:
    java = shutil.which("java")
    if not java:
        raise Failure("java is missing; cmake/install-packages check installs it")
    return java


def _command(version: str, log_file: pathlib.Path, *, heap: str) -> list[str]:
    return [_java(), *QUICK_START, f"-Xmx{heap}", "-XX:+ExitOnOutOfMemoryError",
            jars.RELEASES[version].log_option.format(log_file), "-cp", jars.classpath(version)]


def format_storage(cluster: dict, properties: pathlib.Path, log_file: pathlib.Path, options: list[str]):
    """Begun, so that the nodes of a cluster are formatted side by side; `finish_format` waits for it."""
    return subprocess.Popen(
        [*_command(cluster["version"], log_file, heap="128m"), "kafka.tools.StorageTool", "format",
         "-t", cluster["cluster_id"], "-c", str(properties), *options],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def finish_format(formatting: subprocess.Popen) -> None:
    output, _ = formatting.communicate()
    if formatting.returncode != 0:
        raise Failure(f"formatting the storage failed:\n{output}")


def start_broker(version: str, node_dir: pathlib.Path) -> tuple[int, int]:
    """Its pid and start time. In a session of its own, so that Ctrl-C at the terminal does not reach it."""
    # With a standard output that is a file, what a broker says outlives it.
    with open(node_dir / "broker.log", "ab") as log:
        broker = subprocess.Popen(
            [*_command(version, node_dir.parent / "log.properties", heap="512m"), "kafka.Kafka",
             str(node_dir / "server.properties")],
            stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, cwd=node_dir, start_new_session=True)
    started = process.start_ticks(broker.pid)
    # It outlives this program on purpose; without this, Python would warn about it.
    broker.returncode = 0
    return broker.pid, started if started is not None else -1
