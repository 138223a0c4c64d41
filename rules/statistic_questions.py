"""What may be asked of the statistics, and from which sums is it answered?"""

from enum import StrEnum


class Grain(StrEnum):
    """Over which time sums are kept."""

    DAY = "DAY"
    MONTH = "MONTH"


class Group(StrEnum):
    """By which property sums are kept: undivided by day and month, by one property by month."""

    ALL = "ALL"
    KIND = "KIND"
    CHANNEL = "CHANNEL"
    PRIORITY = "PRIORITY"
    TOPIC = "TOPIC"
