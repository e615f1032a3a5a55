"""Words with one meaning that leave the house in a visit's JSON: what a text is for, who wrote it, what a person has to do."""

from __future__ import annotations

from bot.agenda.model import REQUESTS
from bot.flow.afterwards import AFTER_VISIT_TASK
from bot.flow.line_edits import ERASE_TASK
from bot.messaging.failures import CODES, UNLISTED

INBOUND_PURPOSES = ("answer", "opt_out")
OUTBOUND_PURPOSES = (
    "after_visit",
    "invitation",
    "reminder",
    "reply",
    "resumed",
    "help",
    "which_visit",
    "unknown_number",
    "no_visit_open",
    "stranger_in_danger",
    "opted_out",
    "emergency",
    "crisis",
    "same_day",
    "abuse",
)
PURPOSES = (*INBOUND_PURPOSES, *OUTBOUND_PURPOSES)

AUTHORS = ("patient", "previsit")
STAFF = "staff:"  # before the id of a member of staff who wrote

# What the trained second opinion holds of an alert: it alone noticed it, agrees with the rules, or doubts them.
ALONE, AGREES, DOUBTS = OPINIONS = ("alone", "agrees", "doubts")

TASK_KINDS = (
    *REQUESTS,
    "wrong_number",
    "check_who_answers",
    "confidential",
    "privacy_data",
    "wrote_while_paused",
    "wants_to_go_on",
    AFTER_VISIT_TASK,
    ERASE_TASK,
    "wrote_after_opt_out",
    "wrote_without_visit",
    "stranger_in_danger",
    "assistant_failed",
    "alert_not_paged",
    "not_reviewed",
    "delivery_failed",
    *(kind.staff_advice for kind in (*CODES, UNLISTED)),
)
