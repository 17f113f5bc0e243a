"""Addresses for programs, below `/api/v1/`, a person's page of tokens, and the pages of services and webhooks."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, include, path

from api.views import changing, company, files, guide, me, provisioning, services, systems, tokens, webhooks
from api.views.answers import for_programs
from api.views.interface import interface

ROUTERS = (me, systems, changing, company, files)
"""Imported, since each adds its addresses to the interface."""


def for_all(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    """Those of the interface, with what every answer carries; its root has nothing to say. An address with several
    methods comes once for each, and answers to all of them."""
    seen = {"api-root", "openapi-json"}
    for each in patterns:
        if isinstance(each, URLPattern) and each.name and each.name not in seen:
            seen.add(each.name)
            each.callback = for_programs(each.callback)
            yield each


app_name = "api"
urlpatterns = [
    path("profile/tokens/", tokens.tokens, name="tokens"),
    path("profile/tokens/<int:token_id>/rotate/", tokens.rotate, name="token_rotate"),
    path("profile/tokens/<int:token_id>/end/", tokens.end, name="token_end"),
    path("people/services/", services.services, name="services"),
    path("people/services/<int:service_id>/rotate/", services.rotate, name="service_rotate"),
    path("people/services/<int:service_id>/answer-for/", services.answer_for, name="service_answer_for"),
    path("people/services/<int:service_id>/end/", services.end, name="service_end"),
    path("status/webhooks/", webhooks.webhooks, name="webhooks"),
    path("status/webhooks/<int:webhook_id>/end/", webhooks.end, name="webhook_end"),
    path("status/webhooks/deliveries/<int:delivery_id>/try-again/", webhooks.try_again, name="webhook_try_again"),
    path("scim/v2/Users", provisioning.accounts, name="scim_users"),
    path("scim/v2/Users/<str:pk>", provisioning.account, name="scim_user"),
    path("scim/v2/Groups", provisioning.groups, name="scim_groups"),
    path("scim/v2/Groups/<str:pk>", provisioning.one_group, name="scim_group"),
    path("scim/v2/ServiceProviderConfig", provisioning.provider_config, name="scim_config"),
    path("scim/v2/Schemas", provisioning.schemas, name="scim_schemas"),
    path("scim/v2/Schemas/<str:pk>", provisioning.schemas, name="scim_schema"),
    path("scim/v2/ResourceTypes", provisioning.resource_types, name="scim_resource_types"),
    path("scim/v2/ResourceTypes/<str:pk>", provisioning.resource_types, name="scim_resource_type"),
    path("scim/v2/<path:path>", provisioning.anything, name="scim_anything"),
    path("api/", guide.guide, name="guide"),
    path("api/v1/openapi.json", for_programs(guide.openapi), name="openapi-json"),
    path("api/v1/", include(list(for_all(interface.urls[0])))),
]
