"""What a topic holds for a reader of committed records, from an offset to its end as it is now."""

import contextlib
import time
from collections.abc import Iterator, Mapping

import kafka

DEADLINE_SECONDS = 60


def records(servers: str, topic: str, begin: Mapping[int, int] | None = None) -> Iterator:
    """`begin`: partition -> offset, any offset at all; partitions that it does not name are read from the first one."""
    with contextlib.closing(kafka.KafkaConsumer(bootstrap_servers=servers.split(","), group_id=None,
                                                isolation_level="read_committed", enable_auto_commit=False)) as consumer:
        partitions = [kafka.TopicPartition(topic, number) for number in sorted(consumer.partitions_for_topic(topic) or ())]
        if not partitions:
            raise SystemExit(f"there is no topic {topic}")
        consumer.assign(partitions)
        for partition in partitions:
            if begin is not None and partition.partition in begin:
                consumer.seek(partition, begin[partition.partition])
            else:
                consumer.seek_to_beginning(partition)
        ends = consumer.end_offsets(partitions)
        deadline = time.monotonic() + DEADLINE_SECONDS
        while any(consumer.position(partition) < ends[partition] for partition in partitions):
            if time.monotonic() > deadline:
                raise SystemExit(f"the end of {topic} was not reached")
            for batch in consumer.poll(timeout_ms=200).values():
                yield from batch
