import random
import re
from collections import Counter
from datetime import date
from itertools import product

import pytest

from gateway.demo.complaints.frames import Frame, frames
from gateway.demo.complaints.scenes import scene_of, site_of
from gateway.demo.complaints.texts import Matter, write
from gateway.demo.places import spot
from rules.vocabulary import Channel, Kind
from tests.gateway.demo.crowd import COUNT, crowd

LEFT_OVER = re.compile(r"[{}\[\]|]")


def matter_of(frame: Frame, problem: int, seed: int = 1) -> Matter:
    rng = random.Random(seed)
    _, words = site_of(rng, spot(rng, "21.71"), "Kota Batam")
    return Matter(frame, problem, scene_of(words, date(2026, 8, 12), phone="0811-0000-1708"), "Dinas Kesehatan")


@pytest.mark.parametrize("frame", frames(), ids=lambda frame: frame.id)
def test_every_problem_can_be_put_in_every_style(frame: Frame) -> None:
    for problem, channel in product(range(1, len(frame.problems) + 1), Channel):
        writing = write(random.Random(problem), matter_of(frame, problem), channel)
        assert not LEFT_OVER.search(writing.title + writing.body)
        assert 8 <= len(writing.title) <= 140
        assert 40 <= len(writing.body) <= 1_000


def test_five_thousand_bodies_do_not_look_repeated() -> None:
    bodies = Counter(story.body for story in crowd())
    assert len(crowd()) == COUNT
    assert len(bodies) >= 4_500
    assert len({story.title for story in crowd()}) >= 2_500
    assert max(bodies.values()) <= 3


def test_openings_vary() -> None:
    starts = Counter(story.body[:24] for story in crowd())
    assert len(starts) > 800
    assert max(starts.values()) < COUNT / 20


def test_no_template_reaches_a_reader_and_lengths_are_plausible() -> None:
    lengths = []
    for story in crowd():
        assert not LEFT_OVER.search(story.title + story.body + story.place), story.key
        assert story.body.strip() == story.body
        assert "  " not in story.body
        assert not re.search(r"\b(di di|dekat dekat|sejak sejak|Kecamatan Kecamatan)\b", story.body + story.title)
        lengths.append(len(story.body))
    assert min(lengths) >= 40
    assert max(lengths) <= 1_000
    assert 150 <= sorted(lengths)[COUNT // 2] <= 400


def test_two_to_six_sentences_and_a_little_courtesy() -> None:
    counts = Counter(
        len(re.findall(r"[.!?](?:\s|$)", story.body))
        for story in crowd()
        if story.channel in (Channel.WEB, Channel.APP) and len(story.steps) > 1
    )
    assert sum(counts[number] for number in range(2, 9)) / counts.total() > 0.97
    assert max(counts) <= 9


def test_an_sms_is_short_and_typed_with_thumbs() -> None:
    texts = [story.body for story in crowd() if story.channel is Channel.SMS_1708 and len(story.steps) > 2]
    assert len(texts) > 300
    assert all(len(text) <= 340 for text in texts)
    assert sum(text.lower().startswith("lapor") for text in texts) / len(texts) > 0.95
    assert sum(bool(re.search(r"\b(yg|tdk|dgn|sdh|utk|mhn|sy|jln)\b", text, re.IGNORECASE)) for text in texts) > 200


def test_a_letter_is_a_letter() -> None:
    letters = [story.body for story in crowd() if story.channel is Channel.LETTER and "Yth." in story.body]
    assert len(letters) > 50
    assert all(re.search(r"Dengan hormat|Perihal", text) for text in letters)
    assert all(re.search(r"Demikian|Hormat", text) for text in letters)


def test_social_media_fits_and_calls_the_account() -> None:
    posts = [story.body for story in crowd() if story.channel is Channel.SOCIAL_MEDIA and "@LAPOR1708" in story.body]
    assert len(posts) > 100
    assert sum(len(text) <= 280 for text in posts) / len(posts) > 0.97


def test_nobody_is_angry_in_a_question_or_a_proposal() -> None:
    for story in crowd():
        if story.kind_chosen in (Kind.PERMINTAAN_INFORMASI, Kind.ASPIRASI):
            assert "kecewa" not in story.body
            assert "hanya janji" not in story.body


def test_phone_numbers_in_texts_belong_to_nobody() -> None:
    for story in crowd():
        everything = story.body + " ".join(step.text for step in story.steps)
        assert not re.search(r"(?<!\d)(?:\+62|08)\d", re.sub(r"0811-0000-\d{4}", "", everything)), story.key
        assert not re.search(r"\d{16}", everything)
