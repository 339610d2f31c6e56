"""A real Apache Kafka on loopback ports, for tests and for people.

Every command answers with JSON on standard output; 0 is success, 1 a failure with its reason on standard error.
"""

import argparse
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile

from cluster import admin, disk, guard, jars, lifecycle
from cluster.failure import Failure

EXAMPLES = """\
  broker start                           one broker; the answer has its "bootstrap_servers"
  broker start --brokers 3 --version 4.1 --dir run/three
  broker topics --partitions 2           the project's topics
  broker status bootstrap_servers        one field, as text for scripts
  broker pause 1                         and later: broker resume 1
  broker run --tls --sasl -- COMMAND     a cluster for one command, gone with it;
                                         $KAFKA_CLUSTER names its cluster.json, $KAFKA_BOOTSTRAP_SERVERS its address
  broker stop --wipe"""


def main() -> int:
    arguments = parser().parse_args()
    try:
        return arguments.does(arguments) or 0
    except Failure as failure:
        print(f"broker: {failure}", file=sys.stderr)
        return 1


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="broker", description=__doc__, epilog=f"examples:\n{EXAMPLES}",
                                  formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, does, **texts) -> argparse.ArgumentParser:
        one = commands.add_parser(name, **texts)
        one.set_defaults(does=does)
        if name != "fetch":
            default = None if name == "run" else jars.ROOT / "run" / "kafka"
            one.add_argument("--dir", type=lambda text: pathlib.Path(text).resolve(), default=default,
                             help="the cluster's folder (run/kafka; for run: a temporary one)")
        return one

    fetch = command("fetch", do_fetch, help="get Kafka's jars, where they are not there")
    fetch.add_argument("--version", choices=jars.RELEASES, action="append")

    start = command("start", do_start, help="start a cluster, or what does not run of it, and wait until it is ready")
    _cluster_options(start)
    start.add_argument("--until", type=int, metavar="PID", help="remove the cluster when this process ends")

    run = command("run", do_run, help="start a cluster, run a command, remove the cluster")
    _cluster_options(run)
    run.add_argument("command", nargs=argparse.REMAINDER, metavar="-- COMMAND")

    stop = command("stop", do_stop, help="stop all brokers: SIGTERM, after a deadline SIGKILL")
    stop.add_argument("--wipe", action="store_true", help="kill them at once and remove the folder")

    status = command("status", do_status, help="what is known of the cluster and how its brokers are")
    status.add_argument("field", nargs="?", help="only this field, as text")

    for name, does, text in (
            ("pause", do_pause, "SIGSTOP: the broker hangs, its connections stay open"),
            ("resume", do_resume, "SIGCONT"),
            ("kill", do_kill, "SIGKILL"),
            ("restart", do_restart, "start it again on the same ports and data; SIGTERM first where it runs"),
            ("fill", do_fill, "its disk is full from now on"),
            ("free", do_free, "its disk has room again; a broker that halted needs a restart")):
        command(name, does, help=text).add_argument("node", type=int)

    topics = command("topics", do_topics, help="make the project's topics, where they are not there")
    topics.add_argument("--prefix", default="tenure")
    topics.add_argument("--partitions", type=int, default=1)

    leader = command("leader", do_leader, help="which broker leads a partition; with a third argument, make it that one")
    leader.add_argument("topic")
    leader.add_argument("partition", type=int)
    leader.add_argument("node", type=int, nargs="?")

    coordinator = command("coordinator", do_coordinator, help="which broker coordinates a transactional id or a group")
    coordinator.add_argument("kind", choices=("transaction", "group"))
    coordinator.add_argument("name")

    password = command("password", do_password, help="the user's password from now on; connections stay as they are")
    password.add_argument("password")

    # How `start --until` calls itself.
    watch = command("guard", do_guard)
    watch.add_argument("owner", type=int)
    watch.add_argument("started", type=int)
    return top


def _cluster_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--version", choices=jars.RELEASES, default="3.9")
    command.add_argument("--brokers", type=int, choices=(1, 3), default=1)
    command.add_argument("--tls", action="store_true", help="clients connect with TLS, with or without a certificate")
    command.add_argument("--mutual-tls", action="store_true", help="clients connect with TLS, with a certificate only")
    command.add_argument("--sasl", action="store_true", help="clients authenticate with SCRAM-SHA-512 or PLAIN")
    command.add_argument("--disk", metavar="SIZE", help="a file system of this size (64m) for each broker; needs root")


def _options(arguments) -> dict:
    options = {name: getattr(arguments, name) for name in ("version", "brokers", "tls", "mutual_tls", "sasl", "disk")}
    return options | {"tls": arguments.tls or arguments.mutual_tls}


def do_fetch(arguments) -> None:
    _answer({version: str(jars.fetch(version)) for version in arguments.version or jars.RELEASES})


def do_start(arguments) -> None:
    with lifecycle.locked(arguments.dir):
        _answer(_start(arguments, arguments.until))


def _start(arguments, owner: int | None) -> dict:
    """Leaves nothing behind where a new cluster could not be started."""
    was_there = (arguments.dir / lifecycle.STATE).exists()
    try:
        cluster = lifecycle.start(arguments.dir, _options(arguments))
        if owner is not None:
            guard.post(cluster, owner)
        return cluster
    except BaseException:
        if not was_there:
            lifecycle.stop(arguments.dir, wipe=True)
        raise


def do_run(arguments) -> int:
    command = arguments.command[1:] if arguments.command[:1] == ["--"] else arguments.command
    if not command or not shutil.which(command[0]):
        raise Failure("run: a command is wanted after --")
    if arguments.dir is None:
        arguments.dir = pathlib.Path(tempfile.mkdtemp(prefix="tenure-kafka-"))
    # An exception, so that what follows is undone.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        with lifecycle.locked(arguments.dir):
            cluster = _start(arguments, os.getpid())
        environment = os.environ | {"KAFKA_CLUSTER": str(arguments.dir / lifecycle.STATE),
                                    "KAFKA_BOOTSTRAP_SERVERS": cluster["bootstrap_servers"]}
        return subprocess.run(command, env=environment, check=False).returncode
    finally:
        with lifecycle.locked(arguments.dir):
            lifecycle.stop(arguments.dir, wipe=True)


def do_stop(arguments) -> None:
    with lifecycle.locked(arguments.dir):
        lifecycle.stop(arguments.dir, wipe=arguments.wipe)
    _answer({"dir": str(arguments.dir), "wiped": arguments.wipe})


def do_status(arguments) -> None:
    cluster = lifecycle.load(arguments.dir)
    for node in cluster["nodes"]:
        node["state"] = lifecycle.state(node)
    if arguments.field is None:
        _answer(cluster)
    elif arguments.field not in cluster:
        raise Failure(f"no field {arguments.field}; there are {', '.join(cluster)}")
    else:
        value = cluster[arguments.field]
        print(value if isinstance(value, str) else json.dumps(value))


def do_pause(arguments) -> None:
    _signal(arguments, signal.SIGSTOP)


def do_resume(arguments) -> None:
    _signal(arguments, signal.SIGCONT)


def _signal(arguments, number: signal.Signals) -> None:
    with _node(arguments) as (_, node):
        if not lifecycle.signal_node(node, number):
            raise Failure(f"broker {node['node']} does not run")


def do_kill(arguments) -> None:
    with _node(arguments) as (_, node):
        lifecycle.kill_node(node)


def do_restart(arguments) -> None:
    with _node(arguments) as (cluster, node):
        lifecycle.stop_nodes([node])
        lifecycle.start_nodes(cluster, [node])


def do_fill(arguments) -> None:
    with _node(arguments) as (_, node):
        if lifecycle.state(node) == "stopped":
            raise Failure(f"broker {node['node']} does not run")
        print(disk.fill(node), file=sys.stderr)


def do_free(arguments) -> None:
    with _node(arguments) as (_, node):
        print(disk.free(node), file=sys.stderr)


class _node:
    """The folder's lock, the cluster and the node; answers how the node is afterwards."""

    def __init__(self, arguments):
        self.arguments = arguments
        self.lock = lifecycle.locked(arguments.dir)

    def __enter__(self):
        self.lock.__enter__()
        cluster = lifecycle.load(self.arguments.dir)
        numbers = [node["node"] for node in cluster["nodes"]]
        if self.arguments.node not in numbers:
            raise Failure(f"no broker {self.arguments.node}; there are {numbers}")
        self.node = cluster["nodes"][numbers.index(self.arguments.node)]
        return cluster, self.node

    def __exit__(self, kind, value, trace):
        if kind is None:
            _answer(self.node | {"state": lifecycle.state(self.node)})
        return self.lock.__exit__(kind, value, trace)


def do_topics(arguments) -> None:
    _answer(admin.create_topics(lifecycle.load(arguments.dir), arguments.prefix, arguments.partitions))


def do_leader(arguments) -> None:
    cluster = lifecycle.load(arguments.dir)
    if arguments.node is not None:
        admin.move_leader(cluster, arguments.topic, arguments.partition, arguments.node)
    _answer({"leader": admin.leader(cluster, arguments.topic, arguments.partition)})


def do_coordinator(arguments) -> None:
    _answer({"coordinator": admin.coordinator(lifecycle.load(arguments.dir), arguments.kind, arguments.name)})


def do_password(arguments) -> None:
    with lifecycle.locked(arguments.dir):
        cluster = lifecycle.load(arguments.dir)
        admin.set_password(cluster, arguments.password)
        cluster["password"] = arguments.password
        lifecycle.save(cluster)
    _answer({"username": cluster["username"]})


def do_guard(arguments) -> None:
    guard.stand(arguments.dir, arguments.owner, arguments.started)


def _answer(value) -> None:
    print(json.dumps(value, indent=2))


if __name__ == "__main__":
    sys.exit(main())
