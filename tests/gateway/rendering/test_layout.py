"""Headings stand above their columns, totals begin at the first figure, letters shrink with the columns."""

from gateway.rendering import layout
from gateway.rendering.layout import Cell
from gateway.rendering.model import Column, Heading, NewPage, Paragraph, Table
from tests.gateway.rendering.sample import DOCUMENT, FIGURES


def test_groups_stand_above_their_columns() -> None:
    upper, lower, numbers = layout.head(FIGURES)
    assert upper[:4] == [
        Cell("No.", "c", down=2),
        Cell("Nama", "c", down=2),
        Cell("Jumlah", "c", across=3),
        Cell("Bagian", "c", down=2),
    ]
    assert [cell.text for cell in lower] == ["Satu", "Dua", "Tiga"]
    assert [cell.text for cell in numbers] == [str(number) for number in range(1, 14)]
    assert sum(cell.across for cell in upper) == len(FIGURES.columns)


def test_a_band_is_one_cell_and_totals_name_themselves() -> None:
    body, foot = layout.body(FIGURES), layout.foot(FIGURES)
    assert body[0] == [Cell("Kelompok pertama", across=13, strong=True)]
    assert sum(cell.across for cell in foot[0]) == 13
    assert foot[0][0] == Cell("Jumlah", "l", strong=True)
    assert foot[1][0] == Cell("Rata-rata", "l", across=2, strong=True)


def test_sections_are_cut_where_pages_turn() -> None:
    found = layout.sections(DOCUMENT)
    assert [section.wide for section in found] == [False, True, False]
    assert all(not isinstance(part, NewPage) for section in found for part in section.parts)


def test_the_highest_heading_is_the_first_level() -> None:
    assert layout.lowest(DOCUMENT) == 1


def test_more_columns_have_smaller_letters() -> None:
    sizes = [
        layout.letters(Table("", tuple(Column(str(n), "x") for n in range(count)), ())) for count in (3, 8, 12, 20)
    ]
    assert sizes == sorted(sizes, reverse=True)
    assert isinstance(DOCUMENT.parts[2], Paragraph)
    assert isinstance(DOCUMENT.parts[1], Heading)
