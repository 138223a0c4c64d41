"""Of which pemda is the system to do something? The input of its steps that concern a whole pemda."""

from graph.inputs import input_type, text


@input_type
class OfPemdaInput:
    """A pemda for which the system does something (pemda)."""

    pemda: str = text("Kode wilayah.", at_least=2, at_most=5)
