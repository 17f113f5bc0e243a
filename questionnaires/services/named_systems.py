"""Which of the systems that people name are in the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q
from django.db.models.functions import Lower

from questionnaires.document.structure import Document
from systems.models import System

Given = Mapping[str, Mapping[str, Any] | None]


def resolved(document: Document, given: Given) -> dict[str, Any]:
    """The answers, with the key of every system that was named by its key or its whole name.

    Nobody is shown the key: a person learns nothing about systems they may not know of. A name that several systems
    carry stays a name.
    """
    wanted = {name.casefold() for answer in _naming(document, given) for name in _names(answer)}
    keys = _keys(wanted) if wanted else {}
    return {
        key: answer if answer not in _naming(document, given) else _with_keys(answer, keys)
        for key, answer in given.items()
    }


def _naming(document: Document, given: Given) -> list[Mapping[str, Any]]:
    return [
        answer
        for key, answer in given.items()
        if answer and answer["value"] and document.questions[key].type == "systems"
    ]


def _names(answer: Mapping[str, Any]) -> Iterable[str]:
    return (system["name"] for system in answer["value"])


def _keys(wanted: set[str]) -> dict[str, str]:
    rows = System.objects.annotate(small=Lower("name")).filter(Q(small__in=wanted) | Q(key__in=wanted)).order_by("id")
    found: dict[str, set[str]] = {}
    for key, name in rows.values_list("key", "name"):
        found.setdefault(key, set()).add(key)
        found.setdefault(name.casefold(), set()).add(key)
    return {name: next(iter(keys)) for name, keys in found.items() if len(keys) == 1}


def _with_keys(answer: Mapping[str, Any], keys: Mapping[str, str]) -> dict[str, object]:
    named = [{"name": name, "key": keys.get(name.casefold())} for name in _names(answer)]
    return {**answer, "value": named}
