"""A cluster of a test's own, as kafka-python sees it; and the tools that disturb it."""

import contextlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import kafka
import kafka.errors

TOOLS = pathlib.Path(__file__).resolve().parents[2] / "adapters" / "kafka" / "dev"
sys.path.insert(0, str(TOOLS))

from cluster import admin  # noqa: E402

VERSION = os.environ.get("TENURE_KAFKA_VERSION", "3.9")
DEADLINE_SECONDS = 60


def broker(*arguments: str) -> dict:
    done = subprocess.run([TOOLS / "broker", *map(str, arguments)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"broker {arguments}: {done.stderr}")
    return json.loads(done.stdout)


def until(done, what: str):
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not (value := done()):
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {DEADLINE_SECONDS} s: {what}")
        time.sleep(0.1)
    return value


class Cluster:
    """A cluster in a folder of its own that goes with the test, or with this process if that is killed."""

    def __init__(self, *options: str):
        self.folder = tempfile.TemporaryDirectory(prefix="tenure-kafka-")
        self.dir = str(pathlib.Path(self.folder.name).resolve() / "cluster")
        self.about = self("start", "--version", VERSION, "--until", os.getpid(), *options)
        self.settings = admin.client_settings(self.about)

    def __call__(self, command: str, *arguments) -> dict:
        return broker(command, "--dir", self.dir, *arguments)

    def state(self, node: int) -> str:
        return self("status")["nodes"][node - 1]["state"]

    def producer(self, **settings) -> kafka.KafkaProducer:
        return kafka.KafkaProducer(**self.settings, acks="all", **settings)

    def records(self, topic: str, isolation: str = "read_committed") -> list:
        """All that a reader finds from the start of partition 0 to its end, as the isolation level sees the end."""
        partition = kafka.TopicPartition(topic, 0)
        with contextlib.closing(kafka.KafkaConsumer(**self.settings, isolation_level=isolation, group_id=None,
                                                    enable_auto_commit=False)) as consumer:
            consumer.assign([partition])
            consumer.seek_to_beginning(partition)
            end = consumer.end_offsets([partition])[partition]
            found = []

            def at_end() -> bool:
                for batch in consumer.poll(timeout_ms=200).values():
                    found.extend(batch)
                return consumer.position(partition) >= end

            until(at_end, f"the end of {topic}")
            return found

    def processes(self) -> list[tuple[int, int]]:
        about = self("status")
        both = [(node["pid"], node["started"]) for node in about["nodes"]]
        return both + [(about["guard"]["pid"], about["guard"]["started"])]

    def wipe(self) -> None:
        self("stop", "--wipe")
        self.folder.cleanup()


def leave(producer: kafka.KafkaProducer) -> None:
    """What it still holds is nobody's concern."""
    with contextlib.suppress(kafka.errors.KafkaError):
        producer.close(0)
