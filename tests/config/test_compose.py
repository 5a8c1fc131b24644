"""There is no engine to try the compose file on everywhere, so its promises are read from the file."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
PINNED = re.compile(r"^[\w./-]+:(\$\{TONGSHANG_VERSION:-)?\d+\.\d+(\.\d+)?")


def has_compose() -> bool:
    """Say whether this machine's Docker knows compose files."""
    docker = shutil.which("docker")
    return (
        bool(docker)
        and subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode == 0
    )


def test_every_process_has_its_service():
    assert set(SERVICES) == {"postgres", "redis", "migrate", "web", "worker", "beat", "nginx"}


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_service_is_pinned_and_not_root(name: str):
    service = SERVICES[name]

    assert PINNED.match(service["image"]), service["image"]
    assert service["user"].split(":")[0] not in {"", "0", "root"}


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"migrate"}))
def test_service_is_watched_and_restarted(name: str):
    assert SERVICES[name]["healthcheck"]["test"]
    assert SERVICES[name]["restart"] == "unless-stopped"


def test_secrets_come_from_the_environment_and_are_demanded():
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    literal = re.findall(r"(?:PASSWORD|SECRET_KEY): (?!\$\{)\S+", text)

    assert literal == []
    for secret in ("SECRET_KEY", "POSTGRES_PASSWORD", "REDIS_PASSWORD"):
        assert f"${{{secret}:?" in text


def test_only_nginx_is_reachable_from_outside():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["nginx"]


def test_application_waits_for_the_migration():
    for name in ("web", "worker", "beat"):
        assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


def test_example_environment_names_every_variable_of_the_file():
    used = set(re.findall(r"(?<!\$)\$\{(\w+)", (ROOT / "docker-compose.yml").read_text(encoding="utf-8")))
    named = set(re.findall(r"^(\w+)=", (ROOT / "deploy" / "example.env").read_text(encoding="utf-8"), re.MULTILINE))

    assert used - named == {"TONGSHANG_VERSION"}
    assert named <= used


def test_image_copies_every_package_and_drops_root():
    dockerfile = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8")
    copied = set(re.findall(r"^COPY (\S+) \./", dockerfile, re.MULTILINE))
    packages = {path.parent.name for path in ROOT.glob("*/apps.py")}

    assert packages | {"platform", "templates", "static", "locale", "manage.py", "requirements.lock"} == copied
    assert "USER 10001:10001" in dockerfile
    assert all(
        PINNED.match(image) or image == "application" for image in re.findall(r"^FROM (\S+)", dockerfile, re.MULTILINE)
    )


def test_docker_itself_reads_the_file():
    if not has_compose():
        return  # the tests above read the file without it
    command = [
        "docker",
        "compose",
        "--file",
        "docker-compose.yml",
        "--env-file",
        "deploy/example.env",
        "config",
        "--quiet",
    ]
    variables = {"SECRET_KEY": "x", "POSTGRES_PASSWORD": "x", "REDIS_PASSWORD": "x", "PATH": "/usr/bin:/usr/local/bin"}

    assert subprocess.run(command, cwd=ROOT, env=variables, check=False).returncode == 0
