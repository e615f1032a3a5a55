"""Whether a text breaks off in the middle of a sentence, so that the next one goes on with it."""

from __future__ import annotations

from bot.safety.normalise import words_of

# Words that a sentence seldom ends with. A text that ends with another word is taken to be whole.
_GO_ON = frozenset(
    """
    a about all also am an and are as at be been being but by can cant could do dont feel feels feeling for from get getting going
    gonna got had has have havent having he her his i if im in into is isnt it its ive just keep keeps like makes maybe my
    not now of on or our out really she should since so starting still than that the their then there these they think this
    to too very want wanna was we were what when where which who will with wont would you your
    al aun cada casi como con cuando de del desde donde el ella en era es esa ese esta estaba estan este esto estoy ha han hasta
    hay he la las le lo los mas me mi mis muy nada ni no o para pero por porque que quiero se sea ser si siento sin
    sobre solo son soy su sus te tengo todo tu tuve un una va van voy y ya
    """.split()  # noqa: SIM905  (read as a list of words)
)


def breaks_off(text: str) -> bool:
    """Whether the last word asks for another one after it: "i think im going to", "my chest is really"."""
    said = words_of(text)
    return bool(said) and said[-1].text in _GO_ON and not text.rstrip().endswith((".", "!", "?"))
