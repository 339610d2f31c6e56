"""What a broker of a test cluster is told: server.properties and where its log goes.

Why these values: few partitions and threads, for a quick start on a small machine; short timeouts where a test would
wait for them; no convenience that would hide a mistake (topics are not made by being named, leaders stay where they
were put, a replica that fell behind never leads).
"""

import pathlib
import random
import socket

LISTENERS = ("CLIENT", "BROKER", "CONTROLLER")

# Below what the system hands out for outgoing connections: a client that knocks at the port of a stopped broker could
# otherwise be given that very port, be connected to itself, and keep the broker from coming back.
PORT_MIN = 15_000


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on at this moment; who starts a broker on them tries again if somebody was quicker."""
    below = int(pathlib.Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
    candidates = random.SystemRandom().sample(range(PORT_MIN, max(below, PORT_MIN + 1_000)), 200)
    free = []
    for port in candidates:
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        free.append(port)
        if len(free) == count:
            return free
    raise OSError(f"only {len(free)} free ports found above {PORT_MIN}")


def server_properties(cluster: dict, node: dict) -> str:
    replicas = min(3, len(cluster["nodes"]))
    lines = _identity(cluster, node) | _security(cluster) | _timing() | _size() | {
        "auto.create.topics.enable": "false",
        "auto.leader.rebalance.enable": "false",
        "unclean.leader.election.enable": "false",
        "default.replication.factor": replicas,
        "min.insync.replicas": 2 if replicas == 3 else 1,
    }
    for topic in ("offsets.topic", "transaction.state.log", "share.coordinator.state.topic"):
        lines[f"{topic}.replication.factor"] = replicas
        lines[f"{topic}.num.partitions"] = 4
        if topic != "offsets.topic":
            lines[f"{topic}.min.isr"] = 2 if replicas == 3 else 1
    if cluster["version"] == "3.9":
        lines = {key: value for key, value in lines.items() if not key.startswith("share.")}
    return "".join(f"{key}={value}\n" for key, value in lines.items())


def _identity(cluster: dict, node: dict) -> dict:
    voters = ",".join(f"{other['node']}@127.0.0.1:{other['ports']['CONTROLLER']}" for other in cluster["nodes"])
    listeners = {name: f"{name}://127.0.0.1:{node['ports'][name]}" for name in LISTENERS}
    return {
        "process.roles": "broker,controller",
        "node.id": node["node"],
        # Voters by address and not by directory id: the ports may change until the first start has succeeded.
        "controller.quorum.voters": voters,
        "listeners": ",".join(listeners.values()),
        "advertised.listeners": f"{listeners['CLIENT']},{listeners['BROKER']}",
        "controller.listener.names": "CONTROLLER",
        "inter.broker.listener.name": "BROKER",
        "listener.security.protocol.map":
            f"CLIENT:{cluster['security_protocol']},BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "log.dirs": f"{node['dir']}/disk/data",
    }


def _security(cluster: dict) -> dict:
    lines = {}
    if "ca_file" in cluster:
        # With --tls asked for and not demanded, so that one cluster serves clients with a certificate and without.
        lines |= {
            "listener.name.client.ssl.keystore.type": "PEM",
            "listener.name.client.ssl.keystore.location": f"{cluster['dir']}/tls/server.pem",
            "listener.name.client.ssl.truststore.type": "PEM",
            "listener.name.client.ssl.truststore.location": cluster["ca_file"],
            "listener.name.client.ssl.client.auth": "required" if cluster["options"]["mutual_tls"] else "requested",
        }
    if "sasl_mechanism" in cluster:
        lines |= {
            "listener.name.client.sasl.enabled.mechanisms": f"{cluster['sasl_mechanism']},PLAIN",
            f"listener.name.client.{cluster['sasl_mechanism'].lower()}.sasl.jaas.config":
                "org.apache.kafka.common.security.scram.ScramLoginModule required;",
            "listener.name.client.plain.sasl.jaas.config":
                "org.apache.kafka.common.security.plain.PlainLoginModule required "
                f"user_{cluster['username']}=\"{cluster['password']}\";",
        }
    return lines


def _timing() -> dict:
    return {
        "group.initial.rebalance.delay.ms": 0,
        "group.min.session.timeout.ms": 1_000,
        # A broker that is killed or paused loses its leaderships after five seconds instead of nine.
        "broker.session.timeout.ms": 5_000,
        "broker.heartbeat.interval.ms": 500,
        "transaction.abort.timed.out.transaction.cleanup.interval.ms": 1_000,
        "log.cleaner.backoff.ms": 1_000,
    }


def _size() -> dict:
    return {
        "num.network.threads": 2,
        "num.io.threads": 4,
        "num.recovery.threads.per.data.dir": 1,
        "log.cleaner.dedupe.buffer.size": 4 * 1024 * 1024,
        "log.index.size.max.bytes": 1024 * 1024,
        "log.segment.bytes": 64 * 1024 * 1024,
    }


LOG_3_9 = """\
log4j.rootLogger=WARN, out
log4j.logger.kafka.server.KafkaRaftServer=INFO
log4j.appender.out=org.apache.log4j.ConsoleAppender
log4j.appender.out.layout=org.apache.log4j.PatternLayout
log4j.appender.out.layout.ConversionPattern=%d{ISO8601} %p %m (%c)%n
"""

LOG_4_1 = """\
rootLogger.level = WARN
rootLogger.appenderRef.out.ref = out
appender.out.type = Console
appender.out.name = out
appender.out.layout.type = PatternLayout
appender.out.layout.pattern = %d{ISO8601} %p %m (%c)%n
logger.server.name = kafka.server.KafkaRaftServer
logger.server.level = INFO
"""

LOGS = {"3.9": LOG_3_9, "4.1": LOG_4_1}
