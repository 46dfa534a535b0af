"""Workers, commands and subscribers on a real Kafka that asks for TLS and SCRAM."""

import asyncio
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from confluent_kafka.admin import (
    AclBinding,
    AclOperation,
    AclPermissionType,
    AdminClient,
    ResourcePatternType,
    ResourceType,
    ScramCredentialInfo,
    ScramMechanism,
    UserScramCredentialUpsertion,
)
from local_kafka import LocalKafka, free_port

import wiredesk
from broker.pipeline import Pipeline
from broker.test_workers import ARTICLE
from conftest import _why_no_kafka
from wiredesk.kafka.clients import BrokerError, find_partitions, make_consumer
from wiredesk.settings import Settings, SettingsError, load_settings
from wiredesk.subscriptions import SubscriptionError
from wiredesk_schemas import MeetingAnnounced, encode

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


def documented_acls() -> list[AclBinding]:
    """What the commands of docs/security.md grant."""
    text = (Path(__file__).parents[2] / "docs" / "security.md").read_text().replace("\\\n", " ")
    bindings = []
    for line in re.findall(r"^kafka-acls\.sh .*$", text, re.MULTILINE):
        words = shlex.split(line)
        given = [
            (word.removeprefix("--"), words[number + 1]) for number, word in enumerate(words[:-1]) if word[:2] == "--"
        ]
        one = dict(given)
        kind, name = ("TOPIC", one["topic"]) if "topic" in one else ("GROUP", one["group"])
        pattern = ResourcePatternType.PREFIXED if "resource-pattern-type" in one else ResourcePatternType.LITERAL
        for operation in (value for option, value in given if option == "operation"):
            spelled = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", operation).upper()
            bindings.append(
                AclBinding(
                    ResourceType[kind], name, pattern, one["allow-principal"], "*",
                    AclOperation[spelled], AclPermissionType.ALLOW,
                )
            )  # fmt: skip
    return bindings


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
        "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "super.users": "User:ANONYMOUS;User:desk",
    }
    with LocalKafka(folder / "data", port=plain, properties=properties):
        admin = AdminClient({"bootstrap.servers": f"127.0.0.1:{plain}"})
        info = ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096)
        names = ("desk", "wiredesk-worker", "nordpress", "tokyo-desk")
        users: Any = [UserScramCredentialUpsertion(name, info, PASSWORD.encode()) for name in names]
        for future in admin.alter_user_scram_credentials(users).values():
            future.result(timeout=30)
        for granted in admin.create_acls(documented_acls()).values():
            granted.result(timeout=30)
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


def test_the_acls_of_the_docs_let_each_user_do_its_work_and_no_other(secured, tmp_path):
    def as_user(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {**pipeline._environment, "WIREDESK_SASL_USERNAME": name}
        command = [sys.executable, "-m", "wiredesk", *arguments]
        return subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=60)

    with Pipeline(secured["brokers"], "wiredesk.", tmp_path, **options(secured)) as pipeline:
        worker = pipeline.start(WIREDESK_SASL_USERNAME="wiredesk-worker")
        (tmp_path / "a.jsonl").write_bytes(encode(replace(ARTICLE, article_id="granted-1")))
        pushed = as_user("nordpress", "push", "a.jsonl")
        assert pushed.returncode == 0, pushed.stderr
        deadline = time.monotonic() + 60
        while not pipeline.outcomes():
            assert worker.poll() is None, pipeline.log()
            assert time.monotonic() < deadline, pipeline.log()
            time.sleep(0.5)
        for command in (["audit"], ["dead-letters", "list"], ["status"], ["forget", "granted-1"], ["replay"]):
            done = as_user("wiredesk-worker", *command)
            assert done.returncode == 0, (command, done.stdout, done.stderr)
        with subprocess.Popen(
            [sys.executable, "-m", "wiredesk", "tail", "meetings", "--from-start"],
            env={**pipeline._environment, "WIREDESK_SASL_USERNAME": "tokyo-desk"},
            stdout=subprocess.PIPE,
        ) as tail:
            assert tail.stdout is not None
            assert b"announced" in tail.stdout.readline()  # nothing, where it ends with an error
            tail.terminate()

        async def first() -> MeetingAnnounced:
            reading = replace(pipeline.settings, sasl_username="tokyo-desk")
            async with wiredesk.subscribe(
                MeetingAnnounced, from_start=True, group="tokyo-desk", settings=reading
            ) as events:
                return await asyncio.wait_for(anext(events), 30)

        assert asyncio.run(first()).change == "announced"
        assert as_user("tokyo-desk", "push", "a.jsonl").returncode == 1
        assert as_user("nordpress", "audit").returncode == 1


def test_a_command_says_that_it_is_not_let_in_and_why(secured):
    for wrong, why in (({"sasl_password": "wrong"}, "invalid credentials"), ({"tls_ca_file": None}, "certificate")):
        settings = Settings(brokers=secured["brokers"], **options(secured, **wrong))
        with pytest.raises(BrokerError, match=f"(?s)not let us in.*{why}.*sasl_"):
            find_partitions(make_consumer(settings), ["wiredesk.articles.raw"])


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
