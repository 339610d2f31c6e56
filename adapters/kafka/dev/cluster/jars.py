"""Kafka's own jars, copied by Maven into .cache/kafka/<version> the first time they are needed.

Promises: a folder that is there is whole, for it is renamed into place; two who fetch at once do not meet.
"""

import contextlib
import fcntl
import os
import pathlib
import shutil
import subprocess
from dataclasses import dataclass

from cluster.failure import Failure

ROOT = pathlib.Path(__file__).resolve().parents[4]
CACHE = ROOT / ".cache" / "kafka"


@dataclass(frozen=True)
class Release:
    kafka: str
    """The binding of slf4j to the log library that this release is made for: group, artifact, version."""
    log_binding: tuple[str, str, str]
    log_option: str


RELEASES = {
    "3.9": Release("3.9.2", ("org.slf4j", "slf4j-reload4j", "1.7.36"), "-Dlog4j.configuration=file:{}"),
    "4.1": Release("4.1.2", ("org.apache.logging.log4j", "log4j-slf4j-impl", "2.25.3"),
                   "-Dlog4j2.configurationFile={}"),
}


def classpath(version: str) -> str:
    """The jars of a release, fetched where they are not there. Always in the same order: the shared class archive
    belongs to exactly one class path."""
    return ":".join(str(jar) for jar in sorted(fetch(version).glob("*.jar")))


def fetch(version: str) -> pathlib.Path:
    release = RELEASES[version]
    folder = CACHE / release.kafka
    pom = _pom(release)
    if _is_whole(folder, pom):
        return folder
    with _lock(f"{release.kafka}.lock"):
        if not _is_whole(folder, pom):
            _copy(release, folder, pom)
    return folder


def _is_whole(folder: pathlib.Path, pom: str) -> bool:
    with contextlib.suppress(FileNotFoundError):
        return (folder / "pom.xml").read_text() == pom
    return False


def _copy(release: Release, folder: pathlib.Path, pom: str) -> None:
    partial = CACHE / f"{release.kafka}.partial"
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    (partial / "pom.xml").write_text(pom)
    if not shutil.which("mvn"):
        raise Failure("mvn is missing; cmake/install-packages check installs it")
    maven = subprocess.run(
        ["mvn", "--quiet", "--batch-mode", "--no-transfer-progress", "--file", partial / "pom.xml",
         "dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={partial}"],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if maven.returncode != 0 or not (partial / f"kafka_2.13-{release.kafka}.jar").exists():
        raise Failure(f"the jars of Kafka {release.kafka} could not be fetched:\n{maven.stdout}{maven.stderr}")
    shutil.rmtree(folder, ignore_errors=True)
    os.rename(partial, folder)


def _pom(release: Release) -> str:
    wanted = [("org.apache.kafka", "kafka_2.13", release.kafka), release.log_binding]
    dependencies = "".join(
        f"    <dependency><groupId>{group}</groupId><artifactId>{artifact}</artifactId>"
        f"<version>{version}</version></dependency>\n"
        for group, artifact, version in wanted)
    return (
        '<project xmlns="http://maven.apache.org/POM/4.0.0">\n'
        "  <modelVersion>4.0.0</modelVersion>\n"
        f"  <groupId>tenure.dev</groupId><artifactId>broker</artifactId><version>{release.kafka}</version>\n"
        "  <packaging>pom</packaging>\n"
        f"  <dependencies>\n{dependencies}  </dependencies>\n"
        "</project>\n")


@contextlib.contextmanager
def _lock(name: str):
    CACHE.mkdir(parents=True, exist_ok=True)
    with open(CACHE / name, "w", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
