"""The SQL of the statistics, put together once for each combination of source, columns, divisions and filters.

Sums of regions come from complaint_rollup alone, whatever the number of complaints; what divides further is added up
from complaint_tally of one pemda. Every text names its pemda: a range of a region, or one.
"""

from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import Final, NamedTuple

from rules.measures import BACKLOG, BOUNDS, COLUMNS, Step, band_column, minutes_column
from rules.statistic_periods import Time
from rules.statistic_questions import PROPERTIES, REGIONS, Dimension, Question

_REGION: Final = {
    None: "NULL::int",
    Dimension.NATION: "0",
    Dimension.PROVINCE: "x.tenant_id / 100 * 100",
    Dimension.PEMDA: "x.tenant_id",
}
_START: Final = {
    None: "%(first)s::date",
    Time.DAY: "<day>",
    Time.WEEK: "date_trunc('week', <day>::timestamp)::date",
    Time.MONTH: "date_trunc('month', <day>::timestamp)::date",
    Time.YEAR: "date_trunc('year', <day>::timestamp)::date",
}
TREE: Final = """
WITH RECURSIVE tree AS (
    SELECT t.id, t.id AS top, t.id IS DISTINCT FROM %(topic)s::int AS settled FROM tuntas.topic t
    WHERE t.id = %(topic)s::int OR (%(topic)s::int IS NULL AND t.parent_id IS NULL)
    UNION
    SELECT t.id, CASE WHEN b.settled THEN b.top ELSE t.id END, true
    FROM tuntas.topic t JOIN tree b ON t.parent_id = b.id
)
SELECT id, top FROM tree
"""
"""Every topic below the one that is asked about, with its child to which that belongs; Citus wants it apart."""
_TREE_GIVEN: Final = "JOIN unnest(%(topics)s::int[], %(tops)s::int[]) AS tree (id, top) ON "
_HERE: Final = """
    AND NOT EXISTS (SELECT FROM tuntas.tenant h WHERE h.id = x.tenant_id AND h.detached_at IS NOT NULL)"""
"""Sums of pemda that were set aside stay where they are, but they count nowhere: their complaints are out of sight."""
_SUMS: Final = """
FROM unnest(%(grains)s::text[], %(firsts)s::date[], %(lasts)s::date[], %(early)s::boolean[])
    AS p (grain, first, last, early)
JOIN tuntas.complaint_rollup x ON x.tenant_id BETWEEN %(lo)s AND %(hi)s
    AND x.grain = p.grain AND x.grouped = %(grouped)s AND x.day BETWEEN p.first AND p.last"""
_TALLIES: Final = """
FROM tuntas.complaint_tally x
CROSS JOIN LATERAL unnest(x.days, x.numbers, x.amounts) AS d (day, number, amount)"""
_PAIRED: Final = """
SELECT region, unit, topic, kind, channel, priority, start, array_agg(number), array_agg(total) FROM (
SELECT """
_COUNTED_DAYS: Final = """
WHERE x.tenant_id = %(lo)s AND d.number = ANY(%(numbers)s::smallint[]) AND d.day <= %(until)s
    AND (d.day >= %(first)s OR d.number = ANY(%(lying)s::smallint[]))"""
ACTIVITY: Final = """
SELECT <region> AS region, <start> AS start, count(*) FILTER (WHERE x.admin_acts > 0)::int, count(*)::int
FROM unnest(%(months)s::date[]) AS m (month)
JOIN tuntas.tenant t ON t.id BETWEEN %(lo)s AND %(hi)s AND t.id > 0
    AND date_trunc('month', t.enrolled_at AT TIME ZONE t.time_zone)::date <= m.month AND t.detached_at IS NULL
LEFT JOIN tuntas.complaint_rollup x ON x.tenant_id = t.id AND x.tenant_id BETWEEN %(lo)s AND %(hi)s
    AND x.grain = 'MONTH' AND x.grouped = 'ALL' AND x.day = m.month AND x.key = ''
GROUP BY 1, 2
"""
WAITING: Final = """
SELECT count(*)::int FROM (
    SELECT 1 FROM tuntas.complaint_change x
    WHERE x.tenant_id BETWEEN %(lo)s AND %(hi)s<HERE> LIMIT %(most)s) w
""".replace("<HERE>", _HERE)
SIZES: Final = """
SELECT x.tenant_id, coalesce(sum(x.received), 0)::int FROM tuntas.complaint_rollup x
WHERE x.tenant_id BETWEEN %(lo)s AND %(hi)s AND x.grain = 'MONTH' AND x.grouped = 'ALL'
    AND x.day BETWEEN %(since)s AND %(till)s<HERE>
GROUP BY x.tenant_id
""".replace("<HERE>", _HERE)
PEERS: Final = """
WITH size AS (
    SELECT x.tenant_id, sum(x.received)::bigint AS received FROM tuntas.complaint_rollup x
    WHERE x.tenant_id BETWEEN 1 AND 9999 AND x.grain = 'MONTH' AND x.grouped = 'ALL'
        AND x.day BETWEEN %(since)s AND %(till)s
    GROUP BY x.tenant_id
),
part AS (
    SELECT x.tenant_id, sum(x.in_time) AS in_time, sum(x.decided) AS decided, sum(x.followed_up) AS followed_up,
        sum(x.countable) AS countable, sum(x.prompt) AS prompt, sum(x.responded) AS responded
    FROM unnest(%(grains)s::text[], %(firsts)s::date[], %(lasts)s::date[]) AS p (grain, first, last)
    JOIN tuntas.complaint_rollup x ON x.tenant_id BETWEEN 1 AND 9999
        AND x.grain = p.grain AND x.grouped = 'ALL' AND x.day BETWEEN p.first AND p.last
    WHERE true<HERE>
    GROUP BY x.tenant_id
)
SELECT width_bucket(coalesce(s.received, 0), %(from)s::bigint[]), v.share, count(*)::int,
    percentile_disc(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY v.part::numeric / v.whole)
FROM part LEFT JOIN size s ON s.tenant_id = part.tenant_id
CROSS JOIN LATERAL (VALUES ('ON_TIME', part.in_time, part.decided), ('FOLLOWED_UP', part.followed_up, part.countable),
    ('PROMPT', part.prompt, part.responded)) AS v (share, part, whole)
WHERE v.whole >= %(few)s
GROUP BY 1, 2 HAVING count(*) > %(fewest)s
""".replace("<HERE>", _HERE)
"""Quantiles alone leave the database; of a class with too few members nothing."""


class Wanted(NamedTuple):
    """Which sums an answer needs besides the plain counts."""

    backlog: bool = True
    steps: frozenset[Step] = frozenset(Step)


class Shape(NamedTuple):
    """Everything that the text of a statement depends on."""

    tallies: bool
    wanted: Wanted
    region: Dimension | None
    unit: bool
    time: Time | None
    divided: frozenset[Dimension]
    narrowed: frozenset[Dimension]


def shape_of(question: Question, wanted: Wanted, *, tallies: bool) -> Shape:
    """The shape of a question's statement."""
    return Shape(
        tallies,
        wanted,
        question.region,
        Dimension.UNIT in question.by,
        question.time,
        frozenset(one for one in PROPERTIES if one in question.by),
        frozenset(one for one in PROPERTIES if question.only(one) is not None),
    )


@cache
def columns(wanted: Wanted) -> tuple[str, ...]:
    """The columns that are added up, in the order of rules/measures.py."""
    lying = {measure.lower() for measure in BACKLOG}
    of_steps = {
        step: {minutes_column(step), *(band_column(step, at) for at in range(len(BOUNDS) + 1))} for step in Step
    }
    left_out = set() if wanted.backlog else lying
    for step in Step:
        left_out |= set() if step in wanted.steps else of_steps[step]
    return tuple(column for column in COLUMNS if column not in left_out)


@cache
def text(shape: Shape) -> str:
    """The statement: region, unit, topic, kind, channel, priority, start, and the sums or (numbers, sums)."""
    return _from_tallies(shape) if shape.tallies else _from_sums(shape)


@cache
def activity_text(region: Dimension | None, time: Time | None) -> str:
    """In how many of the months of each pemda its admin did anything: region, start, active months, months."""
    start = _START[time].replace("<day>", "m.month")
    return ACTIVITY.replace("<region>", _REGION[region].replace("x.tenant_id", "t.id")).replace("<start>", start)


def _from_sums(shape: Shape) -> str:
    start = "CASE WHEN p.early THEN NULL ELSE " + _START[shape.time].replace("<day>", "x.day") + " END AS start"
    sums = ", ".join("sum(x." + column + ")::bigint" for column in columns(shape.wanted))
    keys = dict.fromkeys(PROPERTIES, "nullif(x.key, '')")
    joined = _tree_join(shape, "tree.id::text = x.key")
    only = [] if Dimension.TOPIC in shape.narrowed else ["x.key = %(key)s" for _ in shape.narrowed]
    return (
        "\nSELECT " + ", ".join((*_place(shape, keys), start, sums)) + _SUMS + joined
        + "\nWHERE true" + "".join(" AND " + condition for condition in only) + _HERE
        + "\nGROUP BY 1, 2, 3, 4, 5, 6, 7 LIMIT %(most)s"
    )  # fmt: skip


def _from_tallies(shape: Shape) -> str:
    day = _START[shape.time].replace("<day>", "d.day")
    start = "CASE WHEN d.day < %(first)s THEN NULL ELSE " + day + " END AS start"
    keys = {one: "x." + one.lower() for one in PROPERTIES}
    only = ["x." + one.lower() + " = %(" + one.lower() + ")s" for one in PROPERTIES if one in shape.narrowed]
    only = [condition for condition in only if not condition.startswith("x.topic ")]
    conditions = "".join("\n    AND " + condition for condition in only)
    within = "\n    AND (%(unit)s::text IS NULL OR x.unit_path >= %(unit)s AND x.unit_path < %(unit)s || '~')"
    return (
        _PAIRED
        + ", ".join((*_place(shape, keys), start, "d.number, sum(d.amount)::bigint AS total"))
        + _TALLIES + _tree_join(shape, "tree.id = x.topic_id") + _COUNTED_DAYS + conditions + within
        + "\nGROUP BY 1, 2, 3, 4, 5, 6, 7, 8) f\nGROUP BY 1, 2, 3, 4, 5, 6, 7 LIMIT %(most)s"
    )  # fmt: skip


def _place(shape: Shape, keys: dict[Dimension, str]) -> tuple[str, ...]:
    unit = "nullif(left(x.unit_path, %(width)s), '')" if shape.unit else "NULL::text"
    topic = "tree.top" if Dimension.TOPIC in shape.divided else "NULL::int"
    others = (
        (keys[one] if one in shape.divided else "NULL::text") + " AS " + one.lower()
        for one in PROPERTIES
        if one is not Dimension.TOPIC
    )
    return (_REGION[shape.region] + " AS region", unit + " AS unit", topic + " AS topic", *others)


def _tree_join(shape: Shape, condition: str) -> str:
    if Dimension.TOPIC in shape.narrowed:
        return "\n" + _TREE_GIVEN + condition
    return "\nLEFT " + _TREE_GIVEN + condition if Dimension.TOPIC in shape.divided else ""


def every_text() -> Iterator[str]:
    """Each text that there is, but for the choice of columns: what tests hold against the laws."""
    wanted = Wanted(backlog=True, steps=frozenset())
    sums, tallies, undivided = (False, wanted), (True, wanted), (False,)
    for time in (None, *Time):
        for region in (None, *REGIONS):
            yield activity_text(region, time)
            for one in (None, *PROPERTIES):
                own = frozenset(() if one is None else (one,))
                for divided, narrowed in {(own, frozenset()), (frozenset(), own), (own, own)}:
                    yield text(Shape(*sums, region, *undivided, time, divided, narrowed))
        for size in range(len(PROPERTIES) + 1):
            for some in map(frozenset, combinations(PROPERTIES, size)):
                for unit in (False, True):
                    yield text(Shape(*tallies, Dimension.PEMDA, unit, time, some, frozenset()))
                    yield text(Shape(*tallies, None, unit, time, frozenset(), some))
