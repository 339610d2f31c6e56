"""What a finance system does with <prefix>.charges: each occupier's total, from nothing but the topic.

usage: adapters/kafka/dev/python adapters/kafka/dev/finance_totals.py SERVERS [PREFIX] [--kept FILE]

Reads what is committed up to the end, and prints {"operator/occupier/site": {"GBP": minor units}}. With --kept it goes on
from what FILE has: totals, and the offset of each partition up to which they count; and leaves there how far it came.
Reading may begin at any offset: a charge is one record, and none is there twice.
"""

import argparse
import collections
import json
import pathlib

import committed

SIGN = {"tenure.ChargeRaised.v1": 1, "tenure.ChargeReversed.v1": -1}


class Totals:
    def __init__(self, kept: dict | None = None):
        kept = kept or {"totals": {}, "next": {}}
        self.totals = collections.defaultdict(collections.Counter)
        for place, amounts in kept["totals"].items():
            self.totals[place].update(amounts)
        # By partition: the offset behind the last record that counts.
        self.next = {int(partition): offset for partition, offset in kept["next"].items()}

    def count(self, record) -> None:
        event = json.loads(record.value)
        if event["type"] in SIGN:
            data = event["data"]
            place = f"{data['operator_id']}/{data['occupier_id']}/{data['site_id']}"
            self.totals[place][data["currency"]] += SIGN[event["type"]] * data["net"]
        self.next[record.partition] = record.offset + 1

    def kept(self) -> dict:
        return {"totals": {place: dict(amounts) for place, amounts in self.totals.items()}, "next": dict(self.next)}


def go_on(servers: str, prefix: str, kept: dict | None = None) -> Totals:
    """From what was kept, or from the first record, to the end."""
    totals = Totals(kept)
    for record in committed.records(servers, f"{prefix}.charges", totals.next):
        totals.count(record)
    return totals


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("servers")
    parser.add_argument("prefix", nargs="?", default="tenure")
    parser.add_argument("--kept", type=pathlib.Path)
    arguments = parser.parse_args()
    kept = json.loads(arguments.kept.read_text()) if arguments.kept and arguments.kept.exists() else None
    totals = go_on(arguments.servers, arguments.prefix, kept)
    if arguments.kept:
        # Whole or not at all, whenever it is ended.
        beside = arguments.kept.with_name(arguments.kept.name + ".new")
        beside.write_text(json.dumps(totals.kept()))
        beside.replace(arguments.kept)
    print(json.dumps(totals.totals, sort_keys=True))


if __name__ == "__main__":
    main()
