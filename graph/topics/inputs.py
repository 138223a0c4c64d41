"""What an admin says to change the tree of topics."""

from datetime import date

import strawberry

from graph.declarations import attribute
from graph.inputs import input_type, text
from graph.move_input import OnceInput


@input_type
class CreateTopicInput(OnceInput):
    """A new topic of your pemda, or of the nation when you are its desk (kategori baru)."""

    name: str = text("Its name (nama kategori).", at_least=3, at_most=120)
    parent: strawberry.ID | None = attribute(
        "The topic above it, national or your own; at the top when absent (kategori induk).", default=None
    )
    valid_from: date | None = attribute("From when it is offered; today when absent (mulai berlaku).", default=None)


@input_type
class CloseTopicInput(OnceInput):
    """The end of a topic (penutupan kategori)."""

    topic: strawberry.ID = attribute("The topic (kategori).")
    valid_to: date | None = attribute(
        "From when it is no longer offered; tomorrow when absent (tidak berlaku sejak).", default=None
    )
