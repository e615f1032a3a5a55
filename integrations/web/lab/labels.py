"""How the flow lab words what a flow file calls by name."""

from __future__ import annotations

from collections.abc import Mapping

from bot.flow.drafting.approval import Stage
from bot.flow.drafting.edits import (
    Answers,
    Asked,
    Edit,
    Insert,
    Move,
    Remove,
    Replace,
    Retitle,
    Reword,
)
from bot.flow.drafting.kept_tests import DropTest, KeepTest
from bot.flow.drafting.parts import AskAfterVisit, PutSection
from bot.flow.model import Condition, QuestionKind
from integrations.web.coordinator.labels import Label

KINDS = {
    QuestionKind.WORDS.value: "Free words",
    QuestionKind.SOMETHING_ELSE.value: "More of the same, until there is nothing else",
    QuestionKind.YES_NO.value: "Yes or no",
    QuestionKind.CHOICE.value: "One of a list",
    QuestionKind.RANKING.value: "Which topic comes first",
    QuestionKind.DATE.value: "A date",
}
FIELDS = {
    "items": "Topics for the visit",
    "items.rank": "Order of the topics",
    "items.worry": "Worry behind a topic",
    "interval_history": "What changed since the last visit",
    "impact": "Effect on daily life",
    "what_matters.goal": "What matters: a goal",
    "patient_expertise.tried": "What the patient has tried",
    "patient_expertise.works": "What helps the patient",
    "treatment_burden": "What is hard about the treatment",
    "hoped_outcome": "What the patient hopes for",
    "questions": "Questions to the team",
    "commitments.patient": "What the patient will do",
    "commitments.asked_of_team": "What the team is asked to do",
    "participation.preference": "How the patient wants to decide",
    "participation.early": "What is already decided",
    "access_needs": "Help needed for the visit",
    "about_me": "About the patient",
    "strengths": "Strengths",
    "child_voice": "The child's own voice",
    "visit_support": "Who comes along",
    "source.role": "Who answers",
    "teen.private_time": "Time alone with the clinician",
    "notes": "Notes",
    "after.benefit": "After the visit: whether it helped",
    "after.open": "After the visit: what is still open",
    "after.next": "After the visit: what comes next",
}
AFTER_VISIT = "After the visit"
LANGUAGES = {"en": "English", "es": "Spanish"}
FORMS = {
    "ask": ("The question", "What the patient reads first."),
    "short": ("Shorter", "When another line goes with it, or it is asked again. Leave empty to use the question."),
    "web": (
        "In the web chat",
        "Instead of the question, where there is room and nobody looks on. Leave empty to use the question.",
    ),
    "prompt": ("A nudge", "Once, after “I don't know”. Leave empty for none."),
}
STAGES = {
    Stage.DRAFT: Label("Draft", "pen", "calm", "Nobody gets it yet."),
    Stage.REVIEW: Label("Waits for approval", "eye", "act", "A clinician reads it now."),
    Stage.APPROVED: Label("Approved", "tick", "done", "Ready to publish."),
}
PERSONAS = {
    "plain": "Answers plainly",
    "terse": "A word or two",
    "chatty": "Tells stories",
    "many_concerns": "Many topics",
    "confused": "Confused",
    "low_literacy": "Finds writing hard",
    "spanish": "Writes Spanish",
    "bilingual": "Mixes languages",
    "slow": "Hours between texts",
    "in_pieces": "Splits a text in two",
    "angry": "Angry",
    "proxy": "Answers for somebody",
    "shared_phone": "Not their phone",
    "doubtful": "Doubts who reads it",
    "in_danger": "In danger",
    "opts_out_half_way": "Opts out half way",
    "says_no": "Says no",
}
_CROWD = {
    **PERSONAS,
    "everybody": "Everybody",
    "en": "In English",
    "es": "In Spanish",
    "invitation": "The invitation",
    "read_back": "The list read back",
    "finished": "The end: the list is confirmed",
    "go_on": "A pause, until the patient goes on",
    "stop_texts": "Whether to stop the texts",
    "identity": "Who is answering",
    "which_visit": "Which visit it is about",
    "opted_out": "No more texts",
}
_EDITS: dict[type, str] = {
    Retitle: "Renamed the flow",
    Reword: "Worded anew",
    Insert: "Added",
    Remove: "Took out",
    Move: "Moved",
    Answers: "Changed the answers of",
    Asked: "Changed when to ask",
    AskAfterVisit: "Changed what is asked after the visit",
    PutSection: "Changed a section",
    Replace: "Put a file in its place",
    KeepTest: "Kept a test",
    DropTest: "Took a test out",
}


def crowd(name: str) -> str:
    """Return what the page calls a group of the crowd, or a place outside the flow's questions."""
    return _CROWD.get(name, name.replace("_", " "))


REQUESTS = {
    "reschedule": "Move the visit",
    "refill": "A refill",
    "billing": "A bill",
    "test_result": "A result",
    "directions": "The way there",
    "complaint": "A complaint",
    "call_me": "A call",
}


ABOUT_THE_VISIT = {
    "items:?": "When there are … topics or more",
    "team_topics:?": "When the team has added … topics or more",
    "visit_type:?": "When the visit is of the type …",
    "language:en": "Only in English",
    "language:es": "Only in Spanish",
    "answered_by:patient": "When the patient answers",
    "answered_by:proxy": "When somebody answers for the patient",
    "age_at_least:?": "From … years on",
    "age_under:?": "Under … years",
    "hours_left:?": "When … hours or more are left before the visit",
}
_ABOUT = {
    "items": "When there are {} topics or more",
    "team_topics": "When the team has added {} topics or more",
    "visit_type": "When the visit is of the type “{}”",
    "language": "Only in {}",
    "answered_by": "When {} answers",
    "age_at_least": "From {} years on",
    "age_under": "Under {} years",
    "hours_left": "When {} hours or more are left before the visit",
}


def about_the_visit(condition: Condition) -> str:
    return _ABOUT.get(condition.check, condition.check + " {}").format(condition.value or condition.question)


def edit_words(edit: Edit) -> str:
    """Say what an edit did."""
    said = _EDITS[type(edit)]
    question = getattr(edit, "question", None)
    return f"{said} “{question}”" if question else said


def typed(fields: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return heading and words of what somebody typed, to be copied from; what stands in lists is left out."""
    found = []
    for name, value in fields.items():
        form, _, language = name.rpartition("_")
        if language in LANGUAGES and value.strip() and not name.startswith("was_"):
            heading = FORMS[form][0] if form in FORMS else _choice(form)
            found.append((f"{heading}, {LANGUAGES[language]}", value))
    return found


def _choice(form: str) -> str:
    _, _, row = form.partition("_")
    return f"Choice {int(row) + 1}" if row.isascii() and row.isdigit() and len(row) < 3 else form.capitalize()


def field_value(name: str, value: str) -> str:
    """Return what a field holds as its list words it."""
    return {"expect": KINDS, "fills": FIELDS}.get(name, {}).get(value, value)
