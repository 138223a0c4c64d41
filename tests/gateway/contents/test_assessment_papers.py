"""The priority sheet circles one place per aspect; the minutes say when, where, who, and leave room for a pen."""

from datetime import UTC, datetime

from gateway.contents.assessment_papers import assessment_minutes, assessment_priorities, priorities_table
from gateway.rendering.model import Paragraph, Signatures
from tests.gateway.contents.told import assessment

AT = datetime(2021, 10, 13, 20, tzinfo=UTC)


def test_one_place_is_circled() -> None:
    (row,) = priorities_table(assessment()["node"]).rows
    assert [row.cells[f"p{place}"] for place in range(1, 6)] == ["①", "2", "3", "4", "5"]  # type: ignore[union-attr]
    assert (row.cells["name"], row.cells["reasons"]) == ("Kategori SDM", "Rotasi pejabat.")  # type: ignore[union-attr]


def test_the_sheet_is_signed_where_the_pemda_lies() -> None:
    signatures = [part for part in assessment_priorities(assessment(), AT).parts if isinstance(part, Signatures)]
    assert [(one.place_and_date, one.signers[0].name) for one in signatures] == [("Uji, 14 Oktober 2021", "Budi")]


def test_the_minutes_are_dated_in_words() -> None:
    first = next(part for part in assessment_minutes(assessment(), AT).parts if isinstance(part, Paragraph))
    assert "Rabu, tanggal tiga belas bulan Oktober tahun dua ribu dua puluh satu (13-10-2021)" in first.text
    assert "bertempat di Ruang Rapat" in first.text
    assert "Pemerintah Kabupaten Uji" in first.text


def test_everybody_who_came_is_listed_with_room_for_more() -> None:
    attendance = assessment_minutes(assessment(), AT).tables[0]
    names = [row.cells.get("name") for row in attendance.rows]  # type: ignore[union-attr]
    assert names == ["Arwanto", None, None, None, None, None]
    assert [row.cells["no"] for row in attendance.rows] == [1, 2, 3, 4, 5, 6]  # type: ignore[union-attr]


def test_without_minutes_there_is_a_form_to_fill_in() -> None:
    document = assessment_minutes(assessment(minutes=None), AT)
    first = next(part for part in document.parts if isinstance(part, Paragraph))
    assert "Kamis, tanggal empat belas bulan Oktober" in first.text


def test_whoever_signed_them_stands_below() -> None:
    minutes = {**assessment()["node"]["minutes"], "signedName": "Riski", "signedTitle": "Ketua Tim"}
    document = assessment_minutes(assessment(minutes=minutes), AT)
    (signatures,) = [part for part in document.parts if isinstance(part, Signatures)]
    assert (signatures.signers[0].title, signatures.signers[0].name) == ("Ketua Tim", "Riski")
