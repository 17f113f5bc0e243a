"""Every address, asked by everybody, in every way: who gets in, what nobody may see, and what each answer must carry.

The table is the expectation: what a person gets for a system of `owner`'s, or for the list that is theirs. A route that
is not in it fails the first test by name. Forms are sent empty, so 422 means "let in, and told what is missing".
"""

from __future__ import annotations

from itertools import product
from uuid import UUID

import pytest
from django.http import HttpResponse

from tests.pages.addresses import FOR_PROGRAMS, addresses
from tests.pages.company import OWN, SECRET, connect, readable
from tests.pages.page_faults import header_faults, inline_faults

PEOPLE = ("anonymous", "stranger", "owner", "architect", "manager", "administrator")
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")
WRONG_METHOD = "405"
SIGN_IN = "sign-in"

# route                            method  anonymous  stranger  owner    architect  manager  administrator
TABLE = """
home                               GET     sign-in    302       302      302        302      302

accounts:sign_in                   GET     200        302       302      302        302      302
accounts:sign_in                   POST    422        422       422      422        422      422
accounts:demo_sign_in              POST    sign-in    sign-in   sign-in  sign-in    sign-in  sign-in
accounts:send_link                 POST    422        422       422      422        422      422
accounts:follow_link               GET     403        403       302      403        403      403
accounts:follow_link               POST    403        403       302      403        403      403
accounts:follow_mail_link          GET     200        sign-in   sign-in  sign-in    sign-in  sign-in
accounts:follow_mail_link          POST    302        sign-in   302      sign-in    sign-in  sign-in
accounts:second_factor_pass        GET     sign-in    sign-in   sign-in  sign-in    sign-in  sign-in
accounts:second_factor_pass        POST    sign-in    sign-in   sign-in  sign-in    sign-in  sign-in
accounts:passkey_pass              POST    sign-in    sign-in   sign-in  sign-in    sign-in  sign-in
accounts:passkey_options_to_pass   POST    403        403       403      403        403      403
accounts:passkey_add               GET     sign-in    403       403      403        403      403
accounts:passkey_add               POST    sign-in    403       403      403        403      403
accounts:passkey_options_to_add    POST    sign-in    403       403      403        403      403
accounts:second_factor             GET     sign-in    200       200      200        200      200
accounts:second_factor_app         GET     sign-in    403       403      403        403      403
accounts:second_factor_app         POST    sign-in    403       403      403        403      403
accounts:recovery_codes            POST    sign-in    403       403      403        403      403
accounts:passkey_remove            POST    sign-in    403       403      403        403      403
accounts:second_factor_remove      POST    sign-in    422       422      422        422      422
accounts:forget_identities         POST    sign-in    403       403      403        403      302
accounts:person_second_factor_remove POST  sign-in    403       403      403        403      302
accounts:provider_begin            POST    404        404       404      404        404      404
accounts:provider_callback         GET     404        404       404      404        404      404
accounts:sign_out                  POST    sign-in    sign-in   sign-in  sign-in    sign-in  sign-in
accounts:set_language              POST    sign-in    sign-in   sign-in  sign-in    sign-in  sign-in
accounts:profile                   GET     sign-in    200       200      200        200      200
accounts:profile                   POST    sign-in    422       422      422        422      422
accounts:password                  GET     sign-in    200       200      200        200      200
accounts:password                  POST    sign-in    422       422      422        422      422
accounts:sessions                  GET     sign-in    200       200      200        200      200
accounts:sessions                  POST    sign-in    302       302      302        302      302
accounts:trail                     GET     sign-in    403       403      403        403      200
accounts:trail_verify              POST    sign-in    403       403      403        403      200
accounts:people                    GET     sign-in    403       403      403        403      200
accounts:person_create             GET     sign-in    403       403      403        403      200
accounts:person_create             POST    sign-in    403       403      403        403      422
accounts:own_data                  POST    sign-in    200       200      200        200      200
accounts:person_data               POST    sign-in    403       403      403        403      200
accounts:person_erase              GET     sign-in    403       403      403        403      200
accounts:person_erase              POST    sign-in    403       403      403        403      302
accounts:person                    GET     sign-in    403       403      403        403      200
accounts:person                    POST    sign-in    403       403      403        403      422

api:tokens                         GET     sign-in    200       200      200        200      200
api:tokens                         POST    sign-in    422       422      422        422      422
api:token_rotate                   POST    sign-in    404       200      404        404      404
api:token_end                      POST    sign-in    404       302      404        404      404
api:services                       GET     sign-in    403       403      403        403      200
api:services                       POST    sign-in    403       403      403        403      422
api:service_rotate                 POST    sign-in    403       403      403        403      200
api:service_answer_for             POST    sign-in    403       403      403        403      302
api:service_end                    POST    sign-in    403       403      403        403      302
api:webhooks                       GET     sign-in    403       403      403        403      200
api:webhooks                       POST    sign-in    403       403      403        403      422
api:webhook_end                    POST    sign-in    403       403      403        403      302
api:webhook_try_again              POST    sign-in    403       403      403        403      302
api:guide                          GET     sign-in    200       200      200        200      200
api:openapi-json                   GET     200        200       200      200        200      200

operations:health                  GET     200        200       200      200        200      200
operations:live                    GET     200        200       200      200        200      200
operations:ready                   GET     200        200       200      200        200      200
operations:metrics                 GET     404        404       404      404        404      404
operations:status                  GET     sign-in    403       403      403        403      200
operations:try_again               POST    sign-in    403       403      403        403      404
operations:call_off                POST    sign-in    403       403      403        403      404

presentation:understood            GET     sign-in    200       200      200        200      200

notifications:chat                 GET     sign-in    200       200      200        200      200
notifications:chat                 POST    sign-in    302       302      302        302      302
notifications:mail                 GET     sign-in    403       403      403        403      200
notifications:try_again            POST    sign-in    403       403      403        403      302
notifications:end_pause            POST    sign-in    403       403      403        403      400
notifications:outbox               GET     200        200       200      200        200      200
notifications:message              GET     200        200       200      200        200      200
notifications:body                 GET     200        200       200      200        200      200

systems:list                       GET     sign-in    200       200      200        200      200
systems:create                     GET     sign-in    403       403      200        403      403
systems:create                     POST    sign-in    403       403      422        403      403
systems:import                     GET     sign-in    403       403      200        403      403
systems:import                     POST    sign-in    403       403      422        403      403
systems:import_preview             GET     sign-in    403       403      200        403      403
systems:import_preview             POST    sign-in    403       403      422        403      403
systems:import_apply               POST    sign-in    403       403      302        403      403
systems:import_stop                POST    sign-in    403       403      302        403      403
systems:import_look_again          POST    sign-in    403       403      302        403      403
systems:sources                    GET     sign-in    403       403      403        403      200
systems:sources                    POST    sign-in    403       403      403        403      422
systems:source_fetch               POST    sign-in    403       403      403        403      302
systems:source_remove              POST    sign-in    403       403      403        403      302
systems:tiers                      GET     sign-in    403       403      200        403      403
systems:tiers                      POST    sign-in    403       403      422        403      403
systems:units                      GET     sign-in    403       403      200        403      403
systems:unit                       GET     sign-in    403       403      200        403      403
systems:unit                       POST    sign-in    403       403      302        403      403
systems:unit_chat                  GET     sign-in    403       403      200        403      403
systems:unit_chat                  POST    sign-in    403       403      302        403      403
systems:suggest                    GET     sign-in    403       403      200        403      403
systems:suggest_people             GET     sign-in    403       403      200        200      403
systems:detail                     GET     sign-in    404       200      200        200      404
systems:needed_by                  GET     sign-in    404       200      200        200      404
systems:needs                      GET     sign-in    404       200      200        200      404
systems:history                    GET     sign-in    404       200      200        200      404
systems:edit                       GET     sign-in    403       403      200        403      403
systems:edit                       POST    sign-in    403       403      422        403      403
systems:retire                     GET     sign-in    403       403      200        403      403
systems:retire                     POST    sign-in    403       403      302        403      403
systems:dependencies               GET     sign-in    403       403      200        403      403
systems:dependencies               POST    sign-in    403       403      422        403      403
systems:protection                 GET     sign-in    404       403      200        403      404
systems:protection                 POST    sign-in    404       403      409        403      404
systems:ask_protection             POST    sign-in    403       403      302        403      403
systems:exercise_create            GET     sign-in    403       403      200        403      403
systems:exercise_create            POST    sign-in    403       403      422        403      403
systems:exercise_evidence          GET     sign-in    404       200      200        200      404
systems:exercise_remove            GET     sign-in    403       403      200        403      403
systems:exercise_remove            POST    sign-in    403       403      422        403      403

assessments:to_do                  GET     sign-in    200       200      200        200      200
assessments:lists                  GET     sign-in    200       200      403        403      403
assessments:lists                  POST    sign-in    302       302      403        403      403
assessments:invite_many            POST    sign-in    403       403      302        403      403
assessments:ask_filtered           GET     sign-in    403       403      200        403      403
assessments:ask_filtered           POST    sign-in    403       403      422        403      403
assessments:asking                 GET     sign-in    403       403      200        403      403
assessments:invite                 POST    sign-in    403       403      302        403      403
assessments:begin                  GET     sign-in    404       302      403        403      404
assessments:begin                  POST    sign-in    404       302      403        403      404
assessments:reminders              GET     sign-in    403       403      200        403      403
assessments:reminders              POST    sign-in    403       403      422        403      403
assessments:resume_reminders       POST    sign-in    403       403      302        403      403
assessments:rhythm                 GET     sign-in    403       403      403        403      200
assessments:rhythm                 POST    sign-in    403       403      403        403      422
assessments:absence                GET     sign-in    200       200      403        403      403
assessments:absence                POST    sign-in    422       422      403        403      403
assessments:come_back              POST    sign-in    302       302      403        403      403
assessments:reassign               GET     sign-in    404       200      200        403      404
assessments:reassign               POST    sign-in    404       302      403        403      404
assessments:keep_owner             POST    sign-in    404       302      302        403      404
assessments:topic                  GET     sign-in    404       200      302        302      404
assessments:topic                  POST    sign-in    404       409      403        403      404
assessments:autosave               POST    sign-in    404       409      403        403      404
assessments:consequence            POST    sign-in    404       200      403        403      404
assessments:again                  GET     sign-in    404       302      302        302      404
assessments:again                  POST    sign-in    404       302      403        403      404
assessments:change_one             GET     sign-in    404       200      302        302      404
assessments:change_one             POST    sign-in    404       409      403        403      404
assessments:express                GET     sign-in    404       200      302        302      404
assessments:express                POST    sign-in    404       409      403        403      404
assessments:outcome                GET     sign-in    404       200      302        302      404
assessments:send_short             POST    sign-in    404       422      403        403      404
assessments:check                  GET     sign-in    404       200      200        200      404
assessments:submit                 POST    sign-in    404       409      403        403      404
assessments:sent                   GET     sign-in    404       200      200        200      404
assessments:take_offer             POST    sign-in    404       409      403        403      404
assessments:say_why                POST    sign-in    404       302      403        403      404
assessments:reopen                 POST    sign-in    404       302      403        403      404
assessments:opened                 POST    sign-in    404       204      403        403      404
assessments:discard                POST    sign-in    404       302      403        403      404
assessments:decision_fragment      GET     sign-in    404       200      200        200      404
assessments:accept_offer           POST    sign-in    404       302      403        403      404
assessments:justify                POST    sign-in    404       422      403        403      404
assessments:promises               GET     sign-in    404       200      200        200      404
assessments:promises               POST    sign-in    404       404      404        403      404
assessments:keep_promise           POST    sign-in    404       302      302        403      404
assessments:withdraw_promise       POST    sign-in    404       302      302        403      404
assessments:take_protection        POST    sign-in    404       403      302        403      404
assessments:protection_taken       GET     sign-in    404       200      200        200      404
assessments:undo_protection        POST    sign-in    404       403      302        403      404
assessments:taken                  GET     sign-in    404       200      200        200      404
assessments:undo                   POST    sign-in    404       302      403        403      404
assessments:queue                  GET     sign-in    403       403      200        403      403
assessments:together               GET     sign-in    403       403      200        403      403
assessments:together               POST    sign-in    403       403      422        403      403
assessments:assign                 POST    sign-in    403       403      302        403      403
assessments:next_one               GET     sign-in    403       403      302        403      403
assessments:approve                POST    sign-in    403       403      422        403      403
assessments:return_                POST    sign-in    403       403      422        403      403
assessments:accept_justification   POST    sign-in    403       403      302        403      403
assessments:reject_justification   POST    sign-in    403       403      302        403      403

checkins:check_in                  GET     200        200       200      200        200      200
checkins:check_in                  POST    400        400       400      400        400      400
checkins:page                      GET     sign-in    404       200      200        200      404
checkins:renew                     POST    sign-in    404       403      200        403      404
checkins:revoke                    POST    sign-in    404       403      302        403      404

calendars:own                      GET     sign-in    200       200      200        200      200
calendars:own                      POST    sign-in    200       200      200        200      200
calendars:revoke                   POST    sign-in    302       302      302        302      302
calendars:feed                     GET     200        200       200      200        200      200

campaigns:list                     GET     sign-in    403       403      200        200      403
campaigns:begin                    GET     sign-in    403       403      200        403      403
campaigns:begin                    POST    sign-in    403       403      422        403      403
campaigns:campaign                 GET     sign-in    403       403      200        200      403
campaigns:systems                  GET     sign-in    403       403      200        200      403
campaigns:people                   GET     sign-in    403       403      200        200      403
campaigns:move                     POST    sign-in    403       403      422        403      403
campaigns:close                    POST    sign-in    403       403      302        403      403
exports:campaign_file              GET     sign-in    403       403      200        200      403

panels:ask_several             GET    sign-in    404       200      200        403      404
panels:ask_several             POST   sign-in    404       422      422        403      404
panels:panel                   GET    sign-in    404       200      200        404      404
panels:close                   POST   sign-in    404       302      302        404      404
panels:until                   POST   sign-in    404       302      302        404      404
panels:again                   POST   sign-in    404       302      302        404      404
panels:decider                 POST   sign-in    404       422      422        404      404
panels:decide                  POST   sign-in    404       422      403        404      404
panels:response                GET    sign-in    404       302      404        404      404
panels:response_check          GET    sign-in    404       200      404        404      404
panels:response_send           POST   sign-in    404       409      404        404      404
panels:response_consequence    POST   sign-in    404       200      404        404      404
panels:response_numbers        GET    sign-in    404       200      404        404      404
panels:response_numbers        POST   sign-in    404       302      404        404      404
panels:response_topic          GET    sign-in    404       200      404        404      404
panels:response_topic          POST   sign-in    404       302      404        404      404
panels:response_save           POST   sign-in    404       200      404        404      404
panels:colleagues              GET    sign-in    404       200      403        403      404
panels:ask_colleague           GET    sign-in    404       200      403        403      404
panels:ask_colleague           POST   sign-in    404       422      403        403      404
panels:delegation              GET    sign-in    404       200      404        404      404
panels:delegation              POST   sign-in    404       422      404        404      404
panels:delegation_save         POST   sign-in    404       200      404        404      404
panels:delegation_not_me       POST   sign-in    404       302      404        404      404
panels:delegation_withdraw     POST   sign-in    404       302      404        404      404
panels:delegation_choose       POST   sign-in    404       422      404        404      404

policies:policy                GET    sign-in    403       403      200        200      403
policies:progress              GET    sign-in    403       403      200        200      403
policies:version               GET    sign-in    403       403      200        200      403
policies:begin                 POST   sign-in    403       403      302        403      403
policies:draft                 GET    sign-in    403       403      200        403      403
policies:edit                  GET    sign-in    403       403      200        403      403
policies:edit                  POST   sign-in    403       403      422        403      403
policies:remove                GET    sign-in    403       403      200        403      403
policies:remove                POST   sign-in    403       403      302        403      403
policies:simulate              POST   sign-in    403       403      302        403      403
policies:simulation            GET    sign-in    403       403      200        403      403
policies:publish               GET    sign-in    403       403      200        403      403
policies:publish               POST   sign-in    403       403      409        403      403

questionnaires:questionnaire   GET    sign-in    403       403      200        200      403
questionnaires:version         GET    sign-in    403       403      200        200      403
questionnaires:changes         GET    sign-in    403       403      200        200      403
questionnaires:preview         GET    sign-in    403       403      200        200      403
questionnaires:preview         POST   sign-in    403       403      200        200      403
questionnaires:begin           POST   sign-in    403       403      302        403      403
questionnaires:draft           GET    sign-in    403       403      200        403      403
questionnaires:move            POST   sign-in    403       403      302        403      403
questionnaires:remove          GET    sign-in    403       403      200        403      403
questionnaires:remove          POST   sign-in    403       403      302        403      403
questionnaires:publish         GET    sign-in    403       403      200        403      403
questionnaires:publish         POST   sign-in    403       403      422        403      403
questionnaires:topic           GET    sign-in    403       403      200        403      403
questionnaires:topic           POST   sign-in    403       403      422        403      403
questionnaires:add             GET    sign-in    403       403      200        403      403
questionnaires:add             POST   sign-in    403       403      422        403      403
questionnaires:question        GET    sign-in    403       403      200        403      403
questionnaires:question        POST   sign-in    403       403      422        403      403
questionnaires:question_remove GET    sign-in  403       403      200        403      403
questionnaires:question_remove POST   sign-in 403       403      302        403      403

scenarios:list                     GET     sign-in    403       403      200        200      200
scenarios:create                   GET     sign-in    403       403      200        403      200
scenarios:create                   POST    sign-in    403       403      422        403      422
scenarios:scenario                 GET     sign-in    403       403      200        200      200
scenarios:accept                   POST    sign-in    403       403      422        403      422
scenarios:work_out                 POST    sign-in    403       403      302        403      302
scenarios:forecast                 GET     sign-in    403       403      200        200      200
scenarios:cancel_forecast          POST    sign-in    403       403      302        403      302
scenarios:edit                     GET     sign-in    403       403      200        403      200
scenarios:edit                     POST    sign-in    403       403      422        403      422
scenarios:remove                   GET     sign-in    403       403      200        403      200
scenarios:remove                   POST    sign-in    403       403      302        403      302

exports:files                      GET     sign-in    200       200      200        200      200
exports:file                       GET     sign-in    404       404      200        404      404
exports:fetch                      GET     sign-in    404       404      200        404      404
exports:cancel                     POST    sign-in    404       404      302        404      404
exports:trail_file                 GET     sign-in    403       403      403        403      200
exports:trail_file                 POST    sign-in    403       403      403        403      302
exports:recovery_order_file        GET     sign-in    403       403      200        200      200
exports:portfolio                  GET     sign-in    403       403      200        200      403
exports:catalogue_file             GET     sign-in    200       200      200        200      403
exports:catalogue_file             POST    sign-in    302       302      302        302      403
exports:summaries_file             GET     sign-in    200       200      200        200      403
exports:summaries_file             POST    sign-in    302       302      302        302      403
exports:plan_as_code               GET     sign-in    404       200      200        200      403
exports:summary                    GET     sign-in    404       200      200        200      403
exports:summary_file               GET     sign-in    404       200      200        200      403
"""

# What anybody may ask for without signing in; whatever else there is leads to the sign-in page.
OF_JOBS = "checkins:check_in"
"""Called without a browser: the secret in its address is all that it asks for, and a form says what is in it."""
OF_CALENDARS = "calendars:feed"
"""Fetched without a browser, too; kept by who fetches it, who asks with its tag whether it is still so."""
DESCRIPTION = "api:openapi-json"
OF_PROGRAMS = {each.name for each in addresses() if each.pattern.startswith(FOR_PROGRAMS)} - {DESCRIPTION}
"""No session opens these: a program shows a token. Their tables are in `tests/api`: of access, and of provisioning."""
PUBLIC = {
    OF_JOBS,
    OF_CALENDARS,
    DESCRIPTION,
    "operations:health",
    "operations:live",
    "operations:ready",
    "operations:metrics",
    "accounts:sign_in",
    "accounts:send_link",
    "accounts:follow_link",
    "accounts:second_factor_pass",
    "accounts:passkey_pass",
    "accounts:passkey_options_to_pass",
    "accounts:provider_begin",
    "accounts:provider_callback",
    "accounts:follow_mail_link",
    "accounts:sign_out",
    "accounts:set_language",
}
# These are there in the demonstration only; then they are public too.
DEMONSTRATION = {"accounts:demo_sign_in", "notifications:outbox", "notifications:message", "notifications:body"}
# Pages of mail bring the styles of mail; their own policy names each by its hash.
WITH_STYLES_OF_ITS_OWN = {"notifications:body"}

ADDRESSES = {address.name: address for address in addresses() if address.name not in OF_PROGRAMS}
EXPECTED = {
    (name, method): dict(zip(PEOPLE, cells, strict=True))
    for name, method, *cells in (line.split() for line in TABLE.splitlines() if line.strip())
}
ROUTES = sorted({name for name, _ in EXPECTED} & ADDRESSES.keys())
APPLICATIONS = sorted({name.rpartition(":")[0] or "drportal" for name in ROUTES})


def routes_of(application: str) -> list[str]:
    return [name for name in ROUTES if (name.rpartition(":")[0] or "drportal") == application]


def methods_of(route: str) -> list[str]:
    """What the route answers to, by the table."""
    return [method for method in ("GET", "POST") if (route, method) in EXPECTED]


def test_every_route_has_its_rows():
    missing = sorted(ADDRESSES.keys() - {name for name, _ in EXPECTED})
    assert not missing, f"Say in TABLE who may ask for: {', '.join(missing)}"


def test_every_row_has_its_route():
    gone = sorted({name for name, _ in EXPECTED} - ADDRESSES.keys())
    assert not gone, f"TABLE speaks of what is not there any more: {', '.join(gone)}"


def test_no_two_routes_share_a_name_or_a_path():
    every = addresses()
    assert len({each.name for each in every}) == len({each.pattern for each in every}) == len(every)


@pytest.mark.parametrize("application", APPLICATIONS)
def test_everybody_gets_what_the_table_says(application, ask, url_of):
    """And each answer is tight: its headers, and no script, style or handler that stands in the page itself."""
    faults = []
    for route, method, person in product(routes_of(application), METHODS, PEOPLE):
        response = ask(person, method, url_of(route))
        got, wanted = outcome(response), expected(route, method, person)
        found = [] if got in wanted else [f"{' or '.join(wanted)} expected, got {got}{trace(response)}"]
        found += header_faults(response, signed_in=person != "anonymous" and route != OF_CALENDARS)
        if route not in WITH_STYLES_OF_ITS_OWN:
            found += inline_faults(response, response.words)
        faults += [f"{route}: {method} by {person}: {fault}" for fault in found]
    assert not faults, "\n" + "\n".join(faults)


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true", "HX-Target": "results"}], ids=["page", "fragment"])
@pytest.mark.parametrize("application", APPLICATIONS)
def test_nobody_reads_what_is_not_theirs(application, headers, ask, url_of):
    faults = []
    for route in routes_of(application):
        for method, (person, hidden) in product(methods_of(route), (("stranger", SECRET), ("owner", OWN))):
            response = ask(person, method, url_of(route), headers=headers)
            found = [*header_faults(response, signed_in=route != OF_CALENDARS)]
            if route not in DEMONSTRATION:
                found += ["reads what is another's"] if hidden in readable(response.words) else []
                found += inline_faults(response, response.words)
            faults += [f"{route}: {method} by {person}: {fault}" for fault in found]
    assert not faults, "\n" + "\n".join(faults)


@pytest.mark.parametrize("route", ["systems:list", "exports:catalogue_file", "assessments:to_do"])
def test_everybody_reads_what_is_theirs(route, ask, url_of):
    """Without this the test before would pass on empty lists."""
    assert SECRET in readable(ask("owner", "GET", url_of(route)).words)
    assert SECRET in readable(ask("architect", "GET", url_of(route)).words)
    assert OWN in readable(ask("architect", "GET", url_of("systems:list")).words)


def test_no_filter_widens_what_is_found(ask):
    asked = ("q=Quetz", "owner=owner@example.org", "unit=1", "status=all", "findings=any")
    for address, query in product(("/systems/", "/systems/export.csv", "/systems/export.xlsx"), asked):
        assert SECRET not in readable(ask("stranger", "GET", f"{address}?{query}").words), query


def test_a_neighbour_is_known_by_name_and_times_alone(ask):
    """Whoever needs another's system must know which one and when it is back; nothing else about it."""
    connect("blog", needs="payments")
    for address in ("/systems/blog/", "/systems/blog/summary/", "/systems/blog/summary.json"):
        page = readable(ask("stranger", "GET", address).words)
        assert f"{SECRET} payments" in page
        assert SECRET not in page.replace(f"{SECRET} payments", ""), address
    assert ask("stranger", "GET", "/systems/payments/").status_code == 404


def test_no_form_of_another_site_is_taken(ask, url_of):
    forms = [route for route in ROUTES if "POST" in methods_of(route) and route != OF_JOBS]
    taken = [
        f"{route} by {person}"
        for route, person in product(forms, ("anonymous", "owner", "architect", "administrator"))
        if ask(person, "POST", url_of(route), csrf=True).status_code != 403
    ]
    assert not taken


NOTHING = {
    "key": "no-such-system",
    "public_id": UUID("00000000-0000-4000-8000-000000000000"),
    "topic": "no-such-topic",
    "question": "no-such-question",
    "pk": 2**63,
    "finding_id": 999_999_999,
    "justification_id": 2**31,
    "taken_id": 2**63,
    "measure_id": 2**63,
    "promise_id": 2**63,
    "exercise_id": 10**30,
    "batch_id": 2**63,
    "mail_id": 2**63,
    "token_id": 2**63,
    "service_id": 2**63,
    "webhook_id": 2**63,
    "source_id": 2**63,
    "delivery_id": 2**63,
    "name": "20260101T000000000000-00000000",
    "format_key": "exe",
}


# A form sent about what somebody removed meanwhile: what was typed is kept, and what was wanted gone is gone.
REMOVED_MEANWHILE = {
    "policies:edit",
    "policies:remove",
    "questionnaires:add",
    "questionnaires:question",
    "questionnaires:question_remove",
    "questionnaires:remove",
    "questionnaires:topic",
}


@pytest.mark.parametrize("application", APPLICATIONS)
def test_what_is_not_there_is_not_found(application, ask, url_of):
    """Not a fault for anybody, one wrong part of the address at a time."""
    faults = []
    for route in routes_of(application):
        for wrong in NOTHING.keys() & set(ADDRESSES[route].parameters):
            url = url_of(route, **{wrong: NOTHING[wrong]})
            for method, person in product(methods_of(route), ("anonymous", "stranger", "owner", "architect")):
                response = ask(person, method, url)
                kept = method == "POST" and route in REMOVED_MEANWHILE and response.status_code < 500
                if outcome(response) not in ("404", "403", SIGN_IN) and not kept:
                    faults.append(f"{method} {url} by {person}: {outcome(response)}{trace(response)}")
    assert not faults, "\n" + "\n".join(faults)


HOSTILE = (
    "q=%00&page=-1&sort=';--&unit=9e99&tier=x&state=%F0%9F%92%A5&email=%00&next=//evil.example&field=q&role=%00"
    "&rto_min=1e999&rto_max=-1&status=%FF&owner=%00&name=%00&language=../en"
)


@pytest.mark.parametrize("application", APPLICATIONS)
def test_no_address_however_odd_is_a_fault(application, ask, url_of):
    faults = []
    for route, person in product(routes_of(application), ("anonymous", "owner", "architect", "administrator")):
        for method in methods_of(route):
            response = ask(person, method, f"{url_of(route)}?{HOSTILE}")
            elsewhere = "evil.example" in response.headers.get("Location", "").partition("?")[0]
            if response.status_code >= 500 or elsewhere:
                faults.append(f"{route}: {method} by {person}: {outcome(response)}{trace(response)}")
    assert not faults, "\n" + "\n".join(faults)


@pytest.mark.parametrize("route", sorted(DEMONSTRATION))
def test_outside_the_demonstration_its_pages_are_not_there(route, ask, url_of, settings):
    settings.DEMO = False
    assert {outcome(ask(person, *methods_of(route), url_of(route))) for person in PEOPLE} == {"404"}


@pytest.mark.parametrize("person", PEOPLE)
def test_an_unknown_address_is_a_page_like_any_other(person, ask):
    response = ask(person, "GET", "/nothing/here/")
    assert response.status_code == 404
    assert [*header_faults(response, signed_in=person != "anonymous"), *inline_faults(response, response.words)] == []


def expected(route: str, method: str, person: str) -> tuple[str, ...]:
    """HEAD is GET without its words. Whoever may not come in at all need not be told that the method is wrong, too."""
    row = EXPECTED.get((route, "GET" if method == "HEAD" else method))
    if row:
        return (row[person],)
    if person == "anonymous" and route not in PUBLIC | DEMONSTRATION:
        return (SIGN_IN,)
    allowed = {row[person] for method in ("GET", "POST") if (row := EXPECTED.get((route, method)))}
    return (WRONG_METHOD, *sorted(allowed & {"403", "404"}))


def outcome(response: HttpResponse) -> str:
    """The status, or `sign-in` for the way to that page."""
    if response.status_code == 302 and response.headers["Location"].startswith("/sign-in/"):
        return SIGN_IN
    return str(response.status_code)


def trace(response: HttpResponse) -> str:
    """What raised, for a fault of the server."""
    return f": {response.exc_info[1]!r}" if getattr(response, "exc_info", None) else ""
