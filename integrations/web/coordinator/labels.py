"""How the coordinators' pages word what the code calls by name; the only place for such words."""

from __future__ import annotations

from dataclasses import dataclass

from bot.vocabularies import AGREES, ALONE, DOUBTS


@dataclass(frozen=True)
class Label:
    """A word, a symbol of static/coordinator.svg and a tone of static/coordinator.css: never colour alone."""

    word: str
    icon: str
    tone: str
    hint: str = ""


STATES = {
    "not_invited": Label("Not invited", "clock", "quiet", "The invitation goes out three days before the visit."),
    "no_consent": Label(
        "No consent", "barred", "quiet", "The patient has not agreed to texts: phone, or ask at the desk."
    ),
    "invited": Label("Invited", "sent", "calm", "Waiting for the first answer."),
    "started": Label("Started", "talk", "calm", "The patient is answering."),
    "stuck": Label("Stuck halfway", "pause", "warn", "No word for a day, half-way through."),
    "needs_review": Label("Needs review", "eye", "act", "Read it and sign it off."),
    "signed_off": Label("Signed off", "pen", "done", "On its way to the team."),
    "sent": Label("Sent", "tick", "done", "The team has it."),
    "read": Label("Read", "ticks", "done", "Somebody of the team has opened it."),
    "opted_out": Label("Opted out", "hand", "quiet", "No texts. The visit itself still stands."),
    "declined": Label("Said no", "minus", "quiet", "The patient prefers not to answer. Nothing to do."),
    "no_response": Label("No response", "silent", "quiet", "Never answered; nothing more is sent."),
    "failed": Label("Failed", "cross", "bad", "A text or the summary did not arrive: see the visit."),
    "cancelled": Label("Cancelled", "minus", "quiet", "The visit does not take place."),
    "closed": Label("Closed", "flag", "quiet", "The time for answers is over."),
}

TIERS = {
    "T1": Label("Emergency", "alarm", "bad", "The patient was told to call 911."),
    "T1-C": Label("Crisis", "alarm", "bad", "The patient was given the crisis line, unless a text could do harm."),
    "T2": Label("Same day", "alarm", "warn", "The patient was asked to call today."),
    "T3": Label("Note", "flag", "quiet", "Past, known, or about somebody else. The patient was told nothing."),
}

OPINIONS = {
    ALONE: "No rule knows these words: the trained second opinion alone found them alarming. It may be mistaken.",
    AGREES: "The trained second opinion agrees.",
    DOUBTS: "The trained second opinion doubts this one. Look all the same.",
}

TASKS = {
    "reschedule": "Wants to change the visit",
    "reschedule_or_cancel": "Wants to change the visit",
    "refill": "Asks for a refill",
    "refill_request": "Asks for a refill",
    "billing": "Asks about a bill",
    "billing_question": "Asks about a bill",
    "test_result": "Asks about a test result",
    "directions": "Asks for directions",
    "complaint": "Complaint: call back",
    "call_me": "Wants a call from a person",
    "talk_to_human": "Wants a call from a person",
    "interpreter": "Needs an interpreter",
    "unsupported_language": "Writes in a language we do not have: arrange an interpreter",
    "proxy": "Somebody else answers for the patient: check consent",
    "proxy_speaking": "Somebody else answers for the patient: check consent",
    "wrong_person": "Wrong person: check the number",
    "wrong_number": "Wrong number: check it",
    "other": "Another request",
    "check_who_answers": "Check who is answering",
    "confidential": "Asked us to keep something between them and the clinician",
    "erase_words": "Asks us to delete something they said",
    "wrote_while_paused": "Wrote again after a danger sign: read it",
    "wants_to_go_on": "Wants to go on after a pause: is it safe to text?",
    "words_after_visit": "Wrote after the visit: read it",
    "picture_sent": "Sent a picture, which was not kept",
    "privacy_data": "Sent private data such as a card number",
    "assistant_failed": "The assistant could not answer: read and reply",
    "not_reviewed": "Time for answers is over and nobody has signed off",
    "wrote_without_visit": "Wrote although no visit is open: read it",
    "stranger_in_danger": "A number nobody knows wrote of danger",
    "wrote_after_opt_out": "Wrote after opting out: read it, do not text",
    "alert_not_paged": "An alert could not be paged to the duty contact",
    "delivery_failed": "The summary did not reach the team",
    "summary_not_delivered": "The summary did not reach the team",
    "send_failed.opted_out": "The carrier says this number opted out",
    "send_failed.bad_number": "The number does not exist: ask for another",
    "send_failed.landline": "The number is a landline: phone instead",
    "send_failed.unreachable": "The phone could not be reached",
    "send_failed.blocked": "The phone blocks our texts",
    "send_failed.filtered": "The carrier filtered our text: tell your admin",
    "send_failed.unregistered": "Texts are not registered with the carriers: tell your admin",
    "send_failed.account": "Our text account has a problem: tell your admin",
    "send_failed.text_refused": "The carrier refused the text",
    "send_failed.temporary": "A text could not be delivered",
    "send_failed.unlisted": "A text could not be delivered",
}

CHANNELS = {"sms": "text", "web": "web chat", "phone": "on the phone"}
LANGUAGES = {"en": "English", "es": "Spanish"}
ROLES = {"coordinator": "Coordinator", "clinician": "Clinician", "admin": "Admin"}
WAYS = {"file": "File drop", "fhir": "FHIR server", "hl7v2": "HL7 v2", "email": "E-mail", "webhook": "Webhook"}
DELIVERIES = {
    "waiting": Label("Leaves soon", "clock", "calm"),
    "delivered": Label("Delivered", "tick", "done"),
    "failed": Label("Failed", "cross", "bad"),
    "cancelled": Label("Held back", "minus", "quiet"),
}
TRIED_AGAIN = Label("Tried again", "clock", "warn")
MESSAGE_STATES = {
    "waiting": "not sent yet",
    "on_its_way": "being sent",
    "queued": "handed to the carrier",
    "accepted": "handed to the carrier",
    "sending": "handed to the carrier",
    "sent": "sent",
    "delivered": "delivered",
    "read": "read",
    "failed": "failed",
    "undelivered": "not delivered",
    "cancelled": "not sent",
    "shown": "shown",
}
OPT_OUT_CHANNELS = {
    "phone": "By phone",
    "in_person": "In person",
    "voicemail": "Voicemail",
    "mail": "E-mail",
    "letter": "Letter",
    "portal": "Portal message",
    "other": "Another way",
}
REQUIREMENTS = {
    "display_name": "Name in texts",
    "phone": "Phone number for patients",
    "hours": "Opening hours",
    "time_zone": "Time zone",
    "duty_contact": "Duty contact for alerts",
    "registration": "Registration with the carriers",
    "wording_review": "Review of the texts",
    "safety_review": "Review of the danger signs",
}
# What a page says after a form was taken; the key travels in the address, so it names nobody.
NOTICES = {
    "topic": "Topic added beside the patient's.",
    "topic-withdrawn": "Topic taken off the list.",
    "commitment": "Written down as the team's promise.",
    "commitment-withdrawn": "Promise taken off the list.",
    "acknowledged": "Alert acknowledged. It pages nobody any more.",
    "done": "Task done.",
    "opted-out": "Opt-out recorded. No text leaves for this number.",
    "resumed": "The conversation goes on at its question.",
    "said": "Added to the conversation in the patient's words.",
    "signed-off": "Signed off. It leaves in a minute; until then you can undo.",
    "undone": "Held back. Nothing has left.",
    "again": "Trying once more.",
    "saved": "Saved.",
    "connected": "Saved. Send a test to see whether it works.",
    "disconnected": "Removed. Nothing goes there any more.",
    "secret": "A new secret signs, and the one before it too. Give the new one to the receiver.",
    "key": "A new key signs. The record system reads it from the same address.",
    "signed": "Signature recorded.",
    "password": "Password changed. Other browsers were logged out.",
    "welcome": "Password set. Log in with it now.",
    "deactivated": "Account ended. Its sessions are over.",
    "flow-saved": "Saved in the draft. Patients still get the published version.",
    "flow-begun": "A new flow, in a draft. Change what it asks, then hand it in.",
    "flow-undone": "Undone.",
    "flow-redone": "Done again.",
    "flow-handed-in": "Handed in. A clinician can approve it now.",
    "flow-sent-back": "Back in work.",
    "flow-approved": "Approved. It can be published.",
    "flow-published": "Published. New visits get it; conversations that are going on keep their version.",
    "flow-thrown-away": "Draft thrown away.",
    "flow-rolled-back": "Went back. New visits get the version before.",
    "flow-given-again": "New visits get this version again.",
    "flow-taken-out": "Out of use. New visits get what is for all.",
    "logged-out": "You are logged out.",
    "idle": "You were logged out after 30 minutes without use.",
}


def task_label(kind: str) -> str:
    return TASKS.get(kind) or kind.rpartition(".")[2].replace("_", " ").capitalize()
