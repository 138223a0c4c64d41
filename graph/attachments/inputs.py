"""What is told of a file before it is sent."""

from graph.inputs import input_type, text
from graph.move_input import OnceInput


@input_type
class CreateUploadInput(OnceInput):
    """A file that will be sent (berkas yang akan diunggah)."""

    name: str = text("Its name; what the file is will be read from its bytes (nama berkas).", at_most=255)
