"""Every address of the coordinators' pages, and who may use it."""

from __future__ import annotations

from aiohttp import web

from integrations.web.coordinator import clinic, connections, deliveries, entrance, sheets, staff, visit, visits
from integrations.web.coordinator.connections import PAGE
from integrations.web.coordinator.gate import Access, Route, guarded

_ID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_WAY = "{way:fhir|hl7v2|webhook|email}"
_VISIT = f"/visits/{{visit_id:{_ID}}}"

ROUTES = (
    Route("GET", "/login", entrance.get_log_in, Access.ANYBODY),
    Route("POST", "/login", entrance.post_log_in, Access.ANYBODY),
    Route("GET", "/welcome/{token}", entrance.get_welcome, Access.ANYBODY),
    Route("POST", "/welcome/{token}", entrance.post_welcome, Access.ANYBODY),
    Route("POST", "/logout", entrance.post_log_out, Access.STAFF),
    Route("POST", "/session/keep", entrance.post_still_here, Access.STAFF),
    Route("GET", "/account", entrance.get_account, Access.STAFF),
    Route("POST", "/account/password", entrance.post_password, Access.STAFF),
    Route("GET", "/visits", visits.get_visits, Access.STAFF),
    Route("GET", "/visits/next", visits.get_next, Access.STAFF),
    Route("GET", "/visits/huddle.pdf", sheets.get_huddle, Access.STAFF),
    Route("GET", "/alerts", visits.get_alerts, Access.STAFF, background=True),
    Route("GET", f"/alerts/{{alert_id:{_ID}}}", visits.get_alert, Access.STAFF),
    Route("POST", f"/alerts/{{alert_id:{_ID}}}/acknowledge", visits.post_acknowledgement, Access.STAFF),
    Route("POST", f"/tasks/{{task_id:{_ID}}}/done", visits.post_done, Access.STAFF),
    Route("GET", _VISIT, visit.get_visit, Access.STAFF),
    Route("GET", f"{_VISIT}/summary.txt", visit.get_text, Access.STAFF),
    Route("GET", f"{_VISIT}/summary.pdf", visit.get_sheet, Access.STAFF),
    Route("GET", f"{_VISIT}/talk", visit.get_talk, Access.STAFF, background=True),
    Route("GET", f"{_VISIT}/sending", visit.get_sending, Access.STAFF, background=True),
    Route("POST", f"{_VISIT}/topics", visit.post_topic, Access.STAFF),
    Route("POST", f"{_VISIT}/topics/{{item:[0-9]{{1,9}}}}/withdraw", visit.post_topic_withdrawal, Access.STAFF),
    Route("POST", f"{_VISIT}/commitments", visit.post_commitment, Access.STAFF),
    Route(
        "POST",
        f"{_VISIT}/commitments/{{commitment:[0-9]{{1,9}}}}/withdraw",
        visit.post_commitment_withdrawal,
        Access.STAFF,
    ),
    Route("POST", f"{_VISIT}/messages", visit.post_message, Access.STAFF),
    Route("POST", f"{_VISIT}/opt-out", visit.post_opt_out, Access.STAFF),
    Route("POST", f"{_VISIT}/resume", visit.post_resume, Access.STAFF),
    Route("POST", f"{_VISIT}/sign-off", visit.post_sign_off, Access.STAFF),
    Route("POST", f"{_VISIT}/undo", visit.post_undo, Access.STAFF),
    Route("POST", f"{_VISIT}/deliveries/{{delivery_id:{_ID}}}/again", visit.post_again, Access.STAFF),
    Route("GET", deliveries.PAGE, deliveries.get_deliveries, Access.STAFF),
    Route("POST", f"{deliveries.PAGE}/again", deliveries.post_again, Access.STAFF),
    Route("POST", f"{deliveries.PAGE}/{{delivery_id:{_ID}}}/again", deliveries.post_again, Access.STAFF),
    Route("GET", "/clinic", clinic.get_clinic, Access.STAFF),
    Route("POST", "/clinic", clinic.post_clinic, Access.ADMIN),
    Route("POST", "/clinic/sign/{which:wording|safety}", clinic.post_signature, Access.ADMIN),
    Route("GET", PAGE, connections.get_connections, Access.ADMIN),
    Route("POST", f"{PAGE}/webhook/secret", connections.post_secret, Access.ADMIN),
    Route("POST", f"{PAGE}/fhir/key", connections.post_key, Access.ADMIN),
    Route("GET", f"/connections/{{connection_id:{_ID}}}/jwks.json", connections.get_key_set, Access.ANYBODY),
    Route("POST", f"{PAGE}/{_WAY}", connections.post_connection, Access.ADMIN),
    Route("GET", f"{PAGE}/{_WAY}/tried", connections.get_tried, Access.ADMIN, background=True),
    Route("POST", f"{PAGE}/{_WAY}/test", connections.post_test, Access.ADMIN),
    Route("POST", f"{PAGE}/{_WAY}/remove", connections.post_removal, Access.ADMIN),
    Route("GET", "/accounts", staff.get_accounts, Access.ADMIN),
    Route("POST", "/accounts", staff.post_invitation, Access.ADMIN),
    Route("POST", f"/accounts/{{staff_id:{_ID}}}/recover", staff.post_recovery, Access.ADMIN),
    Route("POST", f"/accounts/{{staff_id:{_ID}}}/deactivate", staff.post_deactivation, Access.ADMIN),
)


def routes(*others: Route) -> list[web.RouteDef]:
    """Return every route behind its lock, to be added to the application; others: of staff pages elsewhere."""
    return [web.route(route.method, route.path, guarded(route)) for route in (*ROUTES, *others)]
