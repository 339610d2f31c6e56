"""Certificates and users of a cluster, made when it is made and gone with it.

Makes: a certificate authority, a certificate for 127.0.0.1 and localhost, and one for a client that wants to show one.
Why openssl and PEM: Kafka reads PEM stores, and so do the clients; no key store needs a password.
"""

import pathlib
import secrets
import subprocess

from cluster.failure import Failure

DAYS = "30"


def add_tls(cluster: dict) -> None:
    folder = pathlib.Path(cluster["dir"]) / "tls"
    folder.mkdir(mode=0o700, exist_ok=True)
    _openssl(folder, "req", "-x509", *_new_key("ca"), "-days", DAYS, "-subj", "/CN=Tenure test authority",
             "-out", "ca.crt")
    _sign(folder, "server", "subjectAltName=IP:127.0.0.1,DNS:localhost")
    _sign(folder, "client", "extendedKeyUsage=clientAuth")
    (folder / "server.pem").write_text((folder / "server.key").read_text() + (folder / "server.crt").read_text())
    cluster["ca_file"] = str(folder / "ca.crt")
    cluster["client_certificate_file"] = str(folder / "client.crt")
    cluster["client_key_file"] = str(folder / "client.key")


def add_sasl(cluster: dict) -> None:
    cluster["sasl_mechanism"] = "SCRAM-SHA-512"
    cluster["username"] = "tenure"
    # In hexadecimal: a password that begins with a dash would be taken for an option of the command that sets it.
    cluster["password"] = secrets.token_hex(18)


def scram_option(cluster: dict) -> list[str]:
    """For `format`: the user is there from the first start on."""
    if "sasl_mechanism" not in cluster:
        return []
    user = f"[name={cluster['username']},password={cluster['password']}]"
    return ["--add-scram", f"{cluster['sasl_mechanism']}={user}"]


def protocol(tls: bool, sasl: bool) -> str:
    return f"{'SASL_' if sasl else ''}{'SSL' if tls else 'PLAINTEXT'}"


def _new_key(name: str) -> list[str]:
    return ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", f"{name}.key"]


def _sign(folder: pathlib.Path, name: str, extension: str) -> None:
    _openssl(folder, "req", *_new_key(name), "-subj", f"/CN=Tenure test {name}", "-out", f"{name}.csr")
    (folder / f"{name}.ext").write_text(extension + "\n")
    _openssl(folder, "x509", "-req", "-in", f"{name}.csr", "-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial",
             "-days", DAYS, "-extfile", f"{name}.ext", "-out", f"{name}.crt")


def _openssl(folder: pathlib.Path, *arguments: str) -> None:
    done = subprocess.run(["openssl", *arguments], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          check=False)
    if done.returncode != 0:
        raise Failure(f"openssl {arguments[0]} failed:\n{done.stderr}")
