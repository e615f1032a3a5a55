"""Every check, in the order it is shown: what keeps a flow from working first, then what keeps people from answering."""

from __future__ import annotations

from bot.flow.checks.after_visit_part import AFTER_VISIT_PART
from bot.flow.checks.anything_else import ANYTHING_ELSE
from bot.flow.checks.check import Check
from bot.flow.checks.circle import CIRCLE
from bot.flow.checks.clinic_words import CLINIC_WORDS
from bot.flow.checks.closed_question import CLOSED_QUESTION
from bot.flow.checks.command_words import COMMAND_WORDS
from bot.flow.checks.condition_too_early import CONDITION_TOO_EARLY
from bot.flow.checks.condition_value import CONDITION_VALUE
from bot.flow.checks.cost import COST
from bot.flow.checks.costly_letters import COSTLY_LETTERS
from bot.flow.checks.do_you_have_questions import DO_YOU_HAVE_QUESTIONS
from bot.flow.checks.each_topic import EACH_TOPIC
from bot.flow.checks.emergency_words import EMERGENCY_WORDS
from bot.flow.checks.hand_over_value import HAND_OVER_VALUE
from bot.flow.checks.impossible_age import IMPOSSIBLE_AGE
from bot.flow.checks.impossible_time import IMPOSSIBLE_TIME
from bot.flow.checks.judging_words import JUDGING_WORDS
from bot.flow.checks.link_in_text import LINK_IN_TEXT
from bot.flow.checks.lopsided_translation import LOPSIDED_TRANSLATION
from bot.flow.checks.many_options import MANY_OPTIONS
from bot.flow.checks.must_answer import MUST_ANSWER
from bot.flow.checks.names import NAMES
from bot.flow.checks.never_asked import NEVER_ASKED
from bot.flow.checks.never_true import NEVER_TRUE
from bot.flow.checks.no_nudge import NO_NUDGE
from bot.flow.checks.no_something_else import NO_SOMETHING_ELSE
from bot.flow.checks.no_topics import NO_TOPICS
from bot.flow.checks.numbers_named import NUMBERS_NAMED
from bot.flow.checks.option_words import OPTION_WORDS
from bot.flow.checks.options_alike import OPTIONS_ALIKE
from bot.flow.checks.phone_number import PHONE_NUMBER
from bot.flow.checks.place_of_test import PLACE_OF_TEST
from bot.flow.checks.private_value import PRIVATE_VALUE
from bot.flow.checks.private_words import PRIVATE_WORDS
from bot.flow.checks.prompt_repeats import PROMPT_REPEATS
from bot.flow.checks.ranking_place import RANKING_PLACE
from bot.flow.checks.ranking_too_early import RANKING_TOO_EARLY
from bot.flow.checks.reading_grade import READING_GRADE
from bot.flow.checks.repeats_too_often import REPEATS_TOO_OFTEN
from bot.flow.checks.safety_words import SAFETY_WORDS
from bot.flow.checks.same_place import SAME_PLACE
from bot.flow.checks.scale_words import SCALE_WORDS
from bot.flow.checks.short_wording import SHORT_WORDING
from bot.flow.checks.shouting import SHOUTING
from bot.flow.checks.summary_gaps import SUMMARY_GAPS
from bot.flow.checks.swap_skips import SWAP_SKIPS
from bot.flow.checks.talk_of_test import TALK_OF_TEST
from bot.flow.checks.text_length import TEXT_LENGTH
from bot.flow.checks.too_many_prompts import TOO_MANY_PROMPTS
from bot.flow.checks.tu_and_usted import TU_AND_USTED
from bot.flow.checks.two_ideas import TWO_IDEAS
from bot.flow.checks.unequal_translation import UNEQUAL_TRANSLATION
from bot.flow.checks.unfriendly_start import UNFRIENDLY_START
from bot.flow.checks.unknown_variable import UNKNOWN_VARIABLE
from bot.flow.checks.unreachable import UNREACHABLE
from bot.flow.checks.untranslated import UNTRANSLATED
from bot.flow.checks.wordy import WORDY

# The first ones are about the course of a flow: it goes to nobody, and cannot be walked, where they find something.
STRUCTURE: tuple[Check, ...] = (CIRCLE, UNREACHABLE, RANKING_PLACE, NO_TOPICS)
CHECKS: tuple[Check, ...] = (
    *STRUCTURE,
    AFTER_VISIT_PART,
    NAMES,
    RANKING_TOO_EARLY,
    CONDITION_TOO_EARLY,
    CONDITION_VALUE,
    NEVER_TRUE,
    EACH_TOPIC,
    HAND_OVER_VALUE,
    IMPOSSIBLE_AGE,
    IMPOSSIBLE_TIME,
    NEVER_ASKED,
    PLACE_OF_TEST,
    TALK_OF_TEST,
    NUMBERS_NAMED,
    SCALE_WORDS,
    OPTION_WORDS,
    OPTIONS_ALIKE,
    COMMAND_WORDS,
    SAFETY_WORDS,
    EMERGENCY_WORDS,
    PHONE_NUMBER,
    UNKNOWN_VARIABLE,
    UNTRANSLATED,
    PRIVATE_VALUE,
    PRIVATE_WORDS,
    LINK_IN_TEXT,
    TEXT_LENGTH,
    COST,
    TOO_MANY_PROMPTS,
    READING_GRADE,
    TWO_IDEAS,
    ANYTHING_ELSE,
    DO_YOU_HAVE_QUESTIONS,
    MUST_ANSWER,
    SWAP_SKIPS,
    SAME_PLACE,
    SUMMARY_GAPS,
    NO_SOMETHING_ELSE,
    NO_NUDGE,
    PROMPT_REPEATS,
    SHORT_WORDING,
    CLOSED_QUESTION,
    JUDGING_WORDS,
    CLINIC_WORDS,
    SHOUTING,
    WORDY,
    UNEQUAL_TRANSLATION,
    LOPSIDED_TRANSLATION,
    TU_AND_USTED,
    COSTLY_LETTERS,
    MANY_OPTIONS,
    REPEATS_TOO_OFTEN,
    UNFRIENDLY_START,
)
