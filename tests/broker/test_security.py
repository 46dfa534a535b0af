"""Workers, commands and subscribers on a real Kafka that asks for TLS and SCRAM."""

import asyncio
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from confluent_kafka.admin import (
    AdminClient,
    ScramCredentialInfo,
    ScramMechanism,
    UserScramCredentialUpsertion,
)
from local_kafka import LocalKafka, free_port

import wiredesk
from broker.pipeline import Pipeline
from broker.test_workers import ARTICLE
from conftest import _why_no_kafka
from wiredesk.settings import Settings, SettingsError, load_settings
from wiredesk.subscriptions import SubscriptionError
from wiredesk_schemas import MeetingAnnounced

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(300)]
PASSWORD = "tin can telephone"  # of a broker that lives for this test


def openssl(*arguments: str, folder: Path) -> None:
    done = subprocess.run(["openssl", *arguments], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def make_certificates(folder: Path) -> None:
    """An authority, and a certificate for 127.0.0.1, as PEM."""
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-days", "2", "-subj", "/CN=test authority", folder=folder)  # fmt: skip
    openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", "server.key", "-out", "server.csr", "-subj", "/CN=127.0.0.1", folder=folder)  # fmt: skip
    (folder / "names").write_text("subjectAltName=IP:127.0.0.1")
    openssl("x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-extfile", "names", "-out", "server.crt", folder=folder)  # fmt: skip
    (folder / "server.pem").write_text((folder / "server.key").read_text() + (folder / "server.crt").read_text())


@pytest.fixture(scope="module")
def secured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """Settings for a broker with TLS and SCRAM; its plain port is for the broker itself."""
    if reason := _why_no_kafka():
        pytest.skip(f"no Apache Kafka to test with: {reason}")
    folder = tmp_path_factory.mktemp("secured")
    make_certificates(folder)
    plain, secure, controller = free_port(), free_port(), free_port()
    properties = {
        "listeners": f"PLAINTEXT://127.0.0.1:{plain},SECURE://127.0.0.1:{secure},CONTROLLER://127.0.0.1:{controller}",
        "advertised.listeners": f"PLAINTEXT://127.0.0.1:{plain},SECURE://127.0.0.1:{secure}",
        "controller.quorum.voters": f"1@127.0.0.1:{controller}",
        "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SECURE:SASL_SSL",
        "listener.name.secure.sasl.enabled.mechanisms": "SCRAM-SHA-512",
        "listener.name.secure.scram-sha-512.sasl.jaas.config": "org.apache.kafka.common.security.scram.ScramLoginModule required;",
        "listener.name.secure.ssl.keystore.type": "PEM",
        "listener.name.secure.ssl.keystore.location": str(folder / "server.pem"),
    }
    with LocalKafka(folder / "data", port=plain, properties=properties):
        admin = AdminClient({"bootstrap.servers": f"127.0.0.1:{plain}"})
        info = ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096)
        user = UserScramCredentialUpsertion("desk", info, PASSWORD.encode())
        for future in admin.alter_user_scram_credentials([user]).values():
            future.result(timeout=30)
        (folder / "password").write_text(PASSWORD + "\n")
        yield {
            "brokers": f"127.0.0.1:{secure}",
            "tls": True,
            "tls_ca_file": folder / "ca.pem",
            "sasl_mechanism": "SCRAM-SHA-512",
            "sasl_username": "desk",
            "sasl_password": PASSWORD,
            "folder": folder,
        }


def options(secured: dict[str, Any], **other: Any) -> dict[str, Any]:
    return {k: v for k, v in {**secured, **other}.items() if k not in ("brokers", "folder")}


def test_an_article_becomes_a_meeting_and_reaches_a_subscriber(secured, topic_prefix, tmp_path):
    with Pipeline(secured["brokers"], topic_prefix, tmp_path, **options(secured)) as pipeline:
        pipeline.start()
        pipeline.wait_for(pipeline.push([replace(ARTICLE, article_id="secure-1")]))

        async def first() -> MeetingAnnounced:
            async with wiredesk.subscribe(MeetingAnnounced, from_start=True, settings=pipeline.settings) as events:
                return await asyncio.wait_for(anext(events), 30)

        meeting = asyncio.run(first())
        assert {p.country for p in meeting.participants} == {"NO", "KE"}
        assert PASSWORD not in pipeline.log()


@pytest.mark.parametrize(
    "wrong",
    [{"sasl_password": "wrong"}, {"sasl_username": "nobody"}, {"tls_ca_file": None}],
    ids=["wrong password", "unknown user", "unknown authority"],
)
def test_whoever_has_no_right_to_is_refused_and_told(secured, wrong):
    settings = Settings(brokers=secured["brokers"], **options(secured, **wrong))

    async def subscribe() -> None:
        async with asyncio.timeout(60), wiredesk.subscribe(MeetingAnnounced, settings=settings):
            pass

    with pytest.raises(SubscriptionError):
        asyncio.run(subscribe())


def test_a_password_without_tls_is_refused_unless_asked_for_by_name(secured):
    environ = {
        "WIREDESK_SASL_MECHANISM": "SCRAM-SHA-512",
        "WIREDESK_SASL_USERNAME": "desk",
        "WIREDESK_SASL_PASSWORD_FILE": str(secured["folder"] / "password"),
    }
    with pytest.raises(SettingsError, match="would send the password to whoever listens"):
        load_settings(environ)
    allowed = load_settings({**environ, "WIREDESK_ALLOW_SASL_WITHOUT_TLS": "true"})
    assert allowed.security_protocol == "SASL_PLAINTEXT"
    assert allowed.sasl_password == PASSWORD
