"""A flow as the text of its file: what is left out there is what a reader would fill in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import StringIO
from typing import Any

from ruamel.yaml import YAML

from bot.agenda.model import Source
from bot.flow.model import MAX_PROMPTS, MOST_TOPICS, TOPIC, Condition, Flow, Option, Question, Script, Section, Unclear
from bot.flow.parse import READ_BACK

_WIDEST = 1000  # characters: no text is folded


def written(flow: Flow) -> str:
    """Return YAML that reads as this flow again; comments are not part of a flow."""
    return as_yaml(as_file(flow))


def as_yaml(values: Mapping[str, Any]) -> str:
    """Return plain values as YAML, no text folded."""
    out = StringIO()
    yaml = YAML(pure=True)
    yaml.width = _WIDEST  # type: ignore[assignment]
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.dump(dict(values), out)
    return out.getvalue()


def as_file(flow: Flow) -> dict[str, Any]:
    """Return the flow as its file holds it: plain values, in the order of the file."""
    return _without_nothing(
        title=dict(flow.title),
        speaker=None if flow.speaker is Source.PATIENT else flow.speaker.value,
        also_ask=list(flow.also_ask) or None,
        max_prompts=None if flow.max_prompts == MAX_PROMPTS else flow.max_prompts,
        sections={name: _section(section) for name, section in flow.sections.items()} or None,
        questions={step: _question(question) for step, question in flow.questions.items()},
        after_visit=flow.after_visit,
        tests={script.name: as_test(script) for script in flow.tests} or None,
    )


def as_test(script: Script) -> dict[str, Any]:
    """Return a test as the file holds it."""
    talk = [
        _without_nothing(hours=line.hours or None, says=line.says, then=line.then, alert=line.alert)
        for line in script.lines
    ]
    whom = {"age": script.age, "visit_type": script.visit_type, "team_topics": script.team_topics or None}
    patient = _without_nothing(language=script.language, **whom)
    return patient | _without_nothing(topics=script.topics, talk=talk)


def _section(section: Section) -> dict[str, Any]:
    return _without_nothing(title=dict(section.title), when=conditions(section.when) or None)


def _question(question: Question) -> dict[str, Any]:
    return _without_nothing(
        core=None if question.core else False,
        instead_of=question.instead_of,
        ask=dict(question.ask),
        short=None if question.short == question.ask else dict(question.short),
        web=dict(question.web) or None,
        prompt=dict(question.prompt) or None,
        expect=question.kind.value,
        fills=question.fills,
        options={option.id: _option(option) for option in question.options} or None,
        each=TOPIC if question.each else None,
        repeat=None if question.repeat == (MOST_TOPICS if question.each else 1) else question.repeat,
        section=question.section,
        unclear=_unclear(question.unclear),
        hand_over=question.hand_over,
        when=conditions(question.when) or None,
        next=question.next or READ_BACK,
    )


def _option(option: Option) -> dict[str, Any]:
    words = {language: list(said) for language, said in option.words.items()}
    return _without_nothing(**option.label, also=words or None, next=option.next)


def _unclear(unclear: Unclear) -> dict[str, Any] | None:
    given = _without_nothing(tries=None if unclear.tries == Unclear().tries else unclear.tries, next=unclear.next)
    return given or None


def conditions(when: Iterable[Condition]) -> dict[str, Any]:
    """Return conditions as the file holds them: answers of several questions stand under one `is`."""
    found: dict[str, Any] = {}
    for condition in when:
        if condition.check in ("is", "is_not"):
            found.setdefault(condition.check, {})[condition.question] = condition.value
        elif condition.question is not None:
            found[condition.check] = beside(found.get(condition.check), condition.question)
        else:
            found[condition.check] = condition.value
    return found


def beside(known: str | list[str] | None, name: str) -> str | list[str]:
    """Return what one key holds of one name, or of several."""
    if known is None:
        return name
    return [*known, name] if isinstance(known, list) else [known, name]


def _without_nothing(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}
