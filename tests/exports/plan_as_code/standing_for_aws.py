"""A server that stands for AWS, and a template's vault, lock and plan created there and read back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import boto3
import yaml
from moto.server import ThreadedMotoServer

ELSEWHERE = "arn:aws:backup:eu-west-1:111122223333:backup-vault:dr-payments"
PARAMETERS = {"OtherRegionVaultArn": ELSEWHERE, "OtherAccountVaultArn": "", "LockForGood": "false"}
RENAMED = {"TargetBackupVault": "TargetBackupVaultName"}
Client = Callable[[str], Any]


@contextmanager
def standing_for_aws() -> Iterator[Client]:
    """`aws("backup")` is a client of that service."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    keys = {"aws_access_key_id": "x", "aws_secret_access_key": "x", "region_name": "eu-central-1"}
    try:
        yield lambda service: boto3.client(service, endpoint_url=f"http://{host}:{port}", **keys)
    finally:
        server.stop()


def resolved(value: Any, resources: dict[str, str]) -> Any:
    """The template with these parameters, as CloudFormation resolves it."""
    if isinstance(value, list):
        found = [resolved(each, resources) for each in value]
        return [each for each in found if each is not None]
    if not isinstance(value, dict):
        return value
    if "Ref" in value:
        name = value["Ref"]
        return None if name == "AWS::NoValue" else PARAMETERS.get(name, resources.get(name))
    if "Fn::If" in value:
        condition, then, otherwise = value["Fn::If"]
        holds = {"HasOtherRegion": True, "HasOtherAccount": False, "IsLockedForGood": False}[condition]
        return resolved(then if holds else otherwise, resources)
    return {name: each for name, part in value.items() if (each := resolved(part, resources)) is not None}


@dataclass(frozen=True, slots=True)
class Made:
    """What the service says there is now."""

    vault: dict[str, Any]
    rules: list[dict[str, Any]]


def backups_made(aws: Client, template: str) -> Made:
    backup = aws("backup")
    parts = yaml.safe_load(template)["Resources"]
    wanted = resolved(parts["Vault"]["Properties"], {})
    vault = wanted["BackupVaultName"]
    backup.create_backup_vault(BackupVaultName=vault)
    backup.put_backup_vault_lock_configuration(BackupVaultName=vault, **wanted["LockConfiguration"])
    properties = resolved(parts["Plan"]["Properties"]["BackupPlan"], {"Vault": vault})
    properties["Rules"] = [as_called(each) for each in properties.pop("BackupPlanRule")]
    made = backup.create_backup_plan(BackupPlan=properties)
    stored = backup.get_backup_plan(BackupPlanId=made["BackupPlanId"])["BackupPlan"]
    return Made(backup.describe_backup_vault(BackupVaultName=vault), stored["Rules"])


def as_called(rule: dict[str, Any]) -> dict[str, Any]:
    """A rule of a template as the service's own call has it."""
    return {RENAMED.get(name, name): value for name, value in rule.items()}
