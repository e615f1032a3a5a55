"""What a denial, a time, a person and a supposition reach over, by clause and not by distance."""

from __future__ import annotations

import pytest

from bot.safety import Tier, scan
from tests.safety.material import tier_of

SIGNS = {
    "en": ("chest pain", "fever of 104", "blackouts", "seizures"),
    "es": ("dolor de pecho", "fiebre de 40", "desmayos", "convulsiones"),
}


@pytest.mark.parametrize("place", range(4))
def test_a_denial_reaches_every_part_of_a_list(place):
    english = [*SIGNS["en"][place:], *SIGNS["en"][:place]]
    spanish = [*SIGNS["es"][place:], *SIGNS["es"][:place]]

    assert tier_of(f"no {', '.join(english[:-1])} or {english[-1]}") is Tier.NONE
    assert tier_of(f"I don't have {', '.join(english[:-1])}, or {english[-1]}") is Tier.NONE
    assert tier_of(f"no tengo {', '.join(spanish[:-1])} ni {spanish[-1]}") is Tier.NONE


@pytest.mark.parametrize(
    "text",
    [
        "no fever but chest pain",
        "no fever, my chest hurts",
        "no fever i have chest pain",
        "no sleep because of chest pain",
        "No. Chest pain.",
        "no, chest pain right now",
        "not a cold, but my chest hurts",
        "not only chest pain",
        "I don't know why my chest hurts",
        "I can't sleep with this chest pain",
        "never had chest pain like this",
        "no fiebre pero dolor de pecho",
        "no tengo fiebre, me duele el pecho",
        "no duermo por el dolor de pecho",
        "no se me quita el dolor de pecho",
        "no sé por qué me duele el pecho",
        "no puedo respirar",
        "nunca había tenido un dolor de pecho así",
        "no aguanto el dolor de pecho",
    ],
)
def test_a_denial_ends_where_the_sign_is_said(text):
    assert tier_of(text) is Tier.T1


@pytest.mark.parametrize(
    "text",
    [
        "chest pain? no",
        "chest pain: none",
        "my chest does not hurt",
        "my chest doesn't really hurt",
        "I don't think I have chest pain",
        "it's not chest pain",
        "without chest pain",
        "dolor de pecho no tengo",
        "no creo que sea dolor de pecho",
        "el pecho no me duele",
        "sin dolor de pecho",
        "tampoco tengo dolor de pecho",
        "contractions? none. 38 weeks, bag packed",
    ],
)
def test_what_is_denied_is_not_noticed(text):
    assert scan(text) == ()


@pytest.mark.parametrize(
    ("time", "tier"),
    [
        ("right now", Tier.T1),
        ("since this morning", Tier.T1),
        ("", Tier.T1),
        ("last night", Tier.T2),
        ("two days ago", Tier.T2),
        ("on and off", Tier.T2),
        ("when I climb stairs", Tier.T2),
        ("in 2019", Tier.NOTE),
        ("three years ago", Tier.NOTE),
        ("when I was a teenager", Tier.NOTE),
    ],
)
def test_time_decides_the_tier(time, tier):
    assert tier_of(f"chest pain {time}") is tier


@pytest.mark.parametrize(
    ("time", "tier"),
    [
        ("ahora mismo", Tier.T1),
        ("desde ayer", Tier.T1),
        ("anoche", Tier.T2),
        ("ayer", Tier.T2),
        ("hace tres días", Tier.T2),
        ("cuando subo escaleras", Tier.T2),
        ("en 2019", Tier.NOTE),
        ("hace años", Tier.NOTE),
        ("el año pasado", Tier.NOTE),
    ],
)
def test_time_decides_the_tier_in_spanish(time, tier):
    assert tier_of(f"dolor de pecho {time}") is tier


def test_a_past_clause_does_not_soften_the_present_one():
    assert tier_of("I had a heart attack in 2019 and now my chest feels tight") is Tier.T1
    assert tier_of("my chest hurts, I had a heart attack in 2019") is Tier.T1
    assert tier_of("tuve un infarto en 2019 y ahora me aprieta el pecho") is Tier.T1


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        ("my mom is having a seizure", Tier.T1),
        ("my mom had a seizure last month", Tier.NOTE),
        ("my mom had a seizure yesterday", Tier.T2),
        ("my uncle died of a stroke", Tier.NOTE),
        ("my wife thinks I am having a stroke", Tier.T1),
        ("mi mamá está convulsionando", Tier.T1),
        ("mi tío murió de un derrame", Tier.NOTE),
        ("my cousin is in the hospital with sepsis", Tier.NOTE),
        ("mi cuñado está internado con septicemia", Tier.NOTE),
        ("my son had meningitis at 2, he's 20 now", Tier.NOTE),
        ("septic in 1999, three weeks in hospital", Tier.NOTE),
        ("my dog is having a seizure", Tier.NONE),
        ("the cat scratched me and now my eye is red, painful and blurry", Tier.T2),
    ],
)
def test_another_person_is_at_risk_only_now(text, tier):
    assert tier_of(text) is tier


@pytest.mark.parametrize(
    "text",
    ["what are the signs of a stroke", "what if I get chest pain", "can statins cause seizures", "qué hago si me da un infarto"],
)  # fmt: skip
def test_what_is_supposed_or_asked_in_general_is_a_note(text):
    assert tier_of(text) is Tier.NOTE


def test_a_supposition_does_not_soften_a_crisis():
    assert tier_of("what if I just kill myself") is Tier.CRISIS
    assert tier_of("nadie lloraría si me mato") is Tier.CRISIS


def test_the_worst_notice_comes_first_and_each_rule_is_named_once():
    text = "I had a seizure in 2012. My chest hurts, my chest really hurts. I want to die."

    notices = scan(text)

    assert [notice.tier for notice in notices] == [Tier.CRISIS, Tier.T1, Tier.NOTE]
    assert [notice.kind for notice in notices] == ["suicide_explicit", "chest_pain", "seizure"]
    assert len({notice.rule for notice in notices}) == len(notices)


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        ("my wife has hit me for years", Tier.CRISIS),
        ("mi marido me pega desde hace ocho años", Tier.CRISIS),
        ("my wife used to hit me years ago", Tier.NOTE),
        ("chest pain for years", Tier.NOTE),
    ],
)
def test_what_goes_on_for_years_is_known_but_for_abuse(text, tier):
    assert tier_of(text) is tier


def test_what_went_away_long_ago_is_past():
    assert tier_of("the chest pain went away last year") is Tier.NOTE


@pytest.mark.parametrize(
    "text",
    [
        "nobody hits me",
        "nadie me pega",
        "no se me hincharon los labios",
        "the gout is beating me up",
        "la quimio me pega duro",
        "we laughed so hard we couldnt breathe",
        "out of my steroid cream",
        "se acabo la pomada de cortisona",
    ],
)
def test_a_denial_a_saying_or_another_sense_is_no_sign(text):
    assert not tier_of(text).alarms
