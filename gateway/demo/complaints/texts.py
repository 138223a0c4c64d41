"""How does a citizen put it? Title and body of a complaint in the style of its channel."""

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from gateway.demo.complaints.frames import Frame, Line
from gateway.demo.complaints.grammar import expand
from gateway.demo.complaints.scenes import Scene, wording
from rules.vocabulary import Channel, Kind

_WORD: Final = re.compile(r"[A-Za-z]+")
_SOCIAL_LIMIT: Final = 280
_SMS_LIMIT: Final = 320
_TONES: Final = {"plain": 58, "polite": 28, "angry": 14}
_GENTLE: Final[Mapping[Kind, str]] = {Kind.PERMINTAAN_INFORMASI: "question", Kind.ASPIRASI: "wish"}
"""Nobody is angry in a question or a proposal, and neither calls itself a report."""
_WITH_EFFECT: Final = 0.7
_WITH_DETAIL_BY_SMS: Final = 0.4
_WITHOUT_CAPITALS: Final = 0.5
_IN_PARAGRAPHS: Final = 0.25
_LONG: Final = 4


@dataclass(frozen=True, slots=True)
class Writing:
    """What the citizen wrote."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Matter:
    """What it is about: a frame, one of its problems (from 1), the scene, the unit that is addressed."""

    frame: Frame
    problem: int
    scene: Scene
    unit: str

    def one(self, rng: random.Random, part: tuple[Line, ...], words: Mapping[str, str]) -> str:
        """One sentence of a part that fits; empty where the frame leaves it out."""
        return expand(rng.choice(self.frame.lines(part, self.problem)), rng, words)


def write(rng: random.Random, matter: Matter, channel: Channel) -> Writing:
    """Title and body. The title's and the first sentence's numbers agree."""
    words = matter.scene.words(rng, unit=matter.unit)
    title = matter.one(rng, matter.frame.titles, words)
    problem = expand(matter.frame.problems[matter.problem - 1], rng, words)
    style = _STYLES.get(channel, _plain)
    return Writing(title, style(rng, matter, problem, title))


def _middle(rng: random.Random, matter: Matter, most: int) -> list[str]:
    """Up to `most` details, and what follows from the problem, in either order."""
    words = matter.scene.words(rng, unit=matter.unit)
    details = matter.frame.lines(matter.frame.detail, matter.problem)
    count = min(len(details), rng.choices(range(most + 1), (2, 5, 3)[: most + 1])[0])
    sentences = [expand(text, rng, words) for text in rng.sample(details, count)]
    if rng.random() < _WITH_EFFECT:
        words = matter.scene.words(rng, unit=matter.unit)
        sentences.insert(rng.randint(0, len(sentences)), matter.one(rng, matter.frame.effect, words))
    return [sentence for sentence in sentences if sentence]


def _ask(rng: random.Random, matter: Matter) -> str:
    return matter.one(rng, matter.frame.ask, matter.scene.words(rng, unit=matter.unit))


def _turn(rng: random.Random, matter: Matter, part: str, tone: str) -> str:
    return expand(rng.choice(wording()[part][tone]), rng, matter.scene.words(rng, unit=matter.unit))


def _joined(rng: random.Random, sentences: list[str]) -> str:
    kept = [sentence for sentence in sentences if sentence]
    if len(kept) > _LONG and rng.random() < _IN_PARAGRAPHS:
        return f"{' '.join(kept[:2])}\n\n{' '.join(kept[2:])}"
    return " ".join(kept)


def _framed(rng: random.Random, matter: Matter, problem: str, tone: str) -> str:
    tone = _GENTLE.get(matter.frame.kind, tone)
    sentences = [
        _turn(rng, matter, "openings", tone),
        problem,
        *_middle(rng, matter, 2),
        _ask(rng, matter),
        _turn(rng, matter, "closings", tone),
    ]
    return _joined(rng, sentences)


def _plain(rng: random.Random, matter: Matter, problem: str, _: str) -> str:
    tone = rng.choices(list(_TONES), list(_TONES.values()))[0]
    return _framed(rng, matter, problem, tone)


def _toned(tone: str) -> Callable[[random.Random, Matter, str, str], str]:
    return lambda rng, matter, problem, _: _framed(rng, matter, problem, tone)


def _letter(rng: random.Random, matter: Matter, problem: str, title: str) -> str:
    turns = wording()["letter"]
    words = matter.scene.words(rng, unit=matter.unit, title=title)
    head, intro, foot = (expand(rng.choice(turns[part]), rng, words) for part in ("head", "intro", "foot"))
    return head + " ".join([intro, problem, *_middle(rng, matter, 2), _ask(rng, matter)]) + foot


def _sms(rng: random.Random, matter: Matter, problem: str, _: str) -> str:
    turns = wording()["sms"]
    sentences = [problem, _ask(rng, matter)]
    if rng.random() < _WITH_DETAIL_BY_SMS:
        sentences[1:1] = _middle(rng, matter, 1)
    head: str = rng.choice(turns["head"])
    text = head + _shortened(rng, " ".join(sentences))
    while len(text) > _SMS_LIMIT and len(sentences) > 1:
        sentences.pop()
        text = head + _shortened(rng, " ".join(sentences))
    return text.rstrip(".") + rng.choice(("", "", ".", "!!", " trims"))


def _shortened(rng: random.Random, text: str) -> str:
    """As thumbs type it: known words cut short (not all of them), often without capitals."""
    turns = wording()["sms"]
    short: Mapping[str, str] = turns["short"]
    keep: float = turns["keep"]
    cut = _WORD.sub(lambda m: short.get(m[0], m[0]) if rng.random() > keep else m[0], text)
    return cut.lower() if rng.random() < _WITHOUT_CAPITALS else cut


def _social(rng: random.Random, matter: Matter, problem: str, _: str) -> str:
    opening, closing = _turn(rng, matter, "openings", "social"), _turn(rng, matter, "closings", "social")
    for sentences in ([problem, _ask(rng, matter)], [problem]):
        text = " ".join([opening, *sentences, closing])
        if len(text) <= _SOCIAL_LIMIT:
            return text
    return f"{opening} {problem}"


_STYLES: Final[Mapping[Channel, Callable[[random.Random, Matter, str, str], str]]] = {
    Channel.SMS_1708: _sms,
    Channel.WHATSAPP: _toned("whatsapp"),
    Channel.CALL_CENTER: _toned("call"),
    Channel.FACE_TO_FACE: _toned("desk"),
    Channel.LETTER: _letter,
    Channel.SOCIAL_MEDIA: _social,
}
