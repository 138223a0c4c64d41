"""Which of those who manage complaints were trained, in what: the success indicator "% personnel trained"."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Final
from uuid import UUID

from rules.errors import bad_input
from rules.roles import Role


class TrainingTopic(StrEnum):
    """What the assessments ask after (Perbup Bintan 53/2021 no. 9-11; Bangka Belitung no. 18-20)."""

    TECHNICAL = "TECHNICAL"
    PROCESS = "PROCESS"
    PUBLIC_COMMUNICATION = "PUBLIC_COMMUNICATION"


TOPIC_LABELS: Final = MappingProxyType(
    {
        TrainingTopic.TECHNICAL: "teknis pengelolaan pengaduan",
        TrainingTopic.PROCESS: "proses bisnis dan mekanisme koordinasi antar unit",
        TrainingTopic.PUBLIC_COMMUNICATION: "komunikasi publik",
    }
)
PERSONNEL: Final = frozenset({Role.INSTANSI, Role.PENGHUBUNG, Role.STAF})
"""Who manages complaints (pengelola pengaduan): the admin of the instansi, liaison officers and their staff."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of so many people, how many were trained; `topic` is None for any topic at all."""

    topic: TrainingTopic | None
    trained: int
    personnel: int

    @property
    def share(self) -> Fraction | None:
        """The part of the personnel that was trained, in percent; None when there is nobody."""
        return Fraction(100 * self.trained, self.personnel) if self.personnel else None


def coverage(people: AbstractSet[UUID], trained: Iterable[tuple[UUID, TrainingTopic]]) -> list[Coverage]:
    """For each topic, then for any of them: how many of these people were trained, however often."""
    pairs = {(person, topic) for person, topic in trained if person in people}
    each = [Coverage(topic, sum(1 for _, of in pairs if of is topic), len(people)) for topic in TrainingTopic]
    return [*each, Coverage(None, len({person for person, _ in pairs}), len(people))]


def check_training(held_on: date, today: date) -> None:
    """Raise BAD_USER_INPUT unless it was held already, and since there is SP4N (Perpres 76/2013)."""
    if not date(2013, 1, 1) <= held_on <= today:
        raise bad_input(
            "heldOn",
            f"A training was held between 2013 and today, not on {held_on}.",
            f"Pelatihan dilaksanakan antara tahun 2013 dan hari ini, bukan {held_on}.",
        )
