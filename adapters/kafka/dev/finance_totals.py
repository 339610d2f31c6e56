"""What a finance system does with <prefix>.charges: each occupier's total, from nothing but the topic.

usage: adapters/kafka/dev/python adapters/kafka/dev/finance_totals.py SERVERS [PREFIX]

Reads what is committed from the first offset to the end, and prints {"operator/occupier/site": {"GBP": minor units}}.
A charge counts once by its CloudEvents id, so that reading may begin anywhere and again.
"""

import collections
import contextlib
import json
import sys
import time

import kafka

DEADLINE_SECONDS = 60
SIGN = {"tenure.ChargeRaised.v1": 1, "tenure.ChargeReversed.v1": -1}


def totals(servers: str, prefix: str) -> dict:
    found, seen = collections.defaultdict(collections.Counter), set()
    topic = f"{prefix}.charges"
    with contextlib.closing(kafka.KafkaConsumer(bootstrap_servers=servers.split(","), group_id=None,
                                                isolation_level="read_committed", enable_auto_commit=False)) as consumer:
        partitions = [kafka.TopicPartition(topic, number) for number in sorted(consumer.partitions_for_topic(topic) or ())]
        if not partitions:
            raise SystemExit(f"there is no topic {topic}")
        consumer.assign(partitions)
        consumer.seek_to_beginning(*partitions)
        ends = consumer.end_offsets(partitions)
        deadline = time.monotonic() + DEADLINE_SECONDS
        while any(consumer.position(partition) < ends[partition] for partition in partitions):
            if time.monotonic() > deadline:
                raise SystemExit(f"the end of {topic} was not reached")
            for batch in consumer.poll(timeout_ms=200).values():
                for record in batch:
                    event = json.loads(record.value)
                    if event["id"] in seen or event["type"] not in SIGN:
                        continue
                    seen.add(event["id"])
                    data = event["data"]
                    place = f"{data['operator_id']}/{data['occupier_id']}/{data['site_id']}"
                    found[place][data["currency"]] += SIGN[event["type"]] * data["net"]
    return found


if __name__ == "__main__":
    print(json.dumps(totals(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "tenure"), sort_keys=True))
