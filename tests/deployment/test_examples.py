"""The examples in `deploy/`: each is taken by the tool that it is for, and runs what the container image runs."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml
from django.conf import settings
from django.urls import resolve

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
MANIFESTS = [
    (f"{path.stem}-{document['kind']}-{document['metadata']['name']}", document)
    for path in sorted((DEPLOY / "kubernetes").glob("*.yaml"))
    if path.stem != "kustomization"
    for document in yaml.safe_load_all(path.read_text())
]
NAMES = [name for name, _ in MANIFESTS]
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
OPERATOR = (ROOT / "docs" / "operator.md").read_text()


def pods(document: dict[str, Any]) -> list[dict[str, Any]]:
    """What is said of pods, wherever it stands in a manifest."""
    if "containers" in document:
        return [document]
    return [pod for value in document.values() if isinstance(value, dict) for pod in pods(value)]


@pytest.mark.parametrize(("name", "document"), MANIFESTS, ids=NAMES)
def test_a_cluster_takes_it(name, document):
    kubernetes_validate.validate(document, "1.30", strict=True)


@pytest.mark.parametrize(("name", "document"), MANIFESTS, ids=NAMES)
def test_every_container_may_do_as_little_as_it_needs(name, document):
    for pod in pods(document):
        assert pod["securityContext"]["runAsNonRoot"] is True
        assert pod["automountServiceAccountToken"] is False
        for container in [*pod.get("initContainers", []), *pod["containers"]]:
            rights = container["securityContext"]
            assert rights["readOnlyRootFilesystem"] is True
            assert rights["allowPrivilegeEscalation"] is False
            assert rights["capabilities"] == {"drop": ["ALL"]}
            assert "memory" in container["resources"]["limits"]
            assert container["image"].endswith(f":{settings.RELEASE}")


def test_nothing_is_left_out_of_the_whole():
    whole = yaml.safe_load((DEPLOY / "kubernetes" / "kustomization.yaml").read_text())
    files = {path.name for path in (DEPLOY / "kubernetes").glob("*.yaml")}
    assert {*whole["resources"], "kustomization.yaml"} == files


def test_probes_ask_what_is_there():
    (web,) = (pod for name, document in MANIFESTS if "web-Deployment" in name for pod in pods(document))
    probes = {kind: web["containers"][0][f"{kind}Probe"]["httpGet"]["path"] for kind in ("liveness", "readiness")}
    assert {kind: resolve(path).view_name for kind, path in probes.items()} == {
        "liveness": "operations:live", "readiness": "operations:ready",
    }  # fmt: skip


def set_by_examples() -> set[str]:
    environment = (DEPLOY / "systemd" / "environment.example").read_text()
    objects = [document for _, document in MANIFESTS if document["kind"] in {"ConfigMap", "Secret"}]
    in_cluster = {name for each in objects for name in each.get("data", each.get("stringData", {}))}
    return in_cluster | set(re.findall(r"^(\w+)=", environment, re.MULTILINE))


@pytest.mark.parametrize("name", sorted(set_by_examples()))
def test_settings_of_the_examples_are_settings(name):
    assert f"| `{name}` |" in OPERATOR


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_takes_its_units(tmp_path):
    """With the programs where they are here: it looks for them. By links, because a command is cut at blanks."""
    places, units = tmp_path / "places", tmp_path / "units"
    places.mkdir()
    units.mkdir()
    (places / "bin").symlink_to(Path(sys.executable).parent)
    (places / "portal").symlink_to(ROOT)
    for path in (DEPLOY / "systemd").iterdir():
        if path.suffix in {".service", ".timer", ".target"}:
            text = path.read_text().replace("/opt/drportal/.venv/bin", str(places / "bin"))
            (units / path.name).write_text(text.replace("/opt/drportal", str(places / "portal")))
    command = ["systemd-analyze", "verify", *sorted(units.iterdir())]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert [line for line in run.stderr.splitlines() if "drportal" in line] == []


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.stem)
def test_a_unit_runs_what_the_image_runs(unit):
    commands = re.findall(r"^ExecStart=(.*)$", unit.read_text(), re.MULTILINE)
    known = (ROOT / "Dockerfile").read_text() + (ROOT / "docker-compose.yml").read_text()
    for command in commands:
        program, *arguments = shlex.split(command.replace("/opt/drportal/.venv/bin/", ""))
        assert program in known
        assert arguments[0] in known
    assert "NoNewPrivileges=yes" in unit.read_text()


@pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed")
def test_nginx_takes_its_example(tmp_path):
    key, certificate = tmp_path / "key.pem", tmp_path / "chain.pem"
    new = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate]
    subprocess.run([*new, "-days", "1", "-subj", "/CN=dr.company.example"], check=True, capture_output=True)
    text = (DEPLOY / "nginx" / "drportal.conf").read_text()
    text = text.replace("/etc/ssl/drportal/privkey.pem", str(key))
    text = text.replace("/etc/ssl/drportal/fullchain.pem", str(certificate))
    (tmp_path / "site.conf").write_text(text)
    site = f"http {{ access_log off; include {tmp_path}/site.conf; }}"
    (tmp_path / "nginx.conf").write_text(f"pid {tmp_path}/nginx.pid; error_log stderr; events {{}} {site}")
    command = ["nginx", "-t", "-q", "-c", tmp_path / "nginx.conf", "-p", tmp_path]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def test_proxies_do_what_the_portal_relies_on():
    """They hand on whole requests of at most 12 MB, say who asks, number the request, and keep figures inside."""
    nginx, caddy = (DEPLOY / "nginx" / "drportal.conf").read_text(), (DEPLOY / "caddy" / "Caddyfile").read_text()
    for said in ("proxy_request_buffering on", "client_max_body_size 12m", "X-Forwarded-For $remote_addr",
                 "X-Forwarded-Proto $scheme", "X-Request-ID", "location = /metrics { deny all; }"):  # fmt: skip
        assert said in nginx
    for said in ("max_size 12MB", "request_buffers 12MB", "X-Forwarded-For {remote_host}", "X-Request-ID", "/metrics"):
        assert said in caddy
