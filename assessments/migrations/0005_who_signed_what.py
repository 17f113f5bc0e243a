"""Decisions get the name that their signer has now, and profiles the marks of what they are and of what was approved."""

import hashlib

import orjson
from django.db import migrations

PIECE = 500


def mark(rto, rpo, plan):
    values = [rto, rpo, *(plan.get(name) for name in ("strategy", "live_copy", "history"))]
    return hashlib.sha256(orjson.dumps(values, option=orjson.OPT_SORT_KEYS)).hexdigest()[:16]


def objective(state, seconds):
    return seconds if state == "value" else state


def fill(apps, _schema_editor):
    approved = {}
    decisions = apps.get_model("assessments", "Decision").objects.select_related("by", "assessment").order_by("at", "id")
    for decision in decisions.iterator(chunk_size=PIECE):
        decision.by_name = decision.by.name or decision.by.email
        decision.save(update_fields=["by_name"])
        if decision.outcome == "approved":
            signed = decision.signed
            plan = signed.get("plan") or {}
            approved[decision.assessment.system_id] = mark(signed.get("rto"), signed.get("rpo"), plan)
    profiles = apps.get_model("systems", "Profile").objects.exclude(record={})
    for profile in profiles.order_by("pk").iterator(chunk_size=PIECE):
        rto = objective(profile.rto_state, profile.rto_seconds)
        rpo = objective(profile.rpo_state, profile.rpo_seconds)
        profile.plan_mark = mark(rto, rpo, profile.record)
        profile.approved_mark = approved.get(profile.pk, "")
        profile.save(update_fields=["plan_mark", "approved_mark"])


class Migration(migrations.Migration):

    dependencies = [
        ("assessments", "0004_decision_by_name"),
        ("systems", "0007_marks"),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
