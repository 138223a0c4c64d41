"""What the system itself does when time runs out."""

from graph.inputs import input_type
from graph.move_input import ComplaintMoveInput


@input_type
class TimeRanOutInput(ComplaintMoveInput):
    """A deadline has passed: the version makes sure that nothing happened meanwhile (tenggat lewat)."""
