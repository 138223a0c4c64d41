import pytest

from gateway.cleaning.films import clean_film
from gateway.cleaning.verdicts import DAMAGED, DANGEROUS, Unacceptable
from tests.gateway.cleaning import files


@pytest.mark.parametrize("data", [files.mp4(), files.mp4(files.track(b"vide"), files.track(b"soun"))])
def test_places_names_and_times_are_blanked_where_they_stand(data: bytes) -> None:
    assert files.SECRET_BYTES in data
    film = clean_film(data)
    assert len(film) == len(data)
    assert files.SECRET_BYTES not in film
    assert b"+104" not in film
    assert b"xmpmeta" not in film
    assert (3_900_000_000).to_bytes(4, "big") not in film
    assert film.index(files.FRAMES) == data.index(files.FRAMES)
    assert clean_film(film) == film


def test_what_playing_needs_stays() -> None:
    film = clean_film(files.mp4())
    for name in (b"ftyp", b"moov", b"mvhd", b"trak", b"tkhd", b"mdhd", b"hdlr", b"stsd", b"stco", b"mdat"):
        assert name in film
    assert b"udta" not in film
    assert b"uuid" not in film


def test_a_track_of_places_is_refused() -> None:
    with pytest.raises(Unacceptable) as refused:
        clean_film(files.mp4(files.track(), files.track(b"meta")))
    assert refused.value.code == DANGEROUS


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_film_is_refused(part: float) -> None:
    data = files.mp4()
    with pytest.raises(Unacceptable) as refused:
        clean_film(data[: int(len(data) * part)])
    assert refused.value.code == DAMAGED


@pytest.mark.parametrize(
    "data",
    [
        files.box(b"ftyp", b"isom", bytes(4)),
        files.box(b"ftyp", b"isom", bytes(4)) + files.box(b"mdat", b"x"),
        files.mp4() + files.docx(),
        files.mp4() + b"\x00\x00\x00\x04free",
        files.mp4(files.box(b"trak", files.box(b"tkhd", b"\x00"))),
        files.box(b"ftyp", b"isom", bytes(4)) + b"\x00\x00\x00\x01mdat" + bytes(8),
    ],
)
def test_boxes_that_do_not_add_up_are_refused(data: bytes) -> None:
    with pytest.raises(Unacceptable) as refused:
        clean_film(data)
    assert refused.value.code == DAMAGED


def test_a_flood_of_boxes_is_refused() -> None:
    with pytest.raises(Unacceptable):
        clean_film(files.mp4() + files.box(b"free") * 50_001)


def test_long_boxes_and_one_to_the_end_of_the_file_are_read() -> None:
    long = b"\x00\x00\x00\x01udta" + (16 + len(files.SECRET)).to_bytes(8, "big") + files.SECRET_BYTES
    data = files.mp4()[: -len(files.box(b"mdat", files.FRAMES))] + long + b"\x00\x00\x00\x00mdat" + files.FRAMES
    film = clean_film(data)
    assert files.SECRET_BYTES not in film
    assert film.endswith(files.FRAMES)
