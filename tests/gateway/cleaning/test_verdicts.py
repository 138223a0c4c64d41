import pytest

from gateway.cleaning.verdicts import Unacceptable, damaged, dangerous, too_large, unsupported


@pytest.mark.parametrize(
    ("verdict", "status", "code"),
    [
        (unsupported(), 415, "UNSUPPORTED_MEDIA_TYPE"),
        (unsupported("As MP4.", "Sebagai MP4."), 415, "UNSUPPORTED_MEDIA_TYPE"),
        (too_large(), 413, "PAYLOAD_TOO_LARGE"),
        (damaged(), 422, "FILE_DAMAGED"),
        (dangerous("Not this.", "Jangan ini."), 422, "FILE_DANGEROUS"),
    ],
)
def test_each_says_why_in_two_languages(verdict: Unacceptable, status: int, code: str) -> None:
    assert (verdict.status, verdict.code) == (status, code)
    assert verdict.en.endswith(".")
    assert verdict.id.endswith(".")
    assert verdict.en != verdict.id
