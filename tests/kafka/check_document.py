"""Checks every record of the topics against the AsyncAPI document, by a validator of other hands.

usage: adapters/kafka/dev/python tests/kafka/check_document.py DOCUMENT SERVERS
Prints, as JSON, for each address how many records are as one of its messages says: {"ADDRESS": {"valid", "invalid"}}.
A record is held to the message that its headers name: by ce_type in binary mode, else by content type. JSON is parsed
and held to the message's payload; anything else is bytes and is held to its headers alone.
"""

import collections
import json
import pathlib
import sys

from jsonschema import Draft202012Validator

TOOLS = pathlib.Path(__file__).resolve().parents[2] / "adapters" / "kafka" / "dev"
sys.path.insert(0, str(TOOLS))

import committed  # noqa: E402


class Document:
    def __init__(self, document: dict):
        self.document = document

    def addresses(self):
        for channel in self.document["channels"].values():
            yield channel["address"], [self.resolve(message) for message in channel["messages"].values()]

    def resolve(self, value: dict) -> dict:
        while "$ref" in value:
            target = self.document
            for part in value["$ref"].removeprefix("#/").split("/"):
                target = target[part]
            value = target
        return value

    def fits(self, schema: dict, value) -> bool:
        # Schemas refer to the document's components.
        whole = {**self.resolve(schema), "components": self.document["components"]}
        return Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER).is_valid(value)

    def is_valid(self, message: dict, headers: dict, value: bytes | None) -> bool:
        kind = headers.get("content-type", "application/json")
        if message["contentType"] != kind.split(";")[0].strip() and message["contentType"] != "application/octet-stream":
            return False
        if "headers" in message and not self.fits(message["headers"], headers):
            return False
        if "json" not in message["contentType"]:
            return True
        try:
            return self.fits(message["payload"], json.loads(value or b""))
        except ValueError:
            return False


def check(document: Document, servers: str) -> dict:
    found = {}
    for address, messages in document.addresses():
        counts = collections.Counter(valid=0, invalid=0)
        for record in committed.records(servers, address):
            headers = {name: value.decode() for name, value in record.headers}
            valid = any(document.is_valid(message, headers, record.value) for message in messages)
            counts["valid" if valid else "invalid"] += 1
        found[address] = dict(counts)
    return found


if __name__ == "__main__":
    with open(sys.argv[1]) as file:
        print(json.dumps(check(Document(json.load(file)), sys.argv[2])))
