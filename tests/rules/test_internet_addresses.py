"""Nothing inside anybody's network is an address to send to, however it is written."""

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.errors import BAD_USER_INPUT, Refusal
from rules.internet_addresses import check_link, is_public, webhook_url

CLOSED = [
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.255.255.254", "169.254.169.254",
    "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1",
    "198.19.255.255", "198.51.100.7", "203.0.113.9", "224.0.0.1", "224.0.1.1", "239.255.255.255", "240.0.0.1",
    "255.255.255.255",
    "::", "::1", "::ffff:8.8.8.8", "::ffff:127.0.0.1", "::8.8.8.8", "64:ff9b::8.8.8.8", "64:ff9b:1::1", "100::1",
    "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "ff0e::1", "2001::1", "2001:2::1",
    "2001:10::1", "2001:20::1", "2001:db8::1", "2002:7f00:1::1", "3fff::1", "5f00::1", "4000::1",
]  # fmt: skip
OPEN = ["8.8.8.8", "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "172.15.255.255",
        "172.32.0.0", "192.167.255.255", "203.0.114.0", "223.255.255.255", "2606:4700:4700::1111", "2a00::1",
        "2400:9800::1"]  # fmt: skip


@pytest.mark.parametrize("text", CLOSED)
def test_closed(text: str) -> None:
    assert not is_public(ip_address(text))


@pytest.mark.parametrize("text", OPEN)
def test_open(text: str) -> None:
    assert is_public(ip_address(text))


@given(st.ip_addresses())
def test_the_library_calls_nothing_private_that_we_call_public(address: object) -> None:
    found = ip_address(str(address))
    if is_public(found):
        assert found.is_global
        assert not found.is_multicast
        assert not found.is_reserved


@pytest.mark.parametrize(
    "text",
    [
        "https://penerima.batamkota.go.id/tuntas",
        "https://a.id:8443/x?y=1",
        "https://8.8.8.8/",
        "https://[2606:4700:4700::1111]/",
        "https://xn--bcher-kva.example/",
    ],
)
def test_a_receiver(text: str) -> None:
    parts = webhook_url(text)
    assert f"{parts.scheme}://{parts.authority}{parts.rest}" == text


@pytest.mark.parametrize(
    "text",
    [
        "", "x", "https://", "https:///x", "http://a.id/", "ftp://a.id/", "file:///etc/passwd", "gopher://a.id/",
        "https://user@a.id/", "https://user:pass@a.id/", "https://a.id@127.0.0.1/", "https://a.id/#x",
        "https://a.id:0/", "https://a.id:99999/", "https://a.id:x/", "https://localhost/", "https://database/",
        "https://127.0.0.1/", "https://127.1/", "https://2130706433/", "https://0x7f.1/", "https://0x7f000001/",
        "https://0177.0.0.1/", "https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://[fe80::1%25eth0]/",
        "https://[::1/", "https://10.0.0.1/", "https://169.254.169.254/latest/", "https://a..id/", "https://.id/",
        "https://a.id /x", "https://a.id\n.x.id/", "https://a.id\\@b.id/", "https://bücher.example/",
        "https://" + "a" * 500 + ".id/", "//a.id/", "https://a_b!.id/",
        "https://a.id:080/", "HTTPS://a.id/", "https://a.id/<x>", "https://a.id/{x}",
    ],
)  # fmt: skip
def test_no_receiver(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        webhook_url(text)
    assert (refused.value.code, refused.value.field) == (BAD_USER_INPUT, "url")


@pytest.mark.parametrize("text", ["http://localhost:8080/x", "http://127.0.0.1:1/", "https://a.id/", "http://[::1]:9/"])
def test_for_development_this_machine_will_do(text: str) -> None:
    parts = webhook_url(text, plain=True)
    assert f"{parts.scheme}://{parts.authority}{parts.rest}" == text


def test_a_host_is_small_letters_and_a_path_is_at_least_a_slash() -> None:
    assert webhook_url("https://A.Id?x=1") == ("https", "a.id", None, "/?x=1")
    assert webhook_url("https://a.id") == ("https", "a.id", None, "/")


def test_development_takes_no_other_scheme() -> None:
    with pytest.raises(Refusal):
        webhook_url("ftp://localhost/", plain=True)


@pytest.mark.parametrize("link", ["", "https://bintankab.go.id/sk.pdf"])
def test_a_link_to_follow(link: str) -> None:
    check_link(link, "link")


@pytest.mark.parametrize("link", ["javascript:alert(1)", "http://bintankab.go.id/", "https://a@bintankab.go.id/"])
def test_a_link_not_to_follow(link: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_link(link, "answers.0.link")
    assert refused.value.field == "answers.0.link"
