"""A cluster of one broker or three, each a process that is broker and controller.

A cluster is a folder. Its `cluster.json` says all that the commands and the tests need to know, and is replaced as a
whole; one command at a time works on a folder. What was started goes on when the command ends, until `stop`.
"""

import base64
import contextlib
import fcntl
import hashlib
import json
import os
import pathlib
import shutil
import signal
import time
import uuid

from cluster import admin, disk, jars, jvm, process, security, settings
from cluster.failure import Failure

READY_SECONDS_MAX = 90
STOP_SECONDS_MAX = 20
# Between picking free ports and listening on them somebody else may have taken one.
PORT_ATTEMPTS_MAX = 5
STATE = "cluster.json"


@contextlib.contextmanager
def locked(folder: pathlib.Path):
    # Not in the folder, which `stop --wipe` removes while others may be waiting.
    locks = jars.CACHE / "locks"
    locks.mkdir(parents=True, exist_ok=True)
    with open(locks / hashlib.sha256(str(folder).encode()).hexdigest()[:32], "w", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def load(folder: pathlib.Path) -> dict:
    try:
        return json.loads((folder / STATE).read_text())
    except FileNotFoundError:
        raise Failure(f"there is no cluster in {folder}; `start` makes one") from None


def save(cluster: dict) -> None:
    folder = pathlib.Path(cluster["dir"])
    new = folder / f"{STATE}.new"
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(cluster, file, indent=2)
        file.write("\n")
    os.rename(new, folder / STATE)


def start(folder: pathlib.Path, options: dict) -> dict:
    """Makes the cluster, or starts what is not running of the one that is there. `options`: version, brokers, tls,
    mutual_tls, sasl, disk."""
    if (folder / STATE).exists():
        cluster = load(folder)
        if cluster["options"] != options:
            raise Failure(f"{folder} holds a cluster with {cluster['options']}; `stop --wipe` removes it")
        return start_nodes(cluster, [node for node in cluster["nodes"] if state(node) == "stopped"])
    jars.fetch(options["version"])
    folder.mkdir(parents=True, exist_ok=True)
    cluster = _new(folder, options)
    for attempt in range(1, PORT_ATTEMPTS_MAX + 1):
        try:
            return start_nodes(cluster, cluster["nodes"])
        except PortTaken:
            kill_all(cluster)
            if attempt == PORT_ATTEMPTS_MAX:
                raise
            _choose_ports(cluster)
    raise AssertionError("the loop returns or raises")


class PortTaken(Failure):
    pass


def _new(folder: pathlib.Path, options: dict) -> dict:
    cluster = {
        "dir": str(folder), "version": options["version"], "kafka": jars.RELEASES[options["version"]].kafka,
        "cluster_id": _new_cluster_id(), "options": options,
        "security_protocol": security.protocol(options["tls"], options["sasl"]),
        "nodes": [{"node": number, "dir": str(folder / f"node-{number}"), "pid": 0, "started": 0}
                  for number in range(1, options["brokers"] + 1)],
    }
    if options["tls"]:
        security.add_tls(cluster)
    if options["sasl"]:
        security.add_sasl(cluster)
    _choose_ports(cluster)
    log_file = folder / "log.properties"
    log_file.write_text(settings.LOGS[cluster["version"]])
    formatting = []
    for node in cluster["nodes"]:
        disk.prepare(node, options["disk"])
        formatting.append(jvm.format_storage(cluster, pathlib.Path(node["dir"]) / "server.properties", log_file,
                                             security.scram_option(cluster)))
    for one in formatting:
        jvm.finish_format(one)
    # Last: a folder with this file holds a formatted cluster.
    save(cluster)
    return cluster


def _new_cluster_id() -> str:
    while True:
        text = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
        # It is an argument of Kafka's programs, where a first dash would make it an option.
        if not text.startswith("-"):
            return text


def _choose_ports(cluster: dict) -> None:
    ports = iter(settings.free_ports(len(cluster["nodes"]) * len(settings.LISTENERS)))
    for node in cluster["nodes"]:
        node["ports"] = {listener: next(ports) for listener in settings.LISTENERS}
    cluster["bootstrap_servers"] = ",".join(f"127.0.0.1:{node['ports']['CLIENT']}" for node in cluster["nodes"])
    for node in cluster["nodes"]:
        pathlib.Path(node["dir"]).mkdir(parents=True, exist_ok=True)
        (pathlib.Path(node["dir"]) / "server.properties").write_text(settings.server_properties(cluster, node))


def start_nodes(cluster: dict, nodes: list[dict]) -> dict:
    """Starts these and waits until each of them, asked as a client asks, knows all brokers that run."""
    began = time.monotonic()
    for node in nodes:
        disk.prepare(node, cluster["options"]["disk"])
        node["log_from"] = _log_size(node)
        node["pid"], node["started"] = jvm.start_broker(cluster["version"], pathlib.Path(node["dir"]))
        # At once: what runs is always known to the file.
        save(cluster)
    running = {node["node"] for node in cluster["nodes"] if state(node) == "running"}
    for node in nodes:
        _wait_ready(cluster, node, running, began + READY_SECONDS_MAX)
    if nodes:
        cluster["ready_after_seconds"] = round(time.monotonic() - began, 2)
        save(cluster)
    return cluster


def _wait_ready(cluster: dict, node: dict, running: set[int], deadline: float) -> None:
    while not running <= admin.brokers_seen_by(cluster, node):
        said = _said(node)
        if state(node) == "stopped":
            kind = PortTaken if "BindException" in said or "Address already in use" in said else Failure
            raise kind(f"broker {node['node']} ended while starting:\n{said[-3000:]}")
        if time.monotonic() > deadline:
            raise Failure(f"broker {node['node']} is not ready after {READY_SECONDS_MAX} s:\n{said[-3000:]}")
        time.sleep(0.1)


def _log_size(node: dict) -> int:
    with contextlib.suppress(FileNotFoundError):
        return (pathlib.Path(node["dir"]) / "broker.log").stat().st_size
    return 0


def _said(node: dict) -> str:
    """What the broker logged since it was last started."""
    with open(pathlib.Path(node["dir"]) / "broker.log", "rb") as log:
        log.seek(node["log_from"])
        return log.read().decode(errors="replace")


def stop(folder: pathlib.Path, *, wipe: bool) -> None:
    """Nothing of the cluster runs afterwards. With `wipe` nothing of it is on the disk either, and nobody waits for an
    orderly end that nobody would notice."""
    if (folder / STATE).exists():
        cluster = load(folder)
        if wipe:
            kill_all(cluster)
        else:
            stop_nodes(cluster["nodes"])
        end_guard(cluster)
        save(cluster)
    if wipe and folder.exists():
        # By what is there and not by what is written: a start that failed had mounted before it wrote.
        for node_dir in folder.glob("node-*"):
            disk.remove(node_dir)
        shutil.rmtree(folder)


def stop_nodes(nodes: list[dict]) -> None:
    """All of them at once: asked first, made to after the deadline."""
    for node in nodes:
        signal_node(node, signal.SIGTERM)
        # One that is paused would never hear it.
        signal_node(node, signal.SIGCONT)
    deadline = time.monotonic() + STOP_SECONDS_MAX
    for node in nodes:
        if not process.wait_gone(node["pid"], node["started"], deadline):
            kill_node(node)


def kill_all(cluster: dict) -> None:
    for node in cluster["nodes"]:
        kill_node(node)


def kill_node(node: dict) -> None:
    if signal_node(node, signal.SIGKILL) and not process.wait_gone(
            node["pid"], node["started"], time.monotonic() + STOP_SECONDS_MAX):
        raise Failure(f"process {node['pid']} of broker {node['node']} does not end")


def signal_node(node: dict, number: signal.Signals) -> bool:
    return node["pid"] > 0 and process.send(node["pid"], node["started"], number)


def state(node: dict) -> str:
    return process.state(node["pid"], node["started"]) if node["pid"] > 0 else "stopped"


def end_guard(cluster: dict) -> None:
    guard = cluster.pop("guard", None)
    if guard and guard["pid"] != os.getpid():
        process.send(guard["pid"], guard["started"], signal.SIGKILL)
