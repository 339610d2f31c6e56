"""A `tenure serve` of a test's own, asked over HTTP. $TENURE_PROGRAM is the program."""

import contextlib
import ctypes
import json
import os
import pathlib
import select
import signal
import subprocess
import urllib.error
import urllib.parse
import urllib.request

START_SECONDS_MAX = 60
ANSWER_SECONDS_MAX = 60
STOP_SECONDS_MAX = 60
PAGE = 1000


PR_SET_PDEATHSIG = 1


def _goes_with_its_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


class Served:
    """One data folder. What the server says on standard error is kept over all of its lives, in `log`."""

    def __init__(self, folder: pathlib.Path, operator: str = "harbour", **settings):
        """`settings` are those of `tenure serve`, with _ for -; they go into a configuration file, for a password does not
        belong on a command line."""
        self.folder = folder
        self.operator = operator
        self.settings = {"data": str(folder / "data"), "listen": "127.0.0.1:0"} | settings
        self.log_file = folder / "serve.log"
        self.process = None
        self.url = ""

    def start(self) -> None:
        self.run()
        readable, _, _ = select.select([self.process.stdout], [], [], START_SECONDS_MAX)
        line = self.process.stdout.readline().decode() if readable else ""
        if not line.startswith("listening on "):
            raise AssertionError(f"the server does not start:\n{self.log()}")
        self.url = line.removeprefix("listening on ").strip()

    def run(self, **variables: str) -> None:
        """Does not wait for anything. `variables` are added to its environment."""
        config = self.folder / "tenure.toml"
        lines = [f"{name.replace('_', '-')} = {json.dumps(value)}" for name, value in self.settings.items()]
        config.write_text("\n".join(["[serve]", *lines, ""]))
        with open(self.log_file, "ab") as log:
            environment = {name: value for name, value in os.environ.items() if not name.startswith("TENURE_")}
            self.process = subprocess.Popen([os.environ["TENURE_PROGRAM"], "serve", "--config", config],
                                            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log,
                                            env=environment | variables, preexec_fn=_goes_with_its_parent)

    def log(self) -> str:
        return self.log_file.read_text()

    def store_id(self) -> str:
        return json.loads((self.folder / "data" / "store.json").read_text())["id"]

    def kill(self) -> None:
        self.process.kill()
        self.gone()

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.gone()

    def end(self) -> None:
        """Whatever state it is in; for clean-ups."""
        if self.process is not None and self.process.poll() is None:
            self.kill()

    def gone(self) -> int:
        """Waits for its end: the exit code, or less than zero for a signal."""
        code = self.process.wait(STOP_SECONDS_MAX)
        self.process.stdout.close()
        return code

    def ask(self, path: str) -> dict:
        return json.loads(self._call(f"{self.url}{path}")[1])

    def ready(self) -> tuple[int, str]:
        """Status and text of /readyz."""
        return self._call(f"{self.url}/readyz")

    def metrics(self) -> dict[str, float]:
        """By name with labels, as they stand there."""
        _, text = self._call(f"{self.url}/metrics")
        pairs = (line.rsplit(" ", 1) for line in text.splitlines() if line and not line.startswith("#"))
        return {name: float(value) for name, value in pairs}

    def query(self, what: str) -> dict:
        return self.ask(f"/v1/operators/{self.operator}/{what}")

    def items(self, what: str) -> list[dict]:
        """All pages of a list."""
        found, cursor = [], ""
        while True:
            page = self.query(f"{what}{'&' if '?' in what else '?'}limit={PAGE}{cursor}")
            found += page["items"]
            if not page.get("next_cursor"):
                return found
            cursor = f"&cursor={urllib.parse.quote(page['next_cursor'])}"

    def events(self) -> list[dict]:
        """All of the operator's events up to now, as our own JSON has them."""
        _, text = self._call(f"{self.url}/v1/operators/{self.operator}/events", {"Accept": "application/x-ndjson"})
        return [json.loads(line) for line in text.splitlines()]

    def send(self, lines: str) -> dict:
        """Commands, one a line; the last line of the answer, which has the counts."""
        _, text = self._call(f"{self.url}/v1/operators/{self.operator}/commands",
                             {"Content-Type": "application/x-ndjson", "Prefer": "return=minimal"}, lines.encode())
        return json.loads(text.splitlines()[-1])

    def resident_kib(self) -> int:
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0])

    def _call(self, url: str, headers: dict | None = None, body: bytes | None = None) -> tuple[int, str]:
        request = urllib.request.Request(url, data=body, headers=headers or {})
        try:
            with contextlib.closing(urllib.request.urlopen(request, timeout=ANSWER_SECONDS_MAX)) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                if url.endswith("/readyz"):
                    return error.code, error.read().decode()
                raise AssertionError(f"{url}: {error.code} {error.read().decode()}") from error


def sample_month() -> str:
    return subprocess.run([os.environ["TENURE_PROGRAM"], "sample"], capture_output=True, text=True, check=True).stdout
