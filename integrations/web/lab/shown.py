"""What each form about a flow shows before anybody types: its fields as the draft has them. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from bot.flow.drafting.edits import FORMS
from bot.flow.model import LANGUAGES, Flow, Question
from integrations.web.lab.view import may_nudge, may_repeat, when_words
from integrations.web.lab.whens import shown_rows

OF_A_QUESTION = ("words", "answers", "asked", "remove")
MERGED_WHOLE = ("answers", "asked", "section", "remove")  # forms whose fields say something together only


def fields_of(flow: Flow, kind: str, question: str = "") -> Mapping[str, str]:
    """Return name and value of each field; of a form that shows nothing of the draft, none.

    kind: see integrations/web/lab/forms.py. question: or the section that the form is about. Fields that no form has
    (`conditions`, `is`) stand for what it cannot show.
    """
    if kind == "title":
        return {f"title_{language}": flow.title[language] for language in LANGUAGES}
    if kind == "after":
        return {"after_visit": flow.after_visit or ""}
    if kind == "section":
        return _section(flow, question)
    asked = flow.questions.get(question)
    if asked is None or kind not in OF_A_QUESTION:
        return {}
    of_kind = {"words": _words, "answers": _answers, "asked": _asked, "remove": _everything}
    return of_kind[kind](flow, asked)


def _words(flow: Flow, question: Question) -> Mapping[str, str]:
    said = {form: getattr(question, form) for form in FORMS}
    if question.short == question.ask:
        said["short"] = {}
    return {f"{form}_{language}": texts.get(language, "") for form, texts in said.items() for language in LANGUAGES}


def _answers(flow: Flow, question: Question) -> Mapping[str, str]:
    fields = {"expect": question.kind.value, "fills": question.fills or "", "hand_over": question.hand_over or ""}
    for row, option in enumerate(question.options):
        fields[f"option_{row}_name"] = option.id
        fields |= {f"option_{row}_{language}": option.label[language] for language in LANGUAGES}
        fields[f"option_{row}_next"] = option.next or ""
        fields |= {f"option_{row}_also_{one}": ", ".join(option.words.get(one, ())) for one in LANGUAGES}
    if may_nudge(question):
        fields |= {"unclear_tries": str(question.unclear.tries), "unclear_next": question.unclear.next or ""}
    return fields


def _asked(flow: Flow, question: Question) -> Mapping[str, str]:
    return {
        **shown_rows(question.when),
        "optional": "" if question.core else "yes",
        "switched_on": "yes" if question.core or question.id in flow.also_ask else "",
        "each": "yes" if question.each else "",
        "section": question.section or "",
        "repeat": str(question.repeat) if may_repeat(question) else "",
        "conditions": when_words(question.when, flow),
    }


def _section(flow: Flow, name: str) -> Mapping[str, str]:
    section = flow.sections.get(name)
    if section is None:
        return {}
    titles = {f"title_{language}": section.title[language] for language in LANGUAGES}
    return {**titles, **shown_rows(section.when), "conditions": when_words(section.when, flow)}


def _everything(flow: Flow, question: Question) -> Mapping[str, str]:
    """Return a mark of all that a question is, by which it is known whether somebody changed any of it."""
    every = (question, question.id in flow.also_ask)
    return {"is": hashlib.sha256(repr(every).encode()).hexdigest()[:16]}
