"""The topic tree in tenants/topics.csv, which the demo's complaints are filed under."""

import csv
from datetime import date
from importlib.resources import files

import pytest

from gateway.demo.complaints.frames import frames
from tests.gateway.demo.crowd import crowd


def rows() -> list[dict[str, str]]:
    text = (files("tenants") / "topics.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


TOPICS = {int(row["id"]): row for row in rows()}
TOPS = [row for row in rows() if not row["parent_id"]]


def test_it_has_two_levels_of_the_size_that_lapor_has() -> None:
    assert len(TOPICS) == len(rows())
    assert len(TOPS) >= 30
    assert len(TOPICS) - len(TOPS) >= 150
    assert all(not TOPICS[int(row["parent_id"])]["parent_id"] for row in rows() if row["parent_id"])


@pytest.mark.parametrize("top", TOPS, ids=lambda row: row["name"])
def test_every_topic_has_a_leaf_for_everything_else(top: dict[str, str]) -> None:
    leaves = [row["name"] for row in rows() if row["parent_id"] == top["id"]]
    assert f"Lainnya terkait {top['name']}" in leaves
    assert len(leaves) >= 2
    assert len(set(leaves)) == len(leaves)


def test_dates_are_in_order_and_children_live_inside_their_topic() -> None:
    for row in rows():
        starts = date.fromisoformat(row["valid_from"])
        ends = date.fromisoformat(row["valid_to"]) if row["valid_to"] else date.max
        assert starts < ends
        if row["parent_id"]:
            parent = TOPICS[int(row["parent_id"])]
            assert starts >= date.fromisoformat(parent["valid_from"])
            assert ends <= (date.fromisoformat(parent["valid_to"]) if parent["valid_to"] else date.max)


def test_programmes_come_and_go() -> None:
    named = {row["name"]: row for row in TOPS}
    assert named["Corona Virus"]["valid_to"] == "2023-06-21"
    assert named["Peniadaan Mudik"]["valid_to"].startswith("2021-")
    assert named["Program Makan Bergizi Gratis (MBG)"]["valid_from"].startswith("2025-")


def test_frames_are_filed_under_leaves() -> None:
    assert all(TOPICS[topic]["parent_id"] for frame in frames() for topic in frame.topics)


def test_stories_use_topics_that_were_valid_when_they_were_received() -> None:
    for story in crowd():
        row = TOPICS[story.topic]
        assert date.fromisoformat(row["valid_from"]) <= story.received_at.date()
        assert not row["valid_to"] or story.received_at.date() <= date.fromisoformat(row["valid_to"])
