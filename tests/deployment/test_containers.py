"""The containers as they are described: nothing runs with more than it needs, nothing is open that need not be."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
PORTAL = ("migrate", "web", "worker", "worker-mail", "worker-export", "beat")
DOCKERFILE = (ROOT / "Dockerfile").read_text()
CADDYFILE = (ROOT / "Caddyfile").read_text()
EVERY = pytest.mark.parametrize("name", sorted(SERVICES))


@EVERY
def test_a_container_can_write_nothing_and_become_nothing(name):
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert service.get("cap_add", []) == (["NET_BIND_SERVICE"] if name == "proxy" else [])
    assert "privileged" not in service
    assert "/tmp" in service["tmpfs"]  # noqa: S108  (in the container)


@EVERY
def test_a_container_cannot_fill_the_machine(name):
    service = SERVICES[name]
    assert re.fullmatch(r"\d+[gm]", service["mem_limit"])
    assert service["pids_limit"] <= 256
    assert {"max-size", "max-file"} <= service["logging"]["options"].keys()


@EVERY
def test_a_container_starts_again_and_says_how_it_is(name):
    assert SERVICES[name]["restart"] == ("no" if name == "migrate" else "unless-stopped")
    assert name == "proxy" or "healthcheck" in SERVICES[name] or "HEALTHCHECK" in DOCKERFILE


def test_every_image_is_one_version():
    bases = re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    bought = [service["image"] for name, service in SERVICES.items() if name not in PORTAL]
    assert len(bases) == 2
    assert len(set(bases)) == 1
    assert [image for image in [*bases, *bought] if not re.search(r":v?\d+\.\d+(\.\d+)?\b", image)] == []
    assert [image for image in [*bases, *bought] if image.endswith(":latest")] == []


def test_only_the_proxy_is_reached_and_only_from_this_machine_unless_said():
    """No port of the web processes: two of them would want the same, and none would stand before them."""
    ports = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert set(ports) == {"proxy", "mail"}
    for port in [*ports["proxy"], *ports["mail"]]:
        assert port.startswith(("127.0.0.1:", "${PUBLISH_ON:-127.0.0.1}:")), port
    assert "container_name" not in SERVICES["web"]


def test_the_proxy_holds_back_what_is_not_all_here():
    assert re.search(r"read_body \d+s", CADDYFILE)
    assert re.search(r"read_header \d+s", CADDYFILE)
    assert re.search(r"max_size (\d+)MB", CADDYFILE)[1] == re.search(r"request_buffers (\d+)MB", CADDYFILE)[1]
    assert "dynamic a web 8000" in CADDYFILE
    assert SERVICES["web"]["environment"]["BEHIND_PROXY"] == 1
    assert any(volume.startswith("./Caddyfile:") for volume in SERVICES["proxy"]["volumes"])


def test_the_mail_catcher_runs_only_when_asked_for():
    assert [name for name, service in SERVICES.items() if "profiles" in service] == ["mail"]
    assert SERVICES["web"]["environment"]["EMAIL_URL"] == "${EMAIL_URL:-}"
    assert not any("mail" in service.get("depends_on", {}) for service in SERVICES.values())


def test_no_secret_has_a_default_or_stands_in_an_address():
    text = (ROOT / "docker-compose.yml").read_text()
    for secret in ("SECRET_KEY", "POSTGRES_PASSWORD"):
        assert set(re.findall(rf"\$\{{{secret}[^}}]*\}}", text)) == {f"${{{secret}:?put {secret} into .env}}"}
    assert "@" not in SERVICES["web"]["environment"]["DATABASE_URL"].replace("drportal@postgres", "")
    assert SERVICES["web"]["environment"]["DATABASE_PASSWORD"].startswith("${POSTGRES_PASSWORD:?")


@pytest.mark.parametrize("name", PORTAL)
def test_the_portal_s_own_run_as_the_image_s_user(name):
    assert "user" not in SERVICES[name]
    assert re.findall(r"^USER (\S+)", DOCKERFILE, re.MULTILINE) == ["portal"]
    assert "-m 0700 -o portal" in DOCKERFILE
    assert "go=rX /portal" in DOCKERFILE


@pytest.mark.parametrize("name", ["postgres", "redis", "mail"])
def test_what_is_bought_does_not_run_as_root(name):
    assert SERVICES[name]["user"] not in ("root", "0", 0)
