from graph.attachments.inputs import CreateUploadInput
from graph.inputs import RULE
from graph.scalars import Text


def test_a_name_and_a_key_have_lengths() -> None:
    fields = CreateUploadInput.__strawberry_definition__.fields  # type: ignore[attr-defined]
    rules = {field.python_name: field.metadata[RULE] for field in fields}
    assert rules == {"client_key": Text(8, 64), "name": Text(0, 255)}
