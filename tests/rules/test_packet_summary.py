from rules.packet_summary import page
from rules.packets import COMPLAINT, FILES, IDENTITY, PacketKind
from tests.rules.chains import BODY, documents_of, manifest_of, overdue

CHAIN = overdue()
DOCUMENTS = documents_of(CHAIN)


def text(**other: object) -> str:
    return page(manifest_of(CHAIN), {**DOCUMENTS, **other}).decode()


def test_it_tells_the_whole_story_in_indonesian() -> None:
    told = text()
    for words in (
        "Berkas pengaduan K7QW-2M9D-XH4C untuk Ombudsman Republik Indonesia",
        "Kabupaten Bintan (21.01)",
        "Tanggapan pertama: 5 hari kerja",
        "akhir pekan",
        "menunggu pelapor",
        "masih berjalan saat diteruskan",
        "Sedang dikerjakan.\n\nBukti: Foto.",
        "Mohon ditindaklanjuti.",
        "tidak disertakan",
    ):
        assert words in told
    assert "Inspektorat" in page(manifest_of(CHAIN, kind=PacketKind.APIP), DOCUMENTS).decode()


def test_no_word_of_a_person_becomes_markup() -> None:
    assert "<b>di simpang</b>" in BODY
    assert "<b>" not in text()
    assert "&lt;b&gt;di simpang&lt;/b&gt;" in text()
    evil = "<script>alert(1)</script>"
    assert "<script" not in text(**{COMPLAINT: {**DOCUMENTS[COMPLAINT], "title": evil}})


def test_what_is_left_out_is_said() -> None:
    files = [
        {"name": "a.jpg", "path": "attachments/001.jpg", "sha256": "00", "left_out": None},
        {"name": "b.mp4", "path": "attachments/002.mp4", "sha256": "11", "left_out": "size"},
    ]
    assert "attachments/001.jpg" in text(**{FILES: files})
    assert "tidak disertakan karena ukuran" in text(**{FILES: files})


def test_the_reporter_where_consented() -> None:
    assert "Budi, 0811" in text(**{IDENTITY: {"name": "Budi", "phone": "0811", "email": ""}})


def test_the_same_documents_are_the_same_page() -> None:
    assert text() == text()
