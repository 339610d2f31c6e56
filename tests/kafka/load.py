"""Load from both sides on a server under test, and what has to have come of it afterwards.

Commands over HTTP, and bookings and commands written into the input topics by kafka-python and CloudEvents' own library;
each with an id of its own, so that what is missing, double or out of order can be named.
"""

import collections
import contextlib
import datetime
import json
import threading
import time

from cloudevents.core.bindings import kafka as binding
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from real_cluster import Cluster, until
from served import Served

# Its folder is on the path now.
import committed

OPERATOR = "harbour"
ESTATE = [
    ("RegisterLegalEntity", {"legal_entity_id": "LE", "name": "House Ltd", "country": "GB", "currency": "GBP",
                             "invoice_prefix": "H", "rounding": "HALF_UP", "tax_rounding": "LINE"}),
    ("RegisterSite", {"site_id": "LON", "legal_entity_id": "LE", "name": "A house", "time_zone": "Europe/London",
                      "country": "GB"}),
    ("AddSpace", {"space_id": "R-1", "site_id": "LON", "kind": "MEETING_ROOM", "name": "A room", "bookable": True}),
    ("DefineProduct", {"product_id": "DESK", "name": "A desk", "kind": "LEASE", "tax_code": "STD"}),
    ("DefineProduct", {"product_id": "TEA", "name": "Tea", "kind": "GENERIC", "tax_code": "STD"}),
    ("DefineProduct", {"product_id": "ROOM", "name": "A room by the hour", "kind": "BOOKING", "tax_code": "STD"}),
    ("SetPrice", {"site_id": "LON", "product_id": "TEA", "unit_price": 250, "per": "UNIT", "from": "2025-01-01"}),
    ("SetPrice", {"site_id": "LON", "product_id": "ROOM", "unit_price": 2000, "per": "HOUR", "from": "2025-01-01"}),
    ("RegisterOccupier", {"occupier_id": "ACME", "name": "Acme Ltd"}),
    ("CreateContract", {"contract_id": "C-1", "occupier_id": "ACME", "site_id": "LON", "starts_on": "2026-01-01",
                        "currency": "GBP", "billing_day": 1, "billing": "IN_ADVANCE", "proration": "ACTUAL_DAYS",
                        "lines": [{"line_id": "L1", "product_id": "DESK", "monthly_price": 10000}]}),
    ("SignContract", {"contract_id": "C-1"}),
    ("OpenBusinessDay", {"site_id": "LON", "date": "2026-01-01"}),
]
FIRST_BOOKING = datetime.datetime(2026, 1, 5, tzinfo=datetime.timezone.utc)


# Large events: what the log gains is then far more than what the server keeps of each event in memory.
LONG = "a cup of tea, and " * 11


def command(kind: str, name: str, data: dict) -> str:
    return json.dumps({"type": kind, "id": name, "source": "till", "reason": LONG, "data": data})


def charge(name: str) -> str:
    return command("AddCharge", name, {"charge_id": name, "occupier_id": "ACME", "site_id": "LON", "product_id": "TEA",
                                       "quantity": 1, "description": LONG})


def given_estate(served: Served) -> None:
    lines = [command(kind, f"e-{number:02}", data) for number, (kind, data) in enumerate(ESTATE)]
    answer = served.send("\n".join(lines))
    if answer["accepted"] != len(ESTATE):
        raise AssertionError(f"the estate was not taken: {answer}")


class Load:
    """Runs from `with` to its end. What was not answered when it ends is waited for."""

    def __init__(self, served: Served, cluster: Cluster, prefix: str, *, batch: int, pause_seconds: float,
                 records_a_second: int):
        """By HTTP `batch` commands after each pause; by Kafka so many bookings and so many commands a second."""
        self.served, self.cluster, self.prefix = served, cluster, prefix
        self.batch, self.pause_seconds, self.records_a_second = batch, pause_seconds, records_a_second
        # By HTTP: all were answered with "accepted".
        self.commands = 0
        self.longest_answer_seconds = 0.0
        # By Kafka: acknowledged.
        self.charges, self.bookings = 0, 0
        self.resident_kib = []
        self._ends = threading.Event()
        self._failure = None
        self._threads = [threading.Thread(target=self._guarded, args=(work,), daemon=True)
                         for work in (self._send, self._write, self._watch)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, kind, value, trace) -> None:
        self._ends.set()
        # A test that failed does not wait for brokers that may never answer; the threads go with the process.
        for thread in self._threads if kind is None else []:
            thread.join()
        if kind is None and self._failure is not None:
            raise self._failure

    def _guarded(self, work) -> None:
        try:
            work()
        except BaseException as failure:  # noqa: BLE001: told by whoever waits for the thread
            self._failure = self._failure or failure

    def _send(self) -> None:
        while not self._ends.wait(self.pause_seconds):
            names = [f"h-{number:07}" for number in range(self.commands, self.commands + self.batch)]
            begun = time.monotonic()
            answer = self.served.send("\n".join(map(charge, names)))
            self.longest_answer_seconds = max(self.longest_answer_seconds, time.monotonic() - begun)
            if answer["accepted"] != self.batch:
                raise AssertionError(f"commands were not taken: {answer}")
            self.commands += self.batch

    def _write(self) -> None:
        # It has to write on across whatever happens to the brokers.
        with contextlib.closing(self.cluster.producer(enable_idempotence=True, delivery_timeout_ms=240_000,
                                                      max_block_ms=240_000, retry_backoff_ms=100)) as producer:
            sent, number = [], 0
            while not self._ends.wait(1 / self.records_a_second):
                value = charge(f"k-{number:07}").encode()
                sent.append(producer.send(f"{self.prefix}.commands", key=OPERATOR.encode(), value=value, partition=0))
                message = self._booking(number)
                sent.append(producer.send(f"{self.prefix}.bookings", key=f"B-{number}".encode(), value=message.value,
                                          headers=list(message.headers.items()), partition=0))
                number += 1
            for each in sent:
                each.get(240)
            self.charges = self.bookings = number

    @staticmethod
    def _booking(number: int):
        starts = FIRST_BOOKING + datetime.timedelta(minutes=10 * number)
        times = {name: at.isoformat().replace("+00:00", "Z")
                 for name, at in (("starts_at", starts), ("ends_at", starts + datetime.timedelta(minutes=10)))}
        attributes = {"id": f"b-{number}", "source": "/bookings/london", "type": "tenure.booking.confirmed.v1",
                      "time": starts, "datacontenttype": "application/json", "tenureoperator": OPERATOR}
        event = CloudEvent(attributes, {"booking_id": f"B-{number}", "revision": 1, "occupier_id": "ACME",
                                        "space_id": "R-1", "product_id": "ROOM"} | times)
        return binding.to_binary(event, JSONFormat())

    def _watch(self) -> None:
        while not self._ends.wait(0.2):
            self.resident_kib.append(self.served.resident_kib())


def caught_up(served: Served) -> None:
    """Until everything committed is published and everything written is read."""
    def is_done() -> bool:
        found = served.metrics()
        return (found['tenure_relay_publishing{partition="0"}'] == 1 and found['tenure_ingest_reading'] == 1 and
                found['tenure_relay_lag_events{partition="0"}'] == 0 and
                sum(value for name, value in found.items() if name.startswith("tenure_ingest_lag_records")) == 0)
    until(is_done, f"everything is published and read: {served.ready()}")


def going_on(load: Load) -> None:
    """Until more is published and more is read than now."""
    def done() -> tuple[float, float]:
        found = load.served.metrics()
        return found['tenure_relay_position{partition="0"}'], found['tenure_ingest_records_total{outcome="applied"}']
    before = done()
    until(lambda: all(now > then for now, then in zip(done(), before)), f"it goes on: {load.served.ready()}")


def applied_once(test, load: Load) -> None:
    """Every input has had its effect once, and nothing else has happened."""
    served = load.served

    def records() -> float:
        return served.metrics()['tenure_ingest_records_total{outcome="applied"}']
    until(lambda: records() == load.charges + load.bookings, "every record is applied")
    found = collections.Counter(event["stream"] for event in served.events()
                                if event["type"] in ("ChargeRaised", "BookingRecorded", "InputParked"))
    expected = [f"charge/h-{number:07}" for number in range(load.commands)]
    expected += [f"charge/k-{number:07}" for number in range(load.charges)]
    expected += [f"{what}" for number in range(load.bookings)
                 for what in (f"booking/B-{number}", f"charge/booking:B-{number}:1")]
    expected += [stream for stream in found if stream.startswith("charge/lease:")]
    test.assertEqual(found - collections.Counter(expected), {}, "double, or not asked for")
    test.assertEqual(collections.Counter(expected) - found, {}, "missing")


def topic_is_log(test, load: Load) -> None:
    """What a reader of committed records finds is what the log has: nothing missing, double or out of order."""
    servers = load.cluster.about["bootstrap_servers"]
    log = load.served.events()
    test.assertEqual([event["position"] for event in log], list(range(1, len(log) + 1)))
    topic = []
    for record in committed.records(servers, f"{load.prefix}.events"):
        headers = dict(record.headers)
        topic.append((int(headers["tenure_position"]), headers["ce_type"].decode(), record.key.decode(),
                      int(headers["tenure_version"]), headers["ce_id"].decode().rsplit(":", 1)[1]))
    expected = [(event["position"], f"tenure.{event['type']}.v1", event["stream"], event["version"],
                 str(event["position"])) for event in log]
    test.assertEqual(len(topic), len(expected))
    for found, wanted in zip(topic, expected):
        test.assertEqual(found, wanted)
    charges = [json.loads(record.value) for record in committed.records(servers, f"{load.prefix}.charges")]
    test.assertEqual(
        [(one["data"]["position"], one["data"]["charge_id"], one["data"]["net"]) for one in charges],
        [(event["position"], event["data"]["charge_id"], event["data"]["net"]) for event in log
         if event["type"] in ("ChargeRaised", "ChargeReversed")])
