"""Writes records as other people's programs do: events made by CloudEvents' own library, sent by kafka-python.

usage: adapters/kafka/dev/python tests/kafka/write_records.py SERVERS FILE
FILE: one JSON object a line, written in order; all are acknowledged at the end.
  {"topic", "partition", "key"?, "mode": "binary" | "structured", "attributes", "data"}   an event
  {"topic", "partition", "key"?, "mode": "raw", "headers"?, "value"?}                       whatever; value in hexadecimal
  {"topic", "partition", "mode": "delete", "before"}    deletes the records before an offset, as retention would
"""

import contextlib
import datetime
import json
import sys

import kafka
from cloudevents.core.bindings import kafka as binding
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

DEADLINE_SECONDS = 60


def write(servers: str, path: str) -> None:
    with contextlib.closing(kafka.KafkaProducer(bootstrap_servers=servers.split(","), acks="all",
                                                max_request_size=4 << 20)) as producer, open(path) as lines:
        sent = []
        for line in map(json.loads, lines):
            if line["mode"] == "delete":
                delete(servers, line)
            else:
                sent.append(send(producer, line))
        for each in sent:
            each.get(DEADLINE_SECONDS)


def delete(servers: str, line: dict) -> None:
    with contextlib.closing(kafka.KafkaAdminClient(bootstrap_servers=servers.split(","))) as admin:
        admin.delete_records({kafka.TopicPartition(line["topic"], line["partition"]): line["before"]})


def send(producer, line: dict):
    headers, value = message(line)
    key = line.get("key")
    return producer.send(line["topic"], partition=line["partition"], key=key.encode() if key is not None else None,
                         headers=headers, value=value)


def message(line: dict):
    if line["mode"] == "raw":
        headers = [(name, value.encode()) for name, value in line.get("headers", [])]
        return headers, bytes.fromhex(line["value"]) if "value" in line else None
    now = datetime.datetime.now(datetime.timezone.utc)
    event = CloudEvent({"time": now, "datacontenttype": "application/json"} | line["attributes"], line["data"])
    make = {"binary": binding.to_binary, "structured": binding.to_structured}[line["mode"]]
    made = make(event, JSONFormat())
    return list(made.headers.items()), made.value


if __name__ == "__main__":
    write(sys.argv[1], sys.argv[2])
