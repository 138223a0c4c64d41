"""Which work is done in the background, how often, and what keeps two workers from doing it in each other's way?

The queue only says that it is time to look. What there is to do lies in the database (the outbox, deliveries), so a job
that is lost is replaced by the next look, and one that runs twice finds nothing left to do.
"""

from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

import procrastinate
import structlog
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Status

from gateway.delivery.inside import SISTEM, Inside, NotAnsweredError
from gateway.delivery.sending import Sender
from gateway.delivery.webhook_rounds import WebhookRounds
from gateway.worker.counting import Counting
from gateway.worker.packing import Packing
from gateway.worker.sweeping import Sweep
from gateway.worker.writing import Writing

QUEUE_OPTIONS: Final = "-c search_path=tuntas_queue"
"""procrastinate's tables lie in a schema of their own."""
EVERY_FEW_SECONDS: Final = "* * * * * */3"
EVERY_MINUTE: Final = "* * * * *"
EVERY_FIVE_MINUTES: Final = "*/5 * * * *"
AT_NOON: Final = "0 5 * * *"
"""Noon in Jakarta."""
_STALLED: Final = 30.0
_FIRST_LOOK: Final = timedelta(days=30)
"""How far back a worker looks for appointments when it begins: longer than any outage."""
_OVERLAP: Final = timedelta(minutes=10)
_WAITING: Final = "query Waiting { outbox dueDeliveries { pemda line } }"
_TELL: Final = "mutation Tell($input: OfPemdaInput!) { tellPeople(input: $input) { count } }"
_CHANGED: Final = "query Changed($since: DateTime!) { changedDesks(since: $since) }"
_SETTLE: Final = "mutation Settle($input: SettleDesksInput!) { settleDesks(input: $input) { raised lowered } }"
_OPEN: Final = "query Open { openOffices }"
_DIGESTS: Final = "mutation Digests($input: OfPemdaInput!) { planDigests(input: $input) { count } }"
_FORGET: Final = "mutation Forget($input: OfPemdaInput!) { forgetOldNotices(input: $input) { count } }"
log = structlog.get_logger("tuntas.worker")


class Work:
    """What the tasks do, apart from the queue that calls them."""

    def __init__(
        self,
        inside: Inside,
        sender: Sender,
        webhooks: WebhookRounds | None = None,
        writing: Writing | None = None,
    ) -> None:
        self._inside = inside
        self.sender = sender
        self.sweep = Sweep(inside)
        self.pack = Packing(inside)
        self.count = Counting(inside)
        self.webhooks = webhooks
        self.writing = writing
        self._settled = inside.context(SISTEM).now - _FIRST_LOOK
        self._planned: set[tuple[str, object]] = set()

    async def tell(self) -> list[tuple[str, str]]:
        """Tell people whatever happened, and answer the lines (pemda, line) whose first delivery may leave now."""
        waiting = await self._inside(SISTEM, _WAITING)
        for pemda in waiting["outbox"]:
            await self._tell(pemda)
        if waiting["outbox"]:
            waiting = await self._inside(SISTEM, _WAITING)
        return [(line["pemda"], line["line"]) for line in waiting["dueDeliveries"]]

    async def _tell(self, pemda: str) -> None:
        """A row that cannot be told keeps its own pemda waiting, and no other."""
        try:
            while (await self._inside(SISTEM, _TELL, input={"pemda": pemda}))["tellPeople"]["count"]:
                pass
        except NotAnsweredError as error:
            log.warning("outbox.stuck", pemda=pemda, why=str(error))

    async def settle_desks(self) -> int:
        """Let open cases follow appointments that ended or began by themselves; answers how many moved."""
        since, self._settled = self._settled, self._inside.context(SISTEM).now - _OVERLAP
        moved = 0
        for pemda in (await self._inside(SISTEM, _CHANGED, since=since.isoformat()))["changedDesks"]:
            given = {"pemda": pemda, "clientKey": uuid4().hex}
            settled = (await self._inside(SISTEM, _SETTLE, input=given))["settleDesks"]
            moved += settled["raised"] + settled["lowered"]
        return moved

    async def plan_digests(self) -> int:
        """Plan the summaries of every office that is open and has none for today; answers how many."""
        today = self._inside.context(SISTEM).now.date()
        planned = 0
        for pemda in (await self._inside(SISTEM, _OPEN))["openOffices"]:
            if (pemda, today) not in self._planned:
                planned += (await self._inside(SISTEM, _DIGESTS, input={"pemda": pemda}))["planDigests"]["count"]
                self._planned = {known for known in self._planned if known[1] == today} | {(pemda, today)}
        return planned

    async def forget(self) -> int:
        """Forget old notices of every office that is open; those that are closed follow another day."""
        offices = (await self._inside(SISTEM, _OPEN))["openOffices"]
        asked = [await self._inside(SISTEM, _FORGET, input={"pemda": pemda}) for pemda in offices]
        return sum(answer["forgetOldNotices"]["count"] for answer in asked)


def make_app(service_url: str, work: Work) -> procrastinate.App:
    """The queue of an installation with all its tasks; opened and closed by the caller."""
    connector = procrastinate.PsycopgConnector(
        conninfo=service_url,
        kwargs={"options": QUEUE_OPTIONS, "application_name": "tuntas worker"},
        min_size=1,
        max_size=4,
    )
    app = procrastinate.App(connector=connector)
    _deliveries(app, work)
    _deadlines(app, work)
    _statistics(app, work)
    _housekeeping(app, work)
    return app


async def nudge(app: procrastinate.App) -> None:
    """Something happened: look at once, not only when it is time."""
    await _put(app, "deliver_outbox", "deliver_outbox", timestamp=0)


def _deliveries(app: procrastinate.App, work: Work) -> None:
    @app.periodic(cron=EVERY_FEW_SECONDS)
    @app.task(name="deliver_outbox", queueing_lock="deliver_outbox")
    async def deliver_outbox(timestamp: int) -> None:  # noqa: ARG001 - procrastinate says for when it was planned
        for pemda, line in await work.tell():
            await _put(app, "send_line", f"{pemda} {line}", pemda=pemda, line=line)

    @app.task(name="send_line")
    async def send_line(pemda: str, line: str) -> None:
        await work.sender.send_line(pemda, line)

    @app.periodic(cron=EVERY_FEW_SECONDS)
    @app.task(name="tell_webhooks", queueing_lock="tell_webhooks")
    async def tell_webhooks(timestamp: int) -> None:  # noqa: ARG001 - as above
        if work.webhooks is not None:
            await work.webhooks.run()

    @app.periodic(cron=EVERY_FIVE_MINUTES)
    @app.task(name="plan_digests", queueing_lock="plan_digests")
    async def plan_digests(timestamp: int) -> None:  # noqa: ARG001 - as above
        await work.plan_digests()


def _deadlines(app: procrastinate.App, work: Work) -> None:
    @app.periodic(cron=EVERY_MINUTE)
    @app.task(name="sweep_deadlines", queueing_lock="sweep_deadlines")
    async def sweep_deadlines(timestamp: int) -> None:  # noqa: ARG001 - as above
        swept = await work.sweep()
        if swept.done or swept.failed:
            log.info("sweep.done", done=swept.done, lost=swept.lost, failed=swept.failed)
        await work.pack()

    @app.periodic(cron=EVERY_FEW_SECONDS)
    @app.task(name="write_documents", queueing_lock="write_documents", lock="write_documents")  # one at a time
    async def write_documents(timestamp: int) -> None:  # noqa: ARG001 - as above
        if work.writing is not None:
            await work.writing()

    @app.periodic(cron=EVERY_FIVE_MINUTES)
    @app.task(name="settle_desks", queueing_lock="settle_desks")
    async def settle_desks(timestamp: int) -> None:  # noqa: ARG001 - as above
        await work.settle_desks()


def _statistics(app: procrastinate.App, work: Work) -> None:
    @app.periodic(cron=EVERY_FEW_SECONDS)
    @app.task(name="count_changes", queueing_lock="count_changes", lock="count_changes")  # one at a time
    async def count_changes(timestamp: int) -> None:  # noqa: ARG001 - as above
        await work.count()


def _housekeeping(app: procrastinate.App, work: Work) -> None:
    @app.periodic(cron=EVERY_MINUTE)
    @app.task(name="take_over", queueing_lock="take_over")
    async def take_over(timestamp: int) -> None:  # noqa: ARG001 - as above
        """Let go of what a killed worker held, so that the next look takes it up: every job is only a look."""
        for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=_STALLED):
            log.warning("worker.takes_over", task=job.task_name)
            await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=True)

    @app.periodic(cron=AT_NOON)
    @app.task(name="forget_old_notices", queueing_lock="forget_old_notices")
    async def forget_old_notices(timestamp: int) -> None:  # noqa: ARG001 - as above
        await work.forget()

    @app.periodic(cron=AT_NOON)
    @app.task(name="clear_documents", queueing_lock="clear_documents")
    async def clear_documents(timestamp: int) -> None:  # noqa: ARG001 - as above
        if work.writing is not None:
            await work.writing.clear()


async def _put(app: procrastinate.App, task: str, lock: str, **given: Any) -> None:
    """Put a job into the queue unless it waits there already; two of one lock never run at once."""
    configured = app.configure_task(task, lock=lock, queueing_lock=lock)
    try:
        await configured.defer_async(**given)
    except AlreadyEnqueued:
        return
