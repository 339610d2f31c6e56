"""What is asked of the running brokers, over the network, with a client that is not ours.

Through the client's listener where the question is whether clients can work, else through the brokers' own, which
needs neither certificate nor password.
"""

import contextlib
import logging
import time

import kafka
import kafka.errors
from kafka.admin import ScramMechanism, UserScramCredentialUpsertion
from kafka.protocol.metadata import CoordinatorType

from cluster import process
from cluster.failure import Failure

KEPT = {"retention.ms": "-1"}
# An event of parked input holds what was parked, up to 1 MiB, which is just above what a topic takes by default.
LARGE = KEPT | {"max.message.bytes": str(4 * 1024 * 1024)}
# The relay's cursor is small and overwritten all the time; the rest is history.
TOPICS = {
    "events": LARGE,
    "charges": KEPT,
    "bookings": KEPT,
    "usage": KEPT,
    "commands": KEPT,
    "parked": LARGE,
    "relay": {"cleanup.policy": "compact"},
}
CHANGE_SECONDS_MAX = 30

logging.getLogger("kafka").setLevel(logging.CRITICAL)


def client_settings(cluster: dict) -> dict:
    """For kafka-python: how a client of this cluster connects."""
    settings = {"bootstrap_servers": cluster["bootstrap_servers"].split(","),
                "security_protocol": cluster["security_protocol"]}
    if "ca_file" in cluster:
        settings["ssl_cafile"] = cluster["ca_file"]
    if cluster["options"]["mutual_tls"]:
        settings |= {"ssl_certfile": cluster["client_certificate_file"], "ssl_keyfile": cluster["client_key_file"]}
    if "sasl_mechanism" in cluster:
        settings |= {"sasl_mechanism": cluster["sasl_mechanism"], "sasl_plain_username": cluster["username"],
                     "sasl_plain_password": cluster["password"]}
    return settings


def brokers_seen_by(cluster: dict, node: dict) -> set[int]:
    """Which brokers this one names to a client that connects as clients do; none while it cannot be asked."""
    settings = client_settings(cluster) | {"bootstrap_servers": f"127.0.0.1:{node['ports']['CLIENT']}",
                                           "bootstrap_timeout_ms": 2_000, "request_timeout_ms": 2_000}
    with contextlib.suppress(kafka.errors.KafkaError, OSError):
        with _closing(kafka.KafkaAdminClient(**settings)) as admin:
            brokers = admin.describe_cluster()["brokers"]
            return {broker["broker_id"] for broker in brokers if not broker.get("is_fenced", False)}
    return set()


def create_topics(cluster: dict, prefix: str, partitions: int) -> dict[str, int]:
    """The project's topics with their partitions; those that are there already stay as they are."""
    with _admin(cluster) as admin:
        there = set(admin.list_topics())
        wanted = {
            f"{prefix}.{name}": {"num_partitions": partitions, "replication_factor": min(3, len(cluster["nodes"])),
                                 "configs": configs}
            for name, configs in TOPICS.items()}
        missing = {name: topic for name, topic in wanted.items() if name not in there}
        if missing:
            admin.create_topics(missing)
    return _agreed(cluster, lambda admin: {
        topic["name"]: len(topic["partitions"]) for topic in admin.describe_topics(list(wanted))
        if topic["partitions"] and all(partition["leader_id"] >= 0 for partition in topic["partitions"])},
        lambda found: len(found) == len(wanted), f"not all brokers know the topics of {prefix}")


def leader(cluster: dict, topic: str, partition: int) -> int:
    return _agreed(cluster, lambda admin: _partition(admin, topic, partition)["leader_id"],
                   lambda found: found >= 0, f"{topic}/{partition} has no leader that all brokers know")


def move_leader(cluster: dict, topic: str, partition: int, node: int) -> None:
    """The replicas stay where they are; `node` becomes the first of them, and the first is elected."""
    with _admin(cluster) as admin:
        place = kafka.TopicPartition(topic, partition)
        replicas = _partition(admin, topic, partition)["replica_nodes"]
        if node not in replicas:
            raise Failure(f"{topic}/{partition} has no replica on {node}; they are on {sorted(replicas)}")
        admin.alter_partition_reassignments({place: [node, *(other for other in replicas if other != node)]})
        _until(lambda: not admin.list_partition_reassignments([place]), f"{topic}/{partition} is still being reassigned")

        def elected(found: int) -> bool:
            if found == node:
                return True
            # Refused while the replica is still catching up, or when it leads already.
            admin.elect_leaders(0, {topic: [partition]}, raise_errors=False)
            return False

        _agreed(cluster, lambda each: _partition(each, topic, partition)["leader_id"], elected,
                f"{node} does not become the leader of {topic}/{partition}")


def coordinator(cluster: dict, kind: str, name: str) -> int:
    """The broker that coordinates a transactional id or a group; asking makes the internal topic where it is missing."""
    kinds = {"transaction": CoordinatorType.TRANSACTION, "group": CoordinatorType.GROUP}
    with _admin(cluster) as admin:
        found = []

        def ask() -> bool:
            with contextlib.suppress(kafka.errors.KafkaError):
                # The client knows how and keeps it to itself; its version is pinned.
                found.append(admin._manager.run(admin._find_coordinator_id, name, kinds[kind]))
            return bool(found)

        _until(ask, f"nobody coordinates the {kind} {name}")
        return found[0]


def set_password(cluster: dict, password: str) -> None:
    if "sasl_mechanism" not in cluster:
        raise Failure("clients of this cluster need no password; it was started without --sasl")
    with _admin(cluster) as admin:
        changed = admin.alter_user_scram_credentials([UserScramCredentialUpsertion(
            cluster["username"], ScramMechanism[cluster["sasl_mechanism"].replace("-", "_")], password=password)])
    if refusal := changed[cluster["username"]]:
        raise Failure(f"the brokers do not take the password: {refusal}")


def _partition(admin, topic: str, partition: int) -> dict:
    described = admin.describe_topics([topic])[0]
    for found in described["partitions"]:
        if found["partition_index"] == partition:
            return found
    raise Failure(f"there is no {topic}/{partition}")


def _agreed(cluster: dict, ask, suits, otherwise: str):
    """What every running broker answers, once it is the same of all of them and suits: each learns of a change in its
    own time, and a client may ask any."""
    with contextlib.ExitStack() as stack:
        admins = [stack.enter_context(_connected([node])) for node in _running(cluster)]
        answers = []

        def same() -> bool:
            answers[:] = [ask(admin) for admin in admins]
            return all(answer == answers[0] for answer in answers) and suits(answers[0])

        _until(same, otherwise)
        return answers[0]


def _until(done, otherwise: str) -> None:
    deadline = time.monotonic() + CHANGE_SECONDS_MAX
    while not done():
        if time.monotonic() > deadline:
            raise Failure(otherwise)
        time.sleep(0.1)


def _running(cluster: dict) -> list[dict]:
    """Those that can answer: one that is paused takes a connection and never says a word."""
    nodes = [node for node in cluster["nodes"] if process.state(node["pid"], node["started"]) == "running"]
    if not nodes:
        raise Failure("no broker runs")
    return nodes


def _admin(cluster: dict):
    return _connected(_running(cluster))


@contextlib.contextmanager
def _connected(nodes: list[dict]):
    servers = [f"127.0.0.1:{node['ports']['BROKER']}" for node in nodes]
    try:
        client = kafka.KafkaAdminClient(bootstrap_servers=servers, bootstrap_timeout_ms=10_000)
    except kafka.errors.KafkaError as error:
        raise Failure(f"no answer from {', '.join(servers)}: {error}") from error
    with _closing(client) as admin:
        yield admin


@contextlib.contextmanager
def _closing(client):
    try:
        yield client
    finally:
        client.close()
