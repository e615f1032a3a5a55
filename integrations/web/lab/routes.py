"""Every address of the flow lab, and who may use it: all staff look, admins change."""

from __future__ import annotations

from integrations.web.coordinator.gate import Access, Route
from integrations.web.lab import compare, crowd, draft, editing, overview, releases, steps, talk
from integrations.web.lab.forms import KINDS

_FLOW = "/flows/{name:[a-z][a-z0-9_]{0,40}}"

ROUTES = (
    Route("GET", "/flows", overview.get_flows, Access.STAFF),
    Route("POST", "/flows/preview", draft.post_preview, Access.STAFF, background=True),
    Route("POST", "/flows/new", overview.post_new, Access.ADMIN),
    Route("GET", _FLOW, draft.get_flow, Access.STAFF),
    Route("GET", f"{_FLOW}/tests", draft.get_tests, Access.STAFF, background=True),
    Route("GET", f"{_FLOW}/file.yml", draft.get_file, Access.STAFF),
    Route("GET", f"{_FLOW}/questionnaire.json", draft.get_questionnaire, Access.STAFF),
    Route("GET", f"{_FLOW}/compare", compare.get_compare, Access.STAFF),
    Route("GET", f"{_FLOW}/talk", talk.get_talk, Access.STAFF),
    Route("GET", f"{_FLOW}/talk/{{part:{'|'.join(talk.PARTS)}}}", talk.get_part, Access.STAFF, background=True),
    Route("POST", f"{_FLOW}/talk/{{step:{'|'.join(talk.STEPS)}}}", talk.post_talk, Access.STAFF),
    Route("POST", f"{_FLOW}/talk-keep", talk.post_keep, Access.ADMIN),
    Route("GET", f"{_FLOW}/crowd", crowd.get_crowd, Access.STAFF, background=True),
    Route("POST", f"{_FLOW}/crowd", crowd.post_crowd, Access.ADMIN),
    Route("POST", f"{_FLOW}/crowd/stop", crowd.post_stop, Access.ADMIN),
    Route("POST", f"{_FLOW}/draft", draft.post_begin, Access.ADMIN),
    Route("POST", f"{_FLOW}/edit/{{kind:{'|'.join(KINDS)}}}", editing.post_edit, Access.ADMIN),
    Route("POST", f"{_FLOW}/step/{{step:{'|'.join(steps.STEPS)}}}", steps.post_step, Access.ADMIN),
    Route("POST", f"{_FLOW}/publish", steps.post_publish, Access.ADMIN),
    Route("POST", f"{_FLOW}/approve", steps.post_approve, Access.CLINICIAN),
    Route("POST", f"{_FLOW}/send-back", steps.post_send_back, Access.REVIEWER),
    Route("POST", f"{_FLOW}/roll-back", releases.post_roll_back, Access.ADMIN),
    Route("POST", f"{_FLOW}/again", releases.post_again, Access.ADMIN),
    Route("POST", f"{_FLOW}/out-of-use", releases.post_out, Access.ADMIN),
)
