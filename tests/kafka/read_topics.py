"""What a reader of committed records finds, through clients that share no code with ours: one JSON line a record.

usage: adapters/kafka/dev/python tests/kafka/read_topics.py [--bytes] SERVERS TOPIC...
Each record: topic, partition, offset, key, headers, value (hexadecimal), and "cloud_event" where it is one, as
CloudEvents' own library reads it. With --bytes nothing is taken for an event: for topics that hold anything.
"""

import json
import pathlib
import sys

from cloudevents.core.bindings import kafka as binding
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

TOOLS = pathlib.Path(__file__).resolve().parents[2] / "adapters" / "kafka" / "dev"
sys.path.insert(0, str(TOOLS))

import committed  # noqa: E402


def read(servers: str, topics: list[str], events: bool) -> None:
    for topic in topics:
        for record in committed.records(servers, topic):
            print(json.dumps(described(record, events)))


def described(record, events: bool) -> dict:
    about = {"topic": record.topic, "partition": record.partition, "offset": record.offset,
             "key": record.key.decode() if record.key is not None else None,
             "headers": {name: value.decode() for name, value in record.headers},
             "value": record.value.hex() if record.value is not None else None}
    if events and "content-type" in about["headers"]:
        event = binding.from_kafka(binding.KafkaMessage(dict(record.headers), record.key, record.value), JSONFormat(),
                                   CloudEvent)
        data = event.get_data()
        about["cloud_event"] = {"id": event.get_id(), "source": event.get_source(), "type": event.get_type(),
                                "subject": event.get_subject(), "time": event.get_time().isoformat(),
                                "data": data.hex() if isinstance(data, bytes) else data}
    return about


if __name__ == "__main__":
    arguments = [argument for argument in sys.argv[1:] if argument != "--bytes"]
    read(arguments[0], arguments[1:], "--bytes" not in sys.argv)
