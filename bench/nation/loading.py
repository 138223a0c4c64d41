"""How do ten million complaints come into a database? By COPY, a pemda at a time, indexes afterwards.

A pemda is one transaction and remembered: a run that was ended goes on where it stopped. Foreign keys are true by
construction, not checked; what else was not made is said in docs/operations/scale.md.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from multiprocessing import get_context
from shutil import disk_usage
from time import perf_counter
from typing import Final, LiteralString

import psycopg
from psycopg import sql

from bench.nation import volumes
from bench.nation.archetypes import Stocks, midnight
from bench.nation.histories import History
from bench.nation.sheets import BEFORE, TABLES, Sheet
from bench.nation.summing import Summing
from bench.offices import CITIZENS, UNITS, unit_id, uuid_of
from bench.site import OUT, Place
from rules.identifiers import NATION
from rules.tracking_codes import ALPHABET

YEARS: Final = 3
IMPORTED: Final = 0.85
EACH: Final = 4_000
"""Bytes of a complaint with its indexes, as measured, and a little more."""
SPARE: Final = 8_000_000_000
CHUNK: Final = 20_000
_DAYS: Final = 1100
_MAINTENANCE: Final = (*TABLES, "complaint_rollup")
_MEMORY: Final[LiteralString] = """
CREATE TABLE IF NOT EXISTS public.bench_index (definition text PRIMARY KEY);
CREATE TABLE IF NOT EXISTS public.bench_loaded (tenant_id int PRIMARY KEY, complaints int NOT NULL, seconds float);
"""
_INDEXES: Final[LiteralString] = """
SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
WHERE c.relnamespace = 'tuntas'::regnamespace AND c.relname = ANY(%(tables)s)
AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid)
"""
_THINGS: Final = (
    "Lampu jalan padam", "Jalan berlubang", "Sampah menumpuk", "Air PDAM mati", "Drainase tersumbat",
    "Pelayanan puskesmas lambat", "Pungutan liar di sekolah", "Pohon tumbang", "Banjir di permukiman",
    "Bansos belum diterima", "KTP belum selesai", "Izin usaha tertunda", "Trotoar rusak", "Parkir liar",
    "Kebisingan pabrik",
)  # fmt: skip
_AREAS: Final = (
    "Batu Aji", "Sagulung", "Nongsa", "Sekupang", "Lubuk Baja", "Bengkong", "Sungai Beduk", "Galang", "Bulang", "Kijang"
)  # fmt: skip
_STREETS: Final = (
    "Mawar", "Melati", "Kenanga", "Anggrek", "Cempaka", "Flamboyan", "Dahlia", "Teratai", "Sudirman", "Diponegoro",
)  # fmt: skip
_MORE: Final = (
    ". Sudah beberapa hari keadaan ini mengganggu warga sekitar, terutama anak sekolah dan pedagang di pasar."
    " Kami sudah menyampaikan kepada ketua RT dan kelurahan, tetapi belum ada tindak lanjut. Mohon dinas terkait"
    " segera turun ke lapangan dan memperbaiki."
)
_TRIPLES: Final = [a + b + c for a in ALPHABET for b in ALPHABET for c in ALPHABET]


@dataclass(frozen=True, slots=True)
class Scale:
    """How many complaints until which day, and what share of the time pemda still used another system.

    What was closed there came over with one event, as imports from LAPOR! do: ten million whole lives take 80 GB.
    """

    total: int
    until: date
    imported: float = IMPORTED
    seed: int = 5
    processes: int = 2

    @property
    def calendar(self) -> list[date]:
        """The days on which complaints are received."""
        first = date(self.until.year - YEARS, self.until.month, 1)
        return [first + timedelta(days=number) for number in range((self.until - first).days)]

    def moved(self, tenant: int) -> date:
        """The day on which a pemda came over from another system: some at the beginning, most late.

        Over all pemda the share of the time before it is `imported`; Jakarta, a quarter of the nation, has that share.
        """
        calendar = self.calendar
        roll = 1 - random.Random(f"{self.seed} {tenant} moved").random() ** (self.imported / (1.0001 - self.imported))
        share = self.imported if tenant == volumes.JAKARTA else roll
        return calendar[min(int(len(calendar) * share), len(calendar) - 1)]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What it took, seconds by part; bytes on disk."""

    complaints: int
    done: int
    rows: float
    indexes: float
    rest: float
    size: int


def load(place: Place, scale: Scale) -> Loaded:
    """All pemda that are not in yet, in several processes; then what was put off."""
    began = perf_counter()
    with psycopg.connect(place.database.admin_url, autocommit=True) as connection:
        connection.execute(_MEMORY)
        missing = _missing(connection, place, scale)
        if missing:
            _strip(connection)
    _room_for(sum(count for _, count in missing))
    tasks = [(place.database.admin_url, scale, tenant, count) for tenant, count in missing]
    with ProcessPoolExecutor(scale.processes, mp_context=get_context("fork")) as pool:
        done = sum(pool.map(_pemda, tasks))
    rows = perf_counter() - began
    with psycopg.connect(place.database.admin_url, autocommit=True) as connection:
        if not done:
            return Loaded(scale.total, 0, rows, 0.0, 0.0, place.size())
        _build(connection)
        indexes = perf_counter() - began - rows
        connection.execute("VACUUM (ANALYZE) " + ", ".join(f"tuntas.{table}" for table in _MAINTENANCE))
        connection.execute("CHECKPOINT")
        _finish(connection)
    return Loaded(scale.total, done, rows, indexes, perf_counter() - began - rows - indexes, place.size())


def _missing(connection: psycopg.Connection, place: Place, scale: Scale) -> list[tuple[int, int]]:
    """Which pemda with how many complaints, the largest first, so that none is left alone at the end."""
    months = len(volumes.months_between(scale.calendar[0], scale.calendar[-1]))
    tenants = [tenant for tenant in place.tenants if tenant != NATION]
    shares = volumes.shares(tenants, scale.total, months, scale.seed)
    done = {row[0] for row in connection.execute("SELECT tenant_id FROM public.bench_loaded").fetchall()}
    return sorted(((t, count) for t, count in shares.items() if t not in done), key=lambda pair: -pair[1])


def _room_for(complaints: int) -> None:
    """Raise RuntimeError when the disk would be fuller than is good for it."""
    free, wanted = disk_usage(OUT.parent).free, complaints * EACH
    if wanted > free - SPARE:
        raise RuntimeError(f"{complaints:,} complaints take about {wanted / 1e9:.0f} GB, free are {free / 1e9:.0f} GB")


def _strip(connection: psycopg.Connection) -> None:
    """Indexes that no constraint needs go, remembered."""
    with connection.transaction():
        for name, definition in connection.execute(_INDEXES, {"tables": list(TABLES)}).fetchall():
            values = (definition.replace(" ON ONLY ", " ON "),)
            connection.execute("INSERT INTO public.bench_index VALUES (%s) ON CONFLICT DO NOTHING", values)
            connection.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(*name.split("."))))


def _build(connection: psycopg.Connection) -> None:
    connection.execute("SET maintenance_work_mem = '512MB'")
    for (definition,) in connection.execute("SELECT definition FROM public.bench_index").fetchall():
        with connection.transaction():
            connection.execute(definition)
            connection.execute("DELETE FROM public.bench_index WHERE definition = %s", (definition,))


def _finish(connection: psycopg.Connection) -> None:
    row = connection.execute("SELECT count(*) FROM public.bench_index").fetchone()
    if row != (0,):
        raise RuntimeError("indexes are missing")


_STOCKS: dict[tuple[int, date], Stocks] = {}


def _pemda(task: tuple[str, Scale, int, int]) -> int:
    """One pemda in one transaction."""
    admin_url, scale, tenant, count = task
    began = perf_counter()
    with psycopg.connect(admin_url) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET synchronous_commit = off")
        filling = Filling(tenant, scale, _stocks(connection, scale), random.Random(f"{scale.seed} {tenant}"))
        summing = Summing(tenant, scale.calendar)
        complaints = filling.complaints(count, summing.take)
        while chunk := list(islice(complaints, CHUNK)):
            _copy(connection, chunk)
        summing.write(connection)
        values = (tenant, count, perf_counter() - began)
        connection.execute("INSERT INTO public.bench_loaded VALUES (%s, %s, %s)", values)
    return count


def _stocks(connection: psycopg.Connection, scale: Scale) -> Stocks:
    """The lives, once a process."""
    key = scale.seed, scale.until
    if key not in _STOCKS:
        rows = connection.execute("SELECT id FROM tuntas.topic WHERE tenant_id = 0 ORDER BY id").fetchall()
        _STOCKS[key] = Stocks(scale.seed, [row[0] for row in rows], midnight(scale.until))
    return _STOCKS[key]


Complaint = tuple[Sheet, list[str]]
"""A sheet and what fills its gaps."""


def _copy(connection: psycopg.Connection, complaints: Sequence[Complaint]) -> None:
    for table, columns in TABLES.items():
        text = "".join([sheet.parts[table].filled(values) for sheet, values in complaints if table in sheet.parts])
        target = sql.Identifier("tuntas", table)
        names = sql.SQL(", ").join(map(sql.Identifier, columns))
        with connection.cursor().copy(sql.SQL("COPY {} ({}) FROM STDIN").format(target, names)) as copy:
            copy.write(text)


@dataclass(slots=True)
class Filling:
    """The complaints of one pemda, one after the other."""

    tenant: int
    scale: Scale
    stocks: Stocks
    dice: random.Random

    def complaints(self, count: int, seen: Callable[[History, int, int], None] | None = None) -> Iterator[Complaint]:
        """In the order of their days. `seen` is told the life, its events so far and the day's number of each."""
        calendar, dice, stocks, tenant = self.scale.calendar, self.dice, self.stocks, self.tenant
        first, moved = calendar[0] - timedelta(days=BEFORE), self.scale.moved(tenant)
        texts = [(first + timedelta(days=number)).isoformat() for number in range(len(calendar) + _DAYS)]
        units = [str(unit_id(tenant, number)) for number in range(UNITS + 1)]
        places = [*units, *(str(uuid_of(f"p{unit}")) for unit in units)]
        citizens = [str(uuid_of(f"w{number}")) for number in range(1, CITIZENS + 1)]
        recent, parent = self.scale.until - timedelta(days=90), None
        for number, at in enumerate(volumes.days(count, calendar, dice)):
            day = calendar[at]
            life, events = stocks.one(tenant, day, dice, old=day < moved)
            if seen is not None:
                seen(life, events, at)
            sheet = stocks.sheet(life, events)
            id_, stem = identity(day, tenant, number)
            title, area = self._title()
            body = title + _MORE if day >= recent else title
            citizen = citizens[int(dice.random() * CITIZENS)]
            own = [str(tenant), id_, parent or id_, stem, code(tenant, number), title, body, area, citizen]
            yield sheet, [*own, moved.isoformat(), *places, *texts[at : at + sheet.span]]
            parent = id_

    def _title(self) -> tuple[str, str]:
        roll = int(self.dice.random() * 450_000)
        area = _AREAS[roll % 10]
        house, street, thing = roll // 10 % 300, _STREETS[roll // 7 % 10], _THINGS[roll // 3000 % 15]
        return f"{thing} di Jalan {street} nomor {house}, {area}", area


def identity(day: date, tenant: int, number: int) -> tuple[str, str]:
    """An id in the order of time, as the service makes them, and its stem."""
    moment = day.toordinal() * 86_400_000 + number
    stem = f"{moment:012x}7{number & 0xFFF:03x}8{tenant:04x}{number:07x}"
    text = stem + "0000"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}", stem


def code(tenant: int, number: int) -> str:
    """A tracking code that no other complaint has: an odd factor leaves every number of sixty bits its own place."""
    found = ((tenant << 32 | number) * 0x9E3779B97F4A7C1) & 0xFFF_FFFF_FFFF_FFFF
    return (
        _TRIPLES[found >> 45] + _TRIPLES[found >> 30 & 32767] + _TRIPLES[found >> 15 & 32767] + _TRIPLES[found & 32767]
    )
