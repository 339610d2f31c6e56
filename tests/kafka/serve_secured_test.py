"""`tenure serve` where the brokers want TLS, a certificate and a password: what /readyz, /metrics and the log say, and what
they do not.

usage: TENURE_PROGRAM=build/dev/tenure adapters/kafka/dev/python tests/kafka/serve_secured_test.py [unittest options]
"""

import json
import pathlib
import tempfile
import unittest

import load
from real_cluster import Cluster, until
from served import Served

GUESSED = "guessed-and-wrong"
REFUSED = "check the Kafka properties sasl.mechanism, sasl.username and sasl.password"


class Secured(unittest.TestCase):
    def test_a_wrong_password_is_told_to_whoever_runs_it_and_mended_at_the_brokers(self):
        cluster = Cluster("--mutual-tls", "--sasl")
        self.addCleanup(cluster.wipe)
        cluster("topics")
        about = cluster.about
        properties = {"security.protocol": "SASL_SSL", "ssl.ca.location": about["ca_file"],
                      "ssl.certificate.location": about["client_certificate_file"],
                      "ssl.key.location": about["client_key_file"], "sasl.mechanism": "SCRAM-SHA-512",
                      "sasl.username": about["username"], "sasl.password": GUESSED}
        folder = tempfile.TemporaryDirectory(prefix="tenure-served-")
        self.addCleanup(folder.cleanup)
        served = Served(pathlib.Path(folder.name), kafka_servers=about["bootstrap_servers"], kafka_ingest=True,
                        log_level="debug", kafka_property=[f"{name}={value}" for name, value in properties.items()])
        self.addCleanup(served.end)
        served.start()
        load.given_estate(served)
        said = []

        def told(status: int, *texts: str) -> bool:
            code, text = served.ready()
            said.append(text)
            return code == status and all(each in text for each in texts)

        until(lambda: told(503, "the relay of partition 0 to Kafka is misconfigured",
                           "the ingest from Kafka is misconfigured", REFUSED), "it says what to mend")
        found = served.metrics()
        self.assertEqual(found['tenure_relay_stopped{partition="0"}'], 1)
        self.assertEqual(found["tenure_ingest_stopped"], 1)
        self.assertGreater(found['tenure_relay_lag_events{partition="0"}'], 0)

        cluster("password", GUESSED)
        until(lambda: told(200), "it goes on by itself")
        cluster.settings["sasl_plain_password"] = GUESSED
        producer = cluster.producer()
        producer.send("tenure.commands", key=load.OPERATOR.encode(), value=load.charge("k-1").encode(), partition=0).get(30)
        producer.close()
        until(lambda: "charge/k-1" in {event["stream"] for event in served.events()}, "the command is applied")
        until(lambda: "charge/k-1" in {record.key.decode() for record in cluster.records("tenure.events")},
              "its event is published")
        said += [json.dumps(served.metrics()), served.log()]
        self.assertEqual(served.stop(), 0)
        self.assertIn("misconfigured", served.log())
        for text in [*said, served.log()]:
            self.assertNotIn(GUESSED, text)
            self.assertNotIn(about["password"], text)


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
