"""The schemas of events, read as text: what a field's attribute says of its form in JSON. Knows nothing of our code."""

import base64
import datetime
import json
import pathlib
import re
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
TABLE = re.compile(r"^table (\w+) \{(.*?)^\}", re.DOTALL | re.MULTILINE)
FIELD = re.compile(r"^\s*(\w+): *(\[?)([\w.]+)\]?[^(;]*(?:\(([^)]*)\))?;", re.MULTILINE)


class Published:
    """A copy of what is published, schemas/common.fbs and schemas/events, and of nothing else."""

    def __init__(self, folder: pathlib.Path):
        self.folder = folder / "schemas"
        self.folder.mkdir()
        shutil.copy(ROOT / "schemas" / "common.fbs", self.folder)
        shutil.copytree(ROOT / "schemas" / "events", self.folder / "events")
        self.tables = {}
        for file in sorted(self.folder.rglob("*.fbs")):
            for name, body in TABLE.findall(re.sub(r"//.*", "", file.read_text())):
                self.tables[name] = {field: (kind, {part.split(":")[0].strip() for part in attributes.split(",")})
                                     for field, _, kind, attributes in FIELD.findall(body)}

    def decode(self, values: list[bytes]) -> list[dict]:
        """As the operator's guide says it is done; with the fields that hold their default, and enumerations by name."""
        work = self.folder.parent / "values"
        work.mkdir(exist_ok=True)
        files = []
        for number, value in enumerate(values):
            files.append(work / f"{number}.bin")
            files[-1].write_bytes(value)
        done = subprocess.run(["flatc", "--json", "--raw-binary", "--strict-json", "--defaults-json", "-o", work,
                               self.folder / "events" / "event.fbs", "--", *files],
                              capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise AssertionError(f"flatc: {done.stdout}{done.stderr}")
        return [json.loads(file.with_suffix(".json").read_text()) for file in files]

    def as_ours(self, event: dict) -> dict:
        """The same event as our own JSON has it, by what the attributes of common.fbs say."""
        kind = event.pop("body_type")
        body = event.pop("body")
        envelope = self._table("Event", event)
        envelope.setdefault("also_in", [])
        return envelope | {"type": kind, "data": self._table(kind, body)}

    def _table(self, name: str, table: dict) -> dict:
        # flatc writes null for a number that is not there, which is not the same as zero; ours leaves it out.
        return {field: self._value(*self.tables[name][field], value) for field, value in table.items()
                if value is not None}

    def _value(self, kind: str, attributes: set[str], value):
        if "instant" in attributes:
            return instant(value)
        if "date" in attributes:
            return (EPOCH + datetime.timedelta(days=value)).date().isoformat()
        if "bytes" in attributes:
            return base64.b64encode(bytes(value)).decode()
        if isinstance(value, list):
            return [self._value(kind, attributes, each) for each in value]
        return self._table(kind, value) if isinstance(value, dict) else value


def instant(microseconds: int) -> str:
    at = EPOCH + datetime.timedelta(microseconds=microseconds)
    return at.isoformat().replace("+00:00", "Z")
