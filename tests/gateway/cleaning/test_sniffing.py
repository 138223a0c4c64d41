import pytest

from gateway.cleaning.sniffing import sniff
from gateway.cleaning.verdicts import DAMAGED, DANGEROUS, UNSUPPORTED, Unacceptable
from rules.attachments import MediaType
from tests.gateway.cleaning import files


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (files.jpeg(), MediaType.JPEG),
        (files.png(), MediaType.PNG),
        (files.webp(), MediaType.WEBP),
        (files.pdf(), MediaType.PDF),
        (files.mp4(), MediaType.MP4),
        (files.mp4(brand=b"3gp5"), MediaType.MP4),
        (files.docx(), None),
        ("Jalan di depan pasar rusak.\r\n\tSejak Januari; mohon é ā 😀 diperbaiki.".encode(), MediaType.TEXT),
        (b"\xef\xbb\xbfnama;jumlah\n", MediaType.TEXT),
        (b"x < y > z", MediaType.TEXT),
        (b" \n %PDF-1.7 after a blank", MediaType.TEXT),
    ],
)
def test_the_bytes_say_what_it_is(data: bytes, media_type: MediaType | None) -> None:
    assert sniff(data) == media_type


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", DAMAGED),
        (b"MZ\x90\x00", UNSUPPORTED),
        (b"\x7fELF\x02\x01", UNSUPPORTED),
        (b"GIF89a\x01\x00", UNSUPPORTED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", UNSUPPORTED),
        (b"Rar!\x1a\x07\x00", UNSUPPORTED),
        ("teks".encode("utf-16"), UNSUPPORTED),
        (b"caf\xe9", UNSUPPORTED),
        (b"teks dengan \x00", UNSUPPORTED),
        (b"\x1b[31mmerah", UNSUPPORTED),
        (b"<!DOCTYPE html><p>", DANGEROUS),
        (b"\xef\xbb\xbf  <script>alert(1)</script>", DANGEROUS),
        (b"<svg onload=alert(1)>", DANGEROUS),
        (b"<?php system($_GET[0]);", DANGEROUS),
        (b"#!/bin/sh\nrm -rf /", DANGEROUS),
        (files.box(b"ftyp", b"heic", bytes(4), b"mif1"), UNSUPPORTED),
        (files.box(b"ftyp", b"qt  ", bytes(4), b"qt  "), UNSUPPORTED),
    ],
)
def test_what_is_not_on_the_list_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Unacceptable) as refused:
        sniff(data)
    assert refused.value.code == code
    assert refused.value.en
    assert refused.value.id
