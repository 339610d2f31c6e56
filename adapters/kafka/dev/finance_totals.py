"""What a finance system does with <prefix>.charges: each occupier's total, from nothing but the topic.

usage: adapters/kafka/dev/python adapters/kafka/dev/finance_totals.py SERVERS [PREFIX]

Reads what is committed from the first offset to the end, and prints {"operator/occupier/site": {"GBP": minor units}}.
A charge counts once by its CloudEvents id, so that reading may begin anywhere and again.
"""

import collections
import json
import sys

import committed

SIGN = {"tenure.ChargeRaised.v1": 1, "tenure.ChargeReversed.v1": -1}


def totals(servers: str, prefix: str) -> dict:
    found, seen = collections.defaultdict(collections.Counter), set()
    for record in committed.records(servers, f"{prefix}.charges"):
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
