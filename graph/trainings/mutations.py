"""Recording that somebody who manages complaints was trained."""

from typing import Annotated

import strawberry

from graph.assessment_vocabulary import TrainingTopic
from graph.context import Context, Info
from graph.fields import mutation
from graph.fresh import fresh_id
from graph.inputs import argument
from graph.moving import permit
from graph.nodes import parse_id
from graph.once import once
from graph.seeing import sees
from graph.trainings.inputs import RecordTrainingInput
from graph.trainings.types import Training
from policies.permissions import Permission
from rules.errors import bad_input, not_found
from rules.internet_addresses import check_link
from rules.time_zones import zone_of
from rules.trainings import PERSONNEL, check_training
from tenants.assessment_rows import TrainingRow
from tenants.people_rows import AppointmentRow
from tenants.stores import appointments, positions, trainings


@strawberry.type
class TrainingMutations:
    """Root fields that record trainings."""

    @mutation(Permission.TRAINING_MANAGE, Training)
    async def record_training(
        self, info: Info, input: Annotated[RecordTrainingInput, argument("The training.")]
    ) -> TrainingRow:
        """Record a training with its certificate (mencatat pelatihan)."""
        context, ref = info.context, parse_id(input.appointment, "Appointment", field="appointment")
        async with once(context, ref.tenant, input) as change:
            if change.is_new:
                (held,) = await appointments.by_id(change.tx, [(ref.tenant, ref.uuid)])
                if held is None or not sees(context, Permission.APPOINTMENT_READ, held):
                    raise not_found("No such appointment.", "Penunjukan tidak ditemukan.")
                permit(context.principal, Permission.TRAINING_MANAGE, held)
                _check(input, held, context)
                (position,) = await positions.by_id(change.tx, [(held.tenant_id, held.position_id)])
                row = _new(context, input, held, "" if position is None else position.title)
                trainings.add(change.tx, row)
                change.keep(row.id)
            return await change.kept(trainings.by_id)


def _check(given: RecordTrainingInput, held: AppointmentRow, context: Context) -> None:
    if held.role not in PERSONNEL:
        raise bad_input(
            "appointment", "This position does not manage complaints.", "Jabatan ini tidak mengelola pengaduan."
        )
    check_link(given.link, "link")
    check_training(given.held_on, context.now.astimezone(zone_of(held.tenant_id)).date())


def _new(context: Context, given: RecordTrainingInput, held: AppointmentRow, title: str) -> TrainingRow:
    return TrainingRow(
        tenant_id=held.tenant_id,
        id=fresh_id(context.now),
        account_id=held.account_id,
        person_name=held.person_name,
        position_id=held.position_id,
        position_title=title,
        unit_path=held.unit_path,
        topic=TrainingTopic(given.topic),
        title=given.title,
        held_on=given.held_on,
        certificate=given.certificate,
        link=given.link,
        recorded_title=context.principal.position_title,
        recorded_at=context.now,
    )
