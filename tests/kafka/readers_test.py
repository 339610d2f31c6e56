"""What readers make of what a server publishes, with nothing of ours but the topics and the published schemas.

The sample month, published by a server that was killed in the middle of it. usage:
TENURE_PROGRAM=build/dev/tenure adapters/kafka/dev/python tests/kafka/readers_test.py [unittest options]
"""

import collections
import json
import os
import pathlib
import signal
import subprocess
import tempfile
import unittest

import schema
from cloudevents.core.bindings import kafka as binding
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from real_cluster import TOOLS, Cluster, until
from served import Served, sample_month

# Its folder is on the path now.
import committed
import finance_totals

PREFIX = "tenure"
# Nothing of a transaction is done; all is handed over; all is committed and nobody knows.
FAULTS = ["relay.record:60", "relay.cursor:1", "relay.committed:1"]
if os.environ.get("TENURE_FAULT_POINTS") == "no":
    FAULTS.clear()


class Month(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = Cluster()
        cls.addClassCleanup(cls.cluster.wipe)
        cls.cluster("topics")
        cls.servers = cls.cluster.about["bootstrap_servers"]
        folder = tempfile.TemporaryDirectory(prefix="tenure-served-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.served = Served(cls.folder)
        cls.addClassCleanup(cls.served.end)
        cls.publish_and_be_killed()
        cls.log = cls.served.events()

    @classmethod
    def publish_and_be_killed(cls):
        served = cls.served
        lines = sample_month().splitlines()
        part = len(lines) // 4
        for number in range(4):
            # What the next life finds to publish comes in while nobody publishes.
            served.settings.pop("kafka_servers", None)
            served.start()
            answer = served.send("\n".join(lines[number * part:(number + 1) * part if number < 3 else None]))
            assert answer["accepted"] > 0 and answer["refused"] == answer["malformed"] == 0, answer
            assert served.stop() == 0
            served.settings |= {"kafka_servers": cls.servers, "kafka_topic_prefix": PREFIX}
            for fault in FAULTS[:number]:
                served.run(TENURE_FAULT=fault)
                assert served.gone() == -signal.SIGKILL, fault
            served.start()
            cls.until_published()
            if number < 3:
                served.kill()
                cls.leave_aborted_records()

    @classmethod
    def leave_aborted_records(cls):
        """As of a relay whose transaction was given up after its records had been sent. One that is killed between two
        fault points has not sent any yet."""
        producer = cls.cluster.producer(transactional_id="given-up")
        producer.init_transactions()
        producer.begin_transaction()
        value = json.dumps({"id": "aborted", "type": "tenure.ChargeRaised.v1", "data": {
            "operator_id": "harbour", "occupier_id": "KESTREL", "site_id": "LON", "currency": "GBP", "net": 1}})
        for _ in range(3):
            producer.send(f"{PREFIX}.charges", key=b"KESTREL", value=value.encode(), partition=0)
        producer.flush()
        producer.abort_transaction()
        producer.close()

    @classmethod
    def until_published(cls):
        def is_done() -> bool:
            found = cls.served.metrics()
            return (found['tenure_relay_publishing{partition="0"}'] == 1 and
                    found['tenure_relay_lag_events{partition="0"}'] == 0)
        until(is_done, f"everything is published: {cls.served.ready()}")

    def charge_list(self) -> dict:
        """Of the billing read model: by occupier and site, what was charged and not taken back."""
        found = collections.defaultdict(collections.Counter)
        for occupier in self.served.items("occupiers"):
            for charge in self.served.items(f"occupiers/{occupier['occupier_id']}/charges"):
                place = f"{self.served.operator}/{occupier['occupier_id']}/{charge['site_id']}"
                found[place][charge["currency"]] += charge["net"] if charge["status"] != "REVERSED" else 0
        return found

    def test_the_topic_is_the_log(self):
        found = [int(dict(record.headers)["tenure_position"])
                 for record in committed.records(self.servers, f"{PREFIX}.events")]
        self.assertEqual(found, [event["position"] for event in self.log])

    def test_finance_goes_on_from_any_offset_to_the_penny(self):
        expected = self.charge_list()
        self.assertEqual(len(expected), 13)  # twelve occupiers, one of them at two sites
        records = list(committed.records(self.servers, f"{PREFIX}.charges"))
        self.assertEqual(len({json.loads(record.value)["id"] for record in records}), len(records))
        offsets = [record.offset for record in records]
        # Markers of transactions take offsets: two records next to each other are within one transaction.
        inside = [offset for offset in offsets if offset - 1 in offsets]
        markers = [offset + 1 for offset in offsets if offset + 1 not in offsets]
        self.assertGreaterEqual(len(markers), 3, "several transactions")
        self.assertTrue(inside)
        aborted = sorted({record.offset for record in self.cluster.records(f"{PREFIX}.charges", "read_uncommitted")} -
                         set(offsets))
        self.assertEqual(len(aborted), 9)
        begins = {0, offsets[0], offsets[1], inside[0], inside[len(inside) // 2], inside[-1], *markers, *aborted,
                  offsets[-1], offsets[-1] + 1}
        for begin in sorted(begins):
            with self.subTest(begin=begin):
                before = finance_totals.Totals()
                for record in records:
                    if record.offset < begin:
                        before.count(record)
                before.next = {0: begin}
                # As it would lie in a file.
                kept = json.loads(json.dumps(before.kept()))
                found = finance_totals.go_on(self.servers, PREFIX, kept)
                self.assertEqual(found.totals, expected)
        self.assertEqual(finance_totals.go_on(self.servers, PREFIX).totals, expected)

    def test_finance_goes_on_from_its_file(self):
        expected = self.charge_list()
        file = self.fresh_folder() / "kept.json"
        command = [TOOLS / "python", TOOLS / "finance_totals.py", self.servers, PREFIX, "--kept", file]
        for _ in range(2):
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            self.assertEqual(json.loads(done.stdout), expected)
        kept = json.loads(file.read_text())
        self.assertEqual(kept["totals"], expected)
        self.assertEqual(list(kept["next"]), ["0"])

    def test_events_are_read_with_flatc_and_the_published_schema_alone(self):
        published = schema.Published(self.fresh_folder())
        values, wanted, types = [], [], set()
        for record, event in zip(committed.records(self.servers, f"{PREFIX}.events"), self.log, strict=True):
            if event["type"] not in types:
                types.add(event["type"])
                values.append(record.value)
                wanted.append(event)
        self.assertGreaterEqual(len(types), 30)
        for found, event in zip(published.decode(values), wanted, strict=True):
            with self.subTest(event["type"]):
                self.assertEqual(published.as_ours(found), event)

    def test_charges_as_flatbuffers_are_read_the_same_way(self):
        """Under another prefix, where everything is published once more."""
        self.cluster("topics", "--prefix", "binary")
        self.assertEqual(self.served.stop(), 0)
        self.served.settings |= {"kafka_topic_prefix": "binary", "kafka_charges": "flatbuffers"}
        self.served.start()
        self.until_published()
        published = schema.Published(self.fresh_folder())
        records = list(committed.records(self.servers, "binary.charges"))
        wanted = [event for event in self.log if event["type"] in ("ChargeRaised", "ChargeReversed")]
        self.assertEqual({event["type"] for event in wanted}, {"ChargeRaised", "ChargeReversed"})
        for found, record, event in zip(published.decode([record.value for record in records]), records, wanted,
                                        strict=True):
            self.assertEqual(published.as_ours(found), event)
            self.assertEqual(record.key.decode(), event["data"]["occupier_id"])
            headers = {name: value.decode() for name, value in record.headers}
            cloud_event = binding.from_kafka(binding.KafkaMessage(dict(record.headers), record.key, record.value),
                                             JSONFormat(), CloudEvent)
            self.assertEqual(cloud_event.get_type(), f"tenure.{event['type']}.v1")
            self.assertEqual(cloud_event.get_dataschema(), "urn:tenure:schema:tenure.event.Event.v1")
            self.assertEqual(headers["content-type"], "application/vnd.tenure.event+flatbuffers")
            self.assertEqual(headers["tenure_position"], str(event["position"]))

    def fresh_folder(self) -> pathlib.Path:
        folder = tempfile.TemporaryDirectory(prefix="tenure-reader-")
        self.addCleanup(folder.cleanup)
        return pathlib.Path(folder.name)


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
