"""What an answer of the statistics shows: rows of figures, each with what it is compared with."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from graph.context import Context
from graph.declarations import attribute, object_type
from graph.fields import derived, edge
from graph.statistic_rows import Answer, AnswerRow, Figures, Peers
from graph.statistic_vocabulary import (
    RankedShare,
    Size,
    Source,
    StatisticsBacklog,
    StatisticsDuration,
    StatisticsShare,
)
from graph.vocabulary import Channel, Kind, Priority
from rules import statistic_figures
from rules.figures import shown, shown_or_none
from rules.identifiers import code_of
from rules.measures import Step
from rules.statistic_figures import CLOSED, Backlog, Duration, Share, count
from rules.statistic_peers import Quartiles
from tenants.people_rows import PemdaRow, TopicRow, UnitRow
from tenants.stores import pemda, topics, units

if TYPE_CHECKING:
    from graph.pemda.types import Pemda
    from graph.people.types import Unit
    from graph.topics.types import Topic

Pemda_ = Annotated["Pemda", strawberry.lazy("graph.pemda.types")]
Topic_ = Annotated["Topic", strawberry.lazy("graph.topics.types")]
Unit_ = Annotated["Unit", strawberry.lazy("graph.people.types")]
_PERCENT = 100


@object_type
class StatisticsClosings:
    """Closings that stand, by who closed (ditutup)."""

    closed_by_admin: int = attribute("By the admin (ditutup oleh admin).", name="byAdmin")
    closed_by_system: int = attribute("By the system, when nobody reacted (ditutup oleh sistem).", name="bySystem")
    closed_by_reporter: int = attribute("By the reporter (ditutup oleh pelapor).", name="byReporter")

    @derived(int)
    @staticmethod
    def total(row: Figures, _context: Context) -> int:
        """All of them (jumlah)."""
        return count(row.sums, *CLOSED)


@object_type
class StatisticsOutcomes:
    """What came of the complaints that were closed, on the day of the closing that stands (hasil)."""

    solved: int = attribute("Solved (selesai ditangani).")
    partly_solved: int = attribute("Partly solved (selesai sebagian).")
    not_solved: int = attribute("Not solved (belum terselesaikan).")
    information_given: int = attribute("Information given (informasi diberikan).")
    aspiration_noted: int = attribute("Aspiration noted (aspirasi dicatat).")
    not_our_authority: int = attribute("Not the authority of the pemda (bukan kewenangan).")


@object_type
class StatisticsRating:
    """How reporters rated what was done, each by the last rating (penilaian pelapor)."""

    rated: int = attribute("How many rated (jumlah penilai).", name="count")

    @derived(str | None)
    @staticmethod
    def mean(row: Figures, _context: Context) -> str | None:
        """The mean of 1 to 5, two decimals; null without ratings (rata-rata)."""
        return shown_or_none(statistic_figures.mean_rating(row.sums))


@object_type
class StatisticsDurations:
    """How long steps took that ended in the period, from the receipt of the complaint (lama proses)."""

    @derived(StatisticsDuration)
    @staticmethod
    def verification(row: Figures, _context: Context) -> Duration:
        """Until it was verified (verifikasi)."""
        return statistic_figures.duration(row.sums, Step.VERIFICATION)

    @derived(StatisticsDuration)
    @staticmethod
    def disposition(row: Figures, _context: Context) -> Duration:
        """Until it was given to a unit (disposisi)."""
        return statistic_figures.duration(row.sums, Step.DISPOSITION)

    @derived(StatisticsDuration)
    @staticmethod
    def first_response(row: Figures, _context: Context) -> Duration:
        """Until progress was told or an answer given (respons pertama)."""
        return statistic_figures.duration(row.sums, Step.FIRST_RESPONSE)

    @derived(StatisticsDuration)
    @staticmethod
    def answer(row: Figures, _context: Context) -> Duration:
        """Until the first final answer (jawaban)."""
        return statistic_figures.duration(row.sums, Step.ANSWER)

    @derived(StatisticsDuration)
    @staticmethod
    def closing(row: Figures, _context: Context) -> Duration:
        """Until the closing that stands (penutupan)."""
        return statistic_figures.duration(row.sums, Step.CLOSING)


@object_type
class StatisticsFigures:
    """What was counted, each on the day it happened in the time zone of the pemda (angka statistik).

    A complaint counts where it lies now; what was undone later is not counted. Of complaints that were merged before
    they were late only the receipt and the merging count. Who passed one on late keeps it in its shares.
    """

    received: int = attribute("Received (pengaduan masuk).")
    verified: int = attribute("Verified for the first time (terverifikasi).")
    disposed: int = attribute("Given to a unit for the first time (didisposisikan).")
    responded: int = attribute("Responded to for the first time, by progress or answer (ditanggapi).")
    answered: int = attribute("Given their first final answer (dijawab).")
    objected: int = attribute("Objections (keberatan).")
    reopened: int = attribute("Reopenings (dibuka kembali).")
    archived: int = attribute("Archived, as far as it stands (diarsipkan).")
    overdue: int = attribute("Deadlines of the office that passed unmet (lewat batas waktu).")
    escalated: int = attribute("Escalations (eskalasi).")
    handed_over: int = attribute("Handed over to the Ombudsman (diteruskan ke Ombudsman).")
    returned: int = attribute("Returns by units (dikembalikan).")
    ping_pong: int = attribute("Complaints returned twice, on the second day (bolak-balik).")
    passed_on: int = attribute("Passed on to another government (dilimpahkan).")
    extended: int = attribute("Extensions of time (perpanjangan).")
    merged: int = attribute("Merged into another complaint (digabungkan).")
    admin_acts: int = attribute("Acts of the pemda's admin (tindakan admin).")

    @derived(StatisticsClosings)
    @staticmethod
    def closed(row: Figures, _context: Context) -> Figures:
        """Closings by who closed (ditutup)."""
        return row

    @derived(StatisticsOutcomes)
    @staticmethod
    def outcomes(row: Figures, _context: Context) -> Figures:
        """Closings by what came of the complaint (hasil)."""
        return row

    @derived(StatisticsRating)
    @staticmethod
    def rating(row: Figures, _context: Context) -> Figures:
        """What reporters thought of it (penilaian)."""
        return row

    @derived(StatisticsDurations)
    @staticmethod
    def durations(row: Figures, _context: Context) -> Figures:
        """How long steps took (lama proses)."""
        return row

    @derived(StatisticsShare)
    @staticmethod
    def on_time(row: Figures, _context: Context) -> Share:
        """Of those completed or overdue, answered in time for good: not unsolved, not objected to (tepat waktu)."""
        return statistic_figures.on_time(row.sums)

    @derived(StatisticsShare)
    @staticmethod
    def follow_up(row: Figures, _context: Context) -> Share:
        """Of those received, not archived or merged in time: responded to and not left unsolved (tindak lanjut)."""
        return statistic_figures.followed_up(row.sums)

    @derived(StatisticsShare)
    @staticmethod
    def prompt(row: Figures, _context: Context) -> Share:
        """Of the first responses, those within one working day (respons cepat)."""
        return statistic_figures.prompt(row.sums)

    @derived(StatisticsShare)
    @staticmethod
    def resolved(row: Figures, _context: Context) -> Share:
        """Of the closings: solved, information given, aspiration noted; as in part A of assessments (diselesaikan)."""
        return statistic_figures.solved(row.sums)

    @derived(StatisticsShare)
    @staticmethod
    def objections(row: Figures, _context: Context) -> Share:
        """Of the objections and closings together, the objections (keberatan)."""
        return statistic_figures.objected(row.sums)

    @derived(StatisticsShare | None)
    @staticmethod
    def activity(row: Figures, _context: Context) -> Share | None:
        """Of the months of each pemda since it is connected, those in which its admin acted (keaktifan admin).

        Months at the ends count whole. Null by unit or property, and by day or week.
        """
        return row.activity

    @derived(StatisticsBacklog)
    @staticmethod
    def backlog(row: Figures, _context: Context) -> Backlog:
        """What lay there at the end of the last day (tunggakan)."""
        return statistic_figures.backlog(row.sums)


@object_type
class StatisticsRank:
    """Between which ranks a region stands as far as the intervals can tell it from others (peringkat)."""

    best: int = attribute("The best rank it may have; 1 is the highest share (peringkat terbaik).")
    worst: int = attribute("The worst it may have (peringkat terburuk).")
    of: int = attribute("Among so many regions with 30 cases or more (dari).")


@object_type
class StatisticsQuartiles:
    """A share among pemda of like size, of more than five with 30 cases or more; percent, two decimals (kuartil)."""

    pemda: int = attribute("How many pemda, yours perhaps among them (jumlah pemda).")

    @derived(str)
    @staticmethod
    def lower(row: Quartiles, _context: Context) -> str:
        """A quarter of them does not exceed it (kuartil bawah)."""
        return shown(row.lower * _PERCENT)

    @derived(str)
    @staticmethod
    def median(row: Quartiles, _context: Context) -> str:
        """Half of them do not exceed it (median)."""
        return shown(row.median * _PERCENT)

    @derived(str)
    @staticmethod
    def upper(row: Quartiles, _context: Context) -> str:
        """Three quarters do not exceed it (kuartil atas)."""
        return shown(row.upper * _PERCENT)


@object_type
class StatisticsPeers:
    """What the pemda of like size in the whole nation come to in the period (pemda sebanding)."""

    size: Size = attribute("Their size (kelas ukuran).")

    @derived(StatisticsQuartiles | None)
    @staticmethod
    def on_time(row: Peers, _context: Context) -> Quartiles | None:
        """Their shares on time; null when they are too few (tepat waktu)."""
        return row.quartiles.get(RankedShare.ON_TIME)

    @derived(StatisticsQuartiles | None)
    @staticmethod
    def follow_up(row: Peers, _context: Context) -> Quartiles | None:
        """Their shares followed up; null when they are too few (tindak lanjut)."""
        return row.quartiles.get(RankedShare.FOLLOWED_UP)

    @derived(StatisticsQuartiles | None)
    @staticmethod
    def prompt(row: Peers, _context: Context) -> Quartiles | None:
        """Their shares responded to within a working day; null when they are too few (respons cepat)."""
        return row.quartiles.get(RankedShare.PROMPT)


@object_type
class StatisticsRow:
    """The figures of one place in one part of the period; what it is not divided by is null (baris statistik)."""

    previous: StatisticsFigures | None = attribute(
        "The same place in the same part of the period before: as many whole months, else as many days (sebelumnya)."
    )
    figures: StatisticsFigures = attribute("What was counted (angka).")
    rank: StatisticsRank | None = attribute("Null unless asked for, and with fewer than 30 cases (peringkat).")
    size: Size | None = attribute(
        "How big the pemda is by its last twelve whole months; null unless each row is a whole pemda (kelas ukuran)."
    )
    peers: StatisticsPeers | None = attribute("Pemda of like size, under the same condition (pemda sebanding).")

    @derived(str)
    @staticmethod
    def region_code(row: AnswerRow, _context: Context) -> str:
        """The kode wilayah of its region (kode wilayah)."""
        return code_of(row.tenant)

    @edge(Pemda_ | None)
    @staticmethod
    async def region(row: AnswerRow, context: Context) -> PemdaRow | None:
        """Its region; null when the registry has none by this code today (wilayah)."""
        return await context.load(pemda.by_tenant, row.tenant)

    @edge(Unit_ | None)
    @staticmethod
    async def unit(row: AnswerRow, context: Context) -> UnitRow | None:
        """The unit that holds the complaints, with all below it; null also for what no unit holds (unit kerja)."""
        path = row.place.unit
        return None if path is None else await context.load(units.by_path, (row.tenant, path))

    @edge(Topic_ | None)
    @staticmethod
    async def topic(row: AnswerRow, context: Context) -> TopicRow | None:
        """The topic with all below it; null also for what has none (kategori)."""
        topic = row.place.topic
        return None if topic is None else await context.load(topics.by_id, topic)

    @derived(Kind | None)
    @staticmethod
    def kind(row: AnswerRow, _context: Context) -> Kind | None:
        """Classification; null also for what was passed on (jenis)."""
        return None if row.place.kind is None else Kind(row.place.kind)

    @derived(Channel | None)
    @staticmethod
    def channel(row: AnswerRow, _context: Context) -> Channel | None:
        """Where complaints came from (kanal)."""
        return None if row.place.channel is None else Channel(row.place.channel)

    @derived(Priority | None)
    @staticmethod
    def priority(row: AnswerRow, _context: Context) -> Priority | None:
        """How urgent (prioritas)."""
        return None if row.place.priority is None else Priority(row.place.priority)

    @derived(date)
    @staticmethod
    def first_day(row: AnswerRow, _context: Context) -> date:
        """The first day of this part of the period (hari pertama)."""
        return row.span.first

    @derived(date)
    @staticmethod
    def last_day(row: AnswerRow, _context: Context) -> date:
        """Its last day that is counted (hari terakhir)."""
        return row.span.last


@object_type
class Statistics:
    """An answer of the statistics (hasil statistik)."""

    rows: list[StatisticsRow] = attribute(
        "By region, unit, properties, time; 7,000 at most, fewer with many figures (baris)."
    )
    uncounted_changes: int = attribute(
        "Changes of complaints in the region that are not counted yet, up to 100,000 (perubahan belum terhitung)."
    )
    as_of: datetime = attribute(
        "When this was asked, by you or just before by somebody of the same reach: an answer is kept for two seconds"
        " (per tanggal)."
    )

    @derived(Source)
    @staticmethod
    def source(row: Answer, _context: Context) -> Source:
        """Out of what it was added up (sumber)."""
        return row.plan.source

    @derived(date)
    @staticmethod
    def counted_until(row: Answer, _context: Context) -> date:
        """The last day that is counted: the end of the period, or today (dihitung sampai)."""
        return row.plan.question.period.until
