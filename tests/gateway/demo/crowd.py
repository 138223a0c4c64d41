"""What the tests of the demo look at: the offices of the nation and two provinces, and five thousand stories."""

from datetime import UTC, datetime
from functools import cache

from gateway.demo.complaints.plan import stories
from gateway.demo.complaints.story import Story
from gateway.demo.offices import Office, offices
from gateway.demo.places import regions

UNTIL = datetime(2026, 11, 23, 5, tzinfo=UTC)
COUNT = 5_000
NAMES = {
    "00": "Nasional",
    "19": "Provinsi Kepulauan Bangka Belitung",
    "21": "Provinsi Kepulauan Riau",
    **{code: region.name for code, region in regions().items()},
}
BINTAN, BATAM, KARIMUN = "21.01", "21.71", "21.02"


@cache
def demo_offices() -> dict[str, Office]:
    return {office.tenant: office for office in offices(sorted(NAMES.items()))}


@cache
def crowd() -> tuple[Story, ...]:
    return tuple(stories(list(demo_offices().values()), COUNT, until=UNTIL))
