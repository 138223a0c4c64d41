"""What an admin says to change the organisation."""

import strawberry

from graph.declarations import attribute
from graph.inputs import input_type, text
from graph.move_input import OnceInput
from graph.people_vocabulary import Role, UnitKind


@input_type
class CreateUnitInput(OnceInput):
    """A new unit (unit baru)."""

    parent: strawberry.ID = attribute("The unit it hangs under (unit atasan).")
    code: str = text("Its code inside the pemda, such as DINKES (kode unit).", at_least=1, at_most=30)
    name: str = text("Its name (nama unit).", at_least=3, at_most=200)
    kind: UnitKind = attribute("What kind of unit it is; ROOT exists already (jenis unit).")
    region_code: str | None = text(
        "The kode wilayah that it serves, for a kecamatan or kelurahan (kode wilayah).",
        at_least=2,
        at_most=13,
        default=None,
    )


@input_type
class RenameUnitInput(OnceInput):
    """Another name for a unit (nama baru)."""

    unit: strawberry.ID = attribute("The unit (unit).")
    name: str = text("Its new name (nama baru).", at_least=3, at_most=200)


@input_type
class MoveUnitInput(OnceInput):
    """Another place in the tree for a unit that has no complaints yet (pindah unit)."""

    unit: strawberry.ID = attribute("The unit (unit).")
    parent: strawberry.ID = attribute("The unit it will hang under, in the same pemda (unit atasan baru).")


@input_type
class CloseUnitInput(OnceInput):
    """The end of a unit without open cases and holders (penutupan unit)."""

    unit: strawberry.ID = attribute("The unit (unit).")


@input_type
class CreatePositionInput(OnceInput):
    """A new position in a unit (jabatan baru)."""

    unit: strawberry.ID = attribute("The unit (unit kerja).")
    role: Role = attribute("What it may do: a role that positions have (peran).")
    title: str = text("What it is called, such as Sekretaris Dinas (nama jabatan).", at_least=3, at_most=150)


@input_type
class ClosePositionInput(OnceInput):
    """The end of a position that nobody holds (penghapusan jabatan)."""

    position: strawberry.ID = attribute("The position (jabatan).")
