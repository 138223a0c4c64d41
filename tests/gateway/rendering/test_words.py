"""Control characters are left out, everything else stays."""

from gateway.rendering.words import printable


def test_what_xml_cannot_hold_is_left_out() -> None:
    assert printable("a\x00b\x07c\x1f\x7f\ud800\uffffd\té\n✓") == "abcd\té\n✓"
