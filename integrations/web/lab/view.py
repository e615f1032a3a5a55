"""A draft as its page shows it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.flow.checks.check import Finding, Level
from bot.flow.checks.cost import Cost, cost
from bot.flow.checks.running import checked
from bot.flow.checks.walk import asked_after_visit
from bot.flow.document import read_document
from bot.flow.drafting.open_draft import OpenDraft
from bot.flow.model import LANGUAGES, Condition, Flow, Question, QuestionKind, Section
from bot.flow.parse import READ_BACK, shape_of
from integrations.web.lab import labels
from integrations.web.lab.changes import Told, told
from integrations.web.lab.preview import Bubble, bubbles, in_order
from integrations.web.lab.whens import TYPED, chosen, shown_rows

Choice = tuple[str, str]  # value and words of an entry of a list
Group = tuple[str, tuple[Choice, ...]]  # entries of a list under one heading, "" under none
Step = tuple[str, str]  # a question, and the one to put it behind, "" to put it first
_SHORT = 48  # characters of a question in a list


@dataclass(frozen=True)
class Card:
    """One question with all that a form about it needs."""

    number: int
    question: Question
    findings: tuple[Finding, ...]
    bubbles: tuple[Bubble, ...]
    when: Mapping[str, str]  # fields of the rows
    when_words: str
    whens: tuple[Group, ...]
    up: Step | None  # what moves it up by one, None where it is the first
    down: Step | None
    leads: tuple[Choice, ...]  # where a choice may lead
    repeats: bool
    nudges: bool
    switched_on: bool
    section: str  # the heading above it; "" where the one before is under the same

    @property
    def errors(self) -> int:
        return sum(finding.check.level is Level.ERROR for finding in self.findings)

    @property
    def first(self) -> bool:
        return self.number == 1


@dataclass(frozen=True)
class SectionCard:
    """A section with all that a form about it needs."""

    section: Section
    when: Mapping[str, str]
    when_words: str


@dataclass(frozen=True)
class DraftView:
    flow: Flow
    cards: tuple[Card, ...]
    findings: tuple[Finding, ...]
    changes: tuple[Told, ...]
    costs: dict[str, Cost]  # by language
    places: tuple[Choice, ...]
    last: str  # the last question before the visit: a new one comes behind it
    sections: tuple[SectionCard, ...]
    begins_after: tuple[Choice, ...]  # the questions that may be the first after the visit
    whens: tuple[Group, ...]
    shown: dict[str, tuple[Bubble, ...]]  # the questions in order, by language
    can_be_walked: bool

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.check.level is Level.ERROR)

    @property
    def advice(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.check.level is Level.ADVICE)


def view_of(name: str, content: str, base: str) -> DraftView:
    """Return what to show of a file; base: the file to compare it with. Both can be read."""
    flow, result = _shape(content, name), checked(content, f"{name}.yml")
    order = in_order(flow)
    return DraftView(
        flow=flow,
        cards=tuple(_cards(flow, result.findings)),
        findings=result.findings,
        changes=told(_shape(base, name), flow),
        costs={language: cost(flow, language) for language in LANGUAGES} if result.flow else {},
        places=tuple(_places(flow)),
        last=_last(flow),
        sections=tuple(
            SectionCard(one, shown_rows(one.when), when_words(one.when, flow)) for one in flow.sections.values()
        ),
        begins_after=tuple((name, _short(one)) for name, one in flow.questions.items() if name != flow.start),
        whens=tuple(_whens(flow.questions.values())),
        shown={language: tuple(bubbles(one)[at] for one in order) for at, language in enumerate(LANGUAGES)},
        can_be_walked=result.flow is not None,
    )


def of_draft(draft: OpenDraft) -> DraftView:
    return view_of(draft.name, draft.content, draft.base)


def about(finding: Finding) -> str | None:
    """Return the question that a finding is about; None: about the whole flow."""
    path = finding.found.path
    return path[1] if len(path) > 1 and path[0] == "questions" else None


def _shape(content: str, name: str) -> Flow:
    return shape_of(read_document(content, f"{name}.yml"))


def _last(flow: Flow) -> str:
    earlier = [step for step in flow.questions if step not in asked_after_visit(flow)]
    return earlier[-1] if earlier else flow.start


def _places(flow: Flow) -> Iterator[Choice]:
    afterwards = asked_after_visit(flow)
    yield "", "First"
    for step, question in flow.questions.items():
        yield step, f"{f'{labels.AFTER_VISIT}: a' if step in afterwards else 'A'}fter “{_short(question)}”"


def _cards(flow: Flow, findings: Iterable[Finding]) -> Iterator[Card]:
    names, found = list(flow.questions), list(findings)
    for at, (name, question) in enumerate(flow.questions.items()):
        earlier = [flow.questions[other] for other in names[:at]]  # what is asked later has no answer yet
        yield Card(
            number=at + 1,
            question=question,
            findings=tuple(finding for finding in found if about(finding) == name),
            bubbles=bubbles(question),
            when=shown_rows(question.when),
            when_words=when_words(flow.conditions(question), flow),
            whens=tuple(_with_own(_whens(earlier), question, flow)),
            up=_up(flow, names, at),
            down=(name, names[at + 1]) if at + 1 < len(names) else None,
            leads=tuple(_leads(flow, name)),
            repeats=may_repeat(question),
            nudges=may_nudge(question),
            switched_on=question.core or name in flow.also_ask,
            section=_heading(flow, names[at - 1] if at else None, question),
        )


def _leads(flow: Flow, name: str) -> Iterator[Choice]:
    """Yield every question that may come after this one, and the end."""
    for other in list(flow.questions)[list(flow.questions).index(name) + 1 :]:
        yield other, f"“{_short(flow.questions[other])}”"
    yield READ_BACK, "The end"


def _up(flow: Flow, names: list[str], at: int) -> Step | None:
    if at and names[at - 1] == flow.after_visit:
        return names[at - 1], names[at]  # the first after the visit goes down, for there is none to come behind
    return (names[at], names[at - 2] if at > 1 else "") if at else None


def _heading(flow: Flow, before: str | None, question: Question) -> str:
    if question.id == flow.after_visit:
        return labels.AFTER_VISIT
    if question.section is None or (before and flow.questions[before].section == question.section):
        return ""
    return flow.sections[question.section].title[LANGUAGES[0]]


def _whens(questions: Iterable[Question]) -> Iterator[Group]:
    """Yield what can be chosen, the visit first, then by the question whose answer it is about."""
    yield "", tuple(labels.ABOUT_THE_VISIT.items())
    for question in questions:
        yield f"When “{_short(question)}”", tuple(_about_answers(question))


def _about_answers(question: Question) -> Iterator[Choice]:
    name = question.id
    yield f"said:{name}", "was answered"
    yield f"not_said:{name}", "was not answered"
    for value, label in _values(question):
        yield f"is:{name}={value}", f"is {label}"
        yield f"is_not:{name}={value}", f"is not {label}"


def _with_own(whens: Iterable[Group], question: Question, flow: Flow) -> Iterator[Group]:
    """Add the conditions that a question has and the list does not, as a file may say them."""
    known = tuple(whens)
    values = {value for _, choices in known for value, _ in choices}
    yield from known
    own = tuple((chosen(one), when_words((one,), flow)) for one in question.when if chosen(one) not in values)
    if own:
        yield "As in the file", own


def _values(question: Question) -> Iterator[Choice]:
    if question.kind is QuestionKind.YES_NO:
        yield from (("yes", "yes"), ("no", "no"))
    if question.fills == "commitments.patient":
        yield "not_now", "“not now”"
    for option in question.options:
        yield option.id, f"“{option.label['en']}”"


def when_words(conditions: tuple[Condition, ...], flow: Flow) -> str:
    groups = _whens(flow.questions.values())
    known = {value: f"{group} {words}".strip() for group, choices in groups for value, words in choices}
    chosen_words = ((one, "" if chosen(one).endswith(TYPED) else known.get(chosen(one), "")) for one in conditions)
    return " and ".join(words or labels.about_the_visit(one) for one, words in chosen_words)


def may_nudge(question: Question) -> bool:
    """Whether an answer that says nothing has a nudge to be followed by, or leads elsewhere."""
    return bool(question.prompt or question.options or question.unclear.next)


def may_repeat(question: Question) -> bool:
    """Whether it can be asked more than once."""
    return question.each or question.kind is QuestionKind.SOMETHING_ELSE


def _short(question: Question) -> str:
    words = question.short["en"]
    return words if len(words) <= _SHORT else words[: _SHORT - 1].rstrip() + "…"
