"""Brokers that fail under a server that publishes and ingests: commands go on, the lag is told, memory stays bounded, and
when it is over everything catches up by itself, nothing missing and nothing twice.

usage: TENURE_PROGRAM=build/dev/tenure adapters/kafka/dev/python tests/kafka/faults_test.py [unittest options]
"""

import os
import pathlib
import tempfile
import time
import unittest

import load
from real_cluster import Cluster, until
from served import Served

# The least that a server can be run with, so that what grows is seen.
SMALL = {"cache_mib": 8, "storage_mib": 16, "read_model_storage_mib": 16, "feed_mib": 4, "queue_mib": 8, "filter_mib": 8,
         "history_events": 10_000}
# A command is answered in this time, whatever the brokers do; most of it is for a machine that does other things too.
ANSWER_SECONDS_MAX = 5
# What the server may grow by while Kafka is away; in the meantime the log has to grow by more than that.
GROWTH_MIB_MAX = 64
LOG_MIB_MIN = 96
MEBIBYTE = 1024 * 1024
# Of load before anything is disturbed.
WARM_UP_SECONDS = 5


class Faults(unittest.TestCase):
    def served(self, cluster: Cluster, prefix: str) -> Served:
        folder = tempfile.TemporaryDirectory(prefix="tenure-served-")
        self.addCleanup(folder.cleanup)
        served = Served(pathlib.Path(folder.name), load.OPERATOR, kafka_servers=cluster.about["bootstrap_servers"],
                        kafka_topic_prefix=prefix, kafka_ingest=True, **SMALL)
        self.addCleanup(served.end)
        self.addCleanup(self.show_log, served)
        served.start()
        load.given_estate(served)
        return served

    def show_log(self, served: Served) -> None:
        if any(error for _, error in self._outcome.result.failures + self._outcome.result.errors):
            print(served.log()[-8000:])

    def expect_told(self, served: Served, *texts: str) -> None:
        """In /readyz, and it stays ready: this mends itself."""
        def told() -> bool:
            status, text = served.ready()
            self.assertEqual(status, 200, text)
            return all(each in text for each in texts)
        until(told, f"{texts} in {served.ready()}")

    def expect_away(self, running: load.Load) -> None:
        """Kafka is, and everybody can see it; commands go on."""
        served = running.served
        self.expect_told(served, "the relay of partition 0 to Kafka is", "the ingest from Kafka is waiting")
        commands = running.commands
        until(lambda: running.commands > commands + 10 * running.batch, "commands go on")
        found = served.metrics()
        self.assertEqual(found['tenure_relay_publishing{partition="0"}'], 0)
        self.assertEqual(found["tenure_ingest_reading"], 0)
        self.assertGreater(found['tenure_relay_lag_events{partition="0"}'], 10 * running.batch)
        self.assertGreater(found['tenure_relay_lag_seconds{partition="0"}'], 0)

    def expect_all_of_it(self, running: load.Load) -> None:
        served = running.served
        load.caught_up(served)
        load.applied_once(self, running)
        load.topic_is_log(self, running)
        until(lambda: "Kafka" not in served.ready()[1], "nothing to say of Kafka any more")
        self.assertLess(running.longest_answer_seconds, ANSWER_SECONDS_MAX)
        self.assertEqual(served.stop(), 0)
        print(f"{running.commands} commands, the longest answer {running.longest_answer_seconds:.3f} s; "
              f"{running.charges + running.bookings} records read", flush=True)

    def expect_bounded(self, running: load.Load, first: int, log_mib: float) -> None:
        """Memory since sample `first`, while the log grew by so much."""
        grown = (max(running.resident_kib[first:]) - max(running.resident_kib[:first])) / 1024
        print(f"memory grew by {grown:.0f} MiB while the log grew by {log_mib:.0f} MiB", flush=True)
        self.assertGreater(log_mib, LOG_MIB_MIN)
        self.assertLess(grown, GROWTH_MIB_MAX)

    def log_mib(self, served: Served) -> float:
        return sum(value for name, value in served.metrics().items()
                   if name.startswith("tenure_written_bytes_total")) / MEBIBYTE


class OneBroker(Faults):
    def setting(self, *options: str) -> tuple[Cluster, Served]:
        cluster = Cluster(*options)
        self.addCleanup(cluster.wipe)
        cluster("topics")
        return cluster, self.served(cluster, "tenure")

    def test_paused_for_half_a_minute(self):
        cluster, served = self.setting()
        with load.Load(served, cluster, "tenure", batch=200, pause_seconds=0.05, records_a_second=50) as running:
            time.sleep(WARM_UP_SECONDS)
            first, log_mib = len(running.resident_kib), self.log_mib(served)
            cluster("pause", 1)
            paused = time.monotonic()
            self.expect_away(running)
            time.sleep(max(0.0, paused + 30 - time.monotonic()))
            until(lambda: self.log_mib(served) - log_mib > LOG_MIB_MIN, "enough is written to see what memory does")
            log_mib = self.log_mib(served) - log_mib
            cluster("resume", 1)
            until(lambda: served.metrics()['tenure_relay_publishing{partition="0"}'] == 1, "it goes on under load")
        self.expect_bounded(running, first, log_mib)
        self.expect_all_of_it(running)

    @unittest.skipUnless(os.geteuid() == 0, "mounting a file system needs root")
    def test_disk_full(self):
        cluster, served = self.setting("--disk", "128m")
        with load.Load(served, cluster, "tenure", batch=100, pause_seconds=0.1, records_a_second=50) as running:
            time.sleep(WARM_UP_SECONDS)
            cluster("fill", 1)
            until(lambda: cluster.state(1) == "stopped", "the broker halts when its disk is full")
            self.expect_away(running)
            cluster("free", 1)
            cluster("restart", 1)
            until(lambda: served.metrics()['tenure_relay_publishing{partition="0"}'] == 1, "it goes on under load")
        self.expect_all_of_it(running)


class Three(Faults):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster("--brokers", "3")

    @classmethod
    def tearDownClass(cls):
        cls.cluster.wipe()

    def test_leaders_move(self):
        cluster, prefix = self.cluster, "moved"
        cluster("topics", "--prefix", prefix)
        served = self.served(cluster, prefix)
        with load.Load(served, cluster, prefix, batch=50, pause_seconds=0.1, records_a_second=50) as running:
            for node in (1, 2, 3, 1):
                for topic in ("events", "charges", "relay", "commands", "bookings", "usage"):
                    # Returns once all brokers said that it leads; a busy replica may lose that again at once.
                    cluster("leader", f"{prefix}.{topic}", 0, node)
        self.expect_all_of_it(running)

    def coordinator_dies(self, prefix: str, kind: str, name, is_waited_for) -> None:
        """While it is asked to do something: it is stopped first, and killed once it is waited for."""
        cluster = self.cluster
        cluster("topics", "--prefix", prefix)
        served = self.served(cluster, prefix)
        with load.Load(served, cluster, prefix, batch=50, pause_seconds=0.1, records_a_second=50) as running:
            time.sleep(WARM_UP_SECONDS)
            for _ in range(2):
                node = cluster("coordinator", kind, name(served))["coordinator"]
                cluster("pause", node)
                is_waited_for(served)
                cluster("kill", node)
                until(lambda: cluster("coordinator", kind, name(served))["coordinator"] != node, "another coordinates")
                load.going_on(running)
                cluster("restart", node)
        self.expect_all_of_it(running)

    def test_the_coordinator_of_the_transaction_dies_in_it(self):
        self.coordinator_dies("committed", "transaction", lambda served: f"committed-relay-{served.store_id()}-0",
                              lambda served: self.expect_told(served, "cannot commit the transaction"))

    def test_the_coordinator_of_the_group_dies(self):
        # The group's offsets are written all the time, and it is asked every few seconds for a sign of life.
        self.coordinator_dies("grouped", "group", lambda served: f"grouped-ingest-{served.store_id()}",
                              lambda _: time.sleep(4))


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
