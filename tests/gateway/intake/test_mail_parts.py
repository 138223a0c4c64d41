"""Mail of people is read whatever its form; automatic mail is told apart; nothing in either breaks the reader."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.intake.mail_parts import LARGEST, NotALetterError, as_text, mail_of
from rules.attachments import MAX_BYTES
from tests.gateway.intake.mails import SAID, SENDER, mail


def test_a_plain_mail() -> None:
    found = mail_of(mail())
    assert (found.sender, found.name, found.subject) == (SENDER, "Warga Uji", "Lampu jalan padam")
    assert (found.text.strip(), found.message, found.enclosures) == (SAID, "<1@contoh.test>", ())


def raw(*lines: str, charset: str = "utf-8") -> bytes:
    head = ["From: Warga <a@contoh.test>", "Subject: x", "Message-ID: <2@x>", "MIME-Version: 1.0"]
    return "\r\n".join([*head, *lines]).encode(charset)


@pytest.mark.parametrize(
    ("charset", "encoded"),
    [("iso-8859-1", "iso-8859-1"), ("windows-1252", "cp1252"), ("utf-8", "utf-8"), ("utf-16", "utf-16")],
)
def test_charsets(charset: str, encoded: str) -> None:
    body = raw(f"Content-Type: text/plain; charset={charset}", "", "")
    assert mail_of(body + "Jalan é rusak".encode(encoded)).text == "Jalan é rusak"


@pytest.mark.parametrize("charset", ["x-unknown", "", '"', "utf-8; x", "base64", "idna", "punycode\x00"])
def test_charsets_that_are_none(charset: str) -> None:
    found = mail_of(raw(f"Content-Type: text/plain; charset={charset}", "", "Jalan rusak"))
    assert "Jalan rusak" in found.text


def test_headers_in_any_spelling() -> None:
    found = mail_of(
        b"From: =?utf-8?B?V2FyZ2E=?= =?utf-8?Q?_Uji?= <A@Contoh.TEST>\r\n"
        b"Subject: =?utf-8?Q?Lampu_jalan_=C3=A9?=\r\n =?utf-8?Q?_padam?=\r\nMessage-ID:\r\n <3@x>\r\n\r\nx"
    )
    assert (found.name, found.sender, found.subject, found.message) == (
        "Warga Uji",
        "a@contoh.test",
        "Lampu jalan é padam",
        "<3@x>",
    )


def test_the_plain_part_is_preferred_and_html_is_read() -> None:
    both = raw(
        'Content-Type: multipart/alternative; boundary="b"', "", "--b", "Content-Type: text/plain", "", "polos",
        "--b", "Content-Type: text/html", "", "<p>kaya</p>", "--b--",
    )  # fmt: skip
    assert mail_of(both).text.strip() == "polos"
    only = raw("Content-Type: text/html; charset=utf-8", "", "<p>Lampu&nbsp;jalan<br>padam &amp; gelap</p>")
    assert mail_of(only).text == "Lampu jalan\npadam & gelap"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<style>p{}</style><p>a</p><script>x()</script>", "a"),
        ("<p>a</p><blockquote>kutipan</blockquote>", "a"),
        ('<div>a</div><div class="gmail_quote">x<div>y</div></div>', "a"),
        ("<p>a<p>b", "a\nb"),
        ("a < b &lt;c&gt; &#x1F600;", "a < b <c> 😀"),
        ("<script>x", ""),
        ("<p", "<p"),
        ("", ""),
        ("<head><title>t</title></head><body>a</body>", "a"),
        ("<blockquote><br>x</blockquote>b", "b"),
    ],
)
def test_html(html: str, text: str) -> None:
    assert "\n".join(line for line in as_text(html).split("\n") if line) == text


def test_files_come_along_with_their_names() -> None:
    found = mail_of(mail(files={"foto é.jpg": ("image/jpeg", b"\xff\xd8"), "../../etc/passwd": ("text/plain", b"x")}))
    assert [(one.name, one.content) for one in found.enclosures] == [
        ("foto é.jpg", b"\xff\xd8"),
        ("../../etc/passwd", b"x"),
    ]
    assert found.text.strip() == SAID


def test_what_is_too_large_or_too_much_is_counted() -> None:
    many = {f"{number}.txt": ("text/plain", b"x") for number in range(12)}
    found = mail_of(mail(files=many | {"besar.pdf": ("application/pdf", b"x" * (MAX_BYTES + 1))}))
    assert (len(found.enclosures), found.unread) == (10, 3)


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated; x=y"},
        {"Auto_Submitted": "AUTO-NOTIFIED"},
        {"Precedence": "bulk"},
        {"Precedence": "LIST"},
        {"List_Id": "<x.test>"},
        {"List_Unsubscribe": "<mailto:x@x.test>"},
        {"X_Autoreply": "yes"},
        {"Return_Path": "<>"},
        {"sender": "Mail Delivery System <MAILER-DAEMON@contoh.test>"},
        {"sender": "no-reply@contoh.test"},
        {"sender": "noreply@contoh.test"},
        {"sender": "postmaster@contoh.test"},
        {"sender": "bounces+x@contoh.test"},
        {"sender": "a@contoh.test, b@contoh.test"},
    ],
)
def test_automatic_mail_is_not_answered(headers: dict[str, str]) -> None:
    with pytest.raises(NotALetterError):
        mail_of(mail(files=None, **headers))


def test_auto_submitted_no_is_somebody() -> None:
    assert mail_of(mail(Auto_Submitted="no")).sender == SENDER


@pytest.mark.parametrize(
    "body",
    [
        b"", b"\x00", b"From: \r\n\r\nx", b"no header at all", b"From: <>\r\n\r\nx", b"From: a\r\n\r\nx",
        b"From: a@b\r\n\r\nx", "From: é@contoh.test\r\n\r\nx".encode(), b"x" * (LARGEST + 1),
        b"From: a@contoh.test\r\nContent-Type: multipart/report; boundary=x\r\n\r\n--x--",
    ],
)  # fmt: skip
def test_what_is_no_letter(body: bytes) -> None:
    with pytest.raises(NotALetterError):
        mail_of(body)


def test_a_thousand_nested_parts_are_read_as_far_as_they_can_be() -> None:
    lines = []
    for depth in range(3000):
        lines += [f"Content-Type: multipart/mixed; boundary=b{depth}", "", f"--b{depth}"]
    with suppress(NotALetterError):
        assert mail_of(raw(*lines, "", "x")).enclosures == ()


def test_a_thousand_parts_beside_each_other() -> None:
    lines = ["Content-Type: multipart/mixed; boundary=b", ""]
    for _ in range(5000):
        lines += ["--b", "Content-Type: text/plain", "", "x"]
    assert len(mail_of(raw(*lines)).text) < 1000


def test_another_mail_inside_is_not_looked_into() -> None:
    inner = "Content-Type: text/plain\r\nSubject: dalam\r\n\r\nrahasia dalam"
    found = mail_of(
        raw("Content-Type: multipart/mixed; boundary=b", "", "--b", "", SAID, "--b", "Content-Type: message/rfc822", "",
            inner, "--b--")
    )  # fmt: skip
    assert found.text.strip() == SAID


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400), st.booleans())
def test_any_bytes_are_a_mail_or_none(body: bytes, after_headers: bool) -> None:  # noqa: FBT001 - drawn by the test
    try:
        found = mail_of(raw("") + body if after_headers else b"From: a@contoh.test\r\n" + body)
    except NotALetterError:
        return
    assert "\x00" not in found.text + found.subject + found.message


def test_a_mail_does_not_print_its_sender() -> None:
    assert SENDER not in repr(mail_of(mail()))
    assert "Lampu" not in repr(mail_of(mail()))
