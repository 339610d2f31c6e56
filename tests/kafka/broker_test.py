"""The broker for tests, itself tested: clients can work with it, and each disturbance does what its name says.

usage: TENURE_KAFKA_VERSION=4.1 adapters/kafka/dev/python tests/kafka/broker_test.py [unittest options]
The client is kafka-python with CloudEvents' own library: nothing here stands on librdkafka.
"""

import contextlib
import json
import os
import pathlib
import signal
import subprocess
import tempfile
import unittest

import kafka
import kafka.errors
from cloudevents.core.bindings import kafka as binding
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

from real_cluster import TOOLS, VERSION, Cluster, leave, until

# Its folder is on the path now.
from cluster import process


class BrokerTest(unittest.TestCase):
    def cluster(self, *options: str) -> Cluster:
        cluster = Cluster(*options)
        self.addCleanup(cluster.wipe)
        return cluster


class OneBroker(BrokerTest):
    @classmethod
    def setUpClass(cls):
        cls.shared = Cluster()
        cls.shared("topics")

    @classmethod
    def tearDownClass(cls):
        cls.shared.wipe()

    def test_start_again_finds_it_running(self):
        again = self.shared("start", "--version", VERSION)
        self.assertEqual(again["nodes"], self.shared.about["nodes"])

    def test_start_with_other_options_is_refused(self):
        with self.assertRaisesRegex(RuntimeError, "holds a cluster"):
            self.shared("start", "--version", VERSION, "--brokers", 3)

    def test_topics_are_as_designed(self):
        self.assertEqual(set(self.shared("topics")), {
            f"tenure.{name}" for name in ("events", "charges", "bookings", "usage", "commands", "parked", "relay")})
        with contextlib.closing(kafka.KafkaAdminClient(**self.shared.settings)) as client:
            self.assertNotIn("tenure.other", client.list_topics())

    def test_a_topic_is_not_made_by_being_named(self):
        producer = self.shared.producer(max_block_ms=1_000)
        self.addCleanup(leave, producer)
        with self.assertRaises(kafka.errors.KafkaError):
            producer.send("tenure.mistyped", b"lost").get(timeout=5)

    def test_only_what_was_committed_is_read(self):
        producer = self.shared.producer(transactional_id="broker-test", compression_type="zstd")
        self.addCleanup(leave, producer)
        producer.init_transactions()
        event = CloudEvent({"specversion": "1.0", "id": "1", "source": "broker-test", "type": "com.example.booked",
                            "datacontenttype": "application/json", "partitionkey": "O-1"}, {"net": 1200})
        message = binding.to_binary(event, JSONFormat())
        producer.begin_transaction()
        producer.send("tenure.charges", key=b"O-0", value=b"aborted", partition=0)
        producer.flush()
        producer.abort_transaction()
        producer.begin_transaction()
        producer.send("tenure.charges", key=b"O-1", value=message.value, headers=list(message.headers.items()),
                      partition=0)
        producer.commit_transaction()

        self.assertEqual([record.key for record in self.shared.records("tenure.charges", "read_uncommitted")],
                         [b"O-0", b"O-1"])
        committed = self.shared.records("tenure.charges")
        self.assertEqual([record.key for record in committed], [b"O-1"])
        headers = dict(committed[0].headers)
        self.assertEqual(headers["ce_type"], b"com.example.booked")
        read = binding.from_kafka(binding.KafkaMessage(headers, committed[0].key, committed[0].value), JSONFormat(),
                                   CloudEvent)
        self.assertEqual(read.get_id(), "1")
        self.assertEqual(read.get_data(), {"net": 1200})

    def test_an_older_producer_of_the_same_name_is_fenced(self):
        older = self.shared.producer(transactional_id="fenced")
        self.addCleanup(leave, older)
        older.init_transactions()
        newer = self.shared.producer(transactional_id="fenced")
        self.addCleanup(leave, newer)
        newer.init_transactions()
        older.begin_transaction()
        with self.assertRaises(kafka.errors.KafkaError):
            older.send("tenure.usage", b"zombie", partition=0).get(timeout=10)
            older.commit_transaction()
        self.assertEqual(self.shared.records("tenure.usage"), [])


class Disturbed(BrokerTest):
    def test_paused_killed_and_restarted(self):
        cluster = self.cluster()
        cluster("topics")
        producer = cluster.producer()
        self.addCleanup(leave, producer)
        producer.send("tenure.events", b"before", partition=0).get(timeout=10)

        cluster("pause", 1)
        self.assertEqual(cluster.state(1), "paused")
        waiting = producer.send("tenure.events", b"during", partition=0)
        with self.assertRaises(kafka.errors.KafkaTimeoutError):
            waiting.get(timeout=2)
        cluster("resume", 1)
        waiting.get(timeout=20)

        cluster("kill", 1)
        self.assertEqual(cluster.state(1), "stopped")
        again = cluster("restart", 1)
        self.assertEqual(again["ports"], cluster.about["nodes"][0]["ports"])
        self.assertEqual([record.value for record in cluster.records("tenure.events")], [b"before", b"during"])

    def test_stopped_and_started(self):
        cluster = self.cluster()
        cluster("topics")
        with contextlib.closing(cluster.producer()) as producer:
            producer.send("tenure.events", b"kept", partition=0).get(timeout=10)
        running = cluster.processes()
        cluster("stop")
        self.assertTrue(all(process.state(*one) == "stopped" for one in running))
        cluster("start", "--version", VERSION)
        self.assertEqual([record.value for record in cluster.records("tenure.events")], [b"kept"])

    def full_disk(self, *options: str) -> None:
        cluster = self.cluster(*options)
        cluster("topics")
        producer = cluster.producer()
        self.addCleanup(leave, producer)
        producer.send("tenure.events", b"before", partition=0).get(timeout=10)
        cluster("fill", 1)
        producer.send("tenure.events", b"x" * 500_000, partition=0)
        until(lambda: cluster.state(1) == "stopped", "the broker halts when its disk is full")
        leave(producer)
        cluster("free", 1)
        cluster("restart", 1)
        with contextlib.closing(cluster.producer()) as producer:
            producer.send("tenure.events", b"after", partition=0).get(timeout=10)
        values = [record.value for record in cluster.records("tenure.events")]
        # What the first producer still held may come as well, before or behind.
        self.assertEqual(values[0], b"before")
        self.assertIn(b"after", values)

    def test_disk_full_by_limit(self):
        self.full_disk()

    @unittest.skipUnless(os.geteuid() == 0, "mounting a file system needs root")
    def test_disk_full(self):
        self.full_disk("--disk", "64m")


class Secured(BrokerTest):
    def test_tls_and_scram(self):
        cluster = self.cluster("--tls", "--sasl")
        self.assertEqual(cluster.about["security_protocol"], "SASL_SSL")
        cluster("topics")
        with contextlib.closing(cluster.producer()) as producer:
            producer.send("tenure.events", b"sealed", partition=0).get(timeout=10)
        self.assertEqual([record.value for record in cluster.records("tenure.events")], [b"sealed"])
        for wrong in ({"sasl_plain_password": "guessed"}, {"ssl_cafile": None}, {"security_protocol": "PLAINTEXT"}):
            with self.subTest(**wrong), self.assertRaises(kafka.errors.KafkaError):
                kafka.KafkaAdminClient(**(cluster.settings | wrong), bootstrap_timeout_ms=2_000).list_topics()

    def test_mutual_tls_and_another_password(self):
        cluster = self.cluster("--mutual-tls", "--sasl")
        cluster("topics")

        def gets_in(**changes) -> bool:
            with contextlib.suppress(kafka.errors.KafkaError):
                with contextlib.closing(kafka.KafkaAdminClient(
                        **(cluster.settings | changes), bootstrap_timeout_ms=2_000)) as client:
                    return "tenure.events" in client.list_topics()
            return False

        self.assertTrue(gets_in())
        self.assertFalse(gets_in(ssl_certfile=None, ssl_keyfile=None))
        self.assertFalse(gets_in(sasl_plain_password="another"))
        cluster("password", "another")
        self.assertTrue(gets_in(sasl_plain_password="another"))
        self.assertFalse(gets_in())


class Three(BrokerTest):
    def test_leader_moves_and_a_coordinator_dies_in_a_transaction(self):
        cluster = self.cluster("--brokers", "3")
        cluster("topics")
        for node in (1, 2, 3):
            self.assertEqual(cluster("leader", "tenure.events", 0, node)["leader"], node)

        first = cluster.producer(transactional_id="survivor")
        self.addCleanup(leave, first)
        first.init_transactions()
        first.begin_transaction()
        first.send("tenure.events", b"open", partition=0).get(timeout=10)
        lost = cluster("coordinator", "transaction", "survivor")["coordinator"]
        cluster("kill", lost)
        until(lambda: cluster("coordinator", "transaction", "survivor")["coordinator"] != lost, "another coordinates")

        # The successor settles what its predecessor left open; this client does not commit across the loss itself.
        second = cluster.producer(transactional_id="survivor")
        self.addCleanup(leave, second)
        second.init_transactions()
        second.begin_transaction()
        second.send("tenure.events", b"kept", partition=0).get(timeout=10)
        second.commit_transaction()
        self.assertEqual([record.value for record in cluster.records("tenure.events")], [b"kept"])
        cluster("restart", lost)
        self.assertEqual(cluster("leader", "tenure.events", 0, lost)["leader"], lost)


class NothingIsLeft(BrokerTest):
    def test_after_stop(self):
        cluster = Cluster()
        running = cluster.processes()
        cluster("pause", 1)
        cluster.wipe()
        self.assertEqual([process.state(*one) for one in running], ["stopped", "stopped"])
        self.assertFalse(os.path.exists(cluster.dir))

    def test_after_its_owner_was_killed(self):
        with tempfile.TemporaryDirectory() as folder, subprocess.Popen(["sleep", "600"]) as owner:
            folder = pathlib.Path(folder).resolve() / "cluster"
            # Called as people call it, from where they are.
            started = subprocess.run(["./broker", "start", "--version", VERSION, "--dir", folder, "--until", str(owner.pid)],
                                     cwd=TOOLS, capture_output=True, text=True, check=True)
            about = json.loads(started.stdout)
            self.assertEqual(process.state(about["nodes"][0]["pid"], about["nodes"][0]["started"]), "running")
            owner.send_signal(signal.SIGKILL)
            until(lambda: not folder.exists(), "the cluster is removed")
            self.assertEqual(process.state(about["nodes"][0]["pid"], about["nodes"][0]["started"]), "stopped")

    def test_after_run(self):
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder).resolve() / "cluster"
            script = 'test -s "$KAFKA_CLUSTER" && test -n "$KAFKA_BOOTSTRAP_SERVERS" && exit 7'
            done = subprocess.run([TOOLS / "broker", "run", "--version", VERSION, "--dir", folder, "--",
                                   "sh", "-c", script], check=False)
            self.assertEqual(done.returncode, 7)
            self.assertFalse(folder.exists())

    def test_a_number_that_was_given_to_another_is_not_signalled(self):
        with subprocess.Popen(["sleep", "600"]) as other:
            self.assertFalse(process.send(other.pid, process.start_ticks(other.pid) + 1, signal.SIGKILL))
            self.assertIsNone(other.poll())
            other.kill()


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
