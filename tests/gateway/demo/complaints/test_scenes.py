import random
import re
from datetime import date

from gateway.demo.complaints.scenes import long_date, official_wording, scene_of, site_of, wording
from gateway.demo.places import spot


def test_dates_are_written_as_officials_write_them() -> None:
    assert long_date(date(2026, 8, 12)) == "12 Agustus 2026"
    assert long_date(date(2026, 1, 1)) == "1 Januari 2026"


def test_a_site_names_its_place_down_to_the_village() -> None:
    rng = random.Random(5)
    found = spot(rng, "21.01")
    assert found is not None
    site, words = site_of(rng, found, "Kabupaten Bintan")
    assert site.line.endswith(f"{found.village.title}, Kecamatan {found.kecamatan.name}, Kabupaten Bintan")
    assert words["kel"] == site.village
    assert "{" not in words["lokasi"]


def test_without_known_places_the_site_says_that_it_is_an_example() -> None:
    site, words = site_of(random.Random(5), None, "Kabupaten Aceh Selatan")
    assert site.spot is None
    assert site.kecamatan == "Kecamatan Percontohan I"
    assert words["daerah"] == "Kabupaten Aceh Selatan"


def test_fixed_words_stay_and_numbers_are_drawn_anew() -> None:
    rng = random.Random(6)
    _, words = site_of(rng, spot(rng, "21.71"), "Kota Batam")
    scene = scene_of(words, date(2026, 8, 12), phone=None)
    drawn = [scene.words(rng) for _ in range(40)]
    assert {said["tgl"] for said in drawn} == {"12 Agustus 2026"}
    assert len({said["puluh"] for said in drawn}) > 10
    assert all(2 <= int(said["n"]) <= 9 for said in drawn)
    assert scene.words(rng, unit="Dinas Kesehatan")["unit"] == "Dinas Kesehatan"


def test_phrases_are_free_of_addresses_and_numbers_of_people() -> None:
    text = str(wording()) + str(official_wording())
    assert not re.search(r"08\d{8}|\d{16}|@(?!LAPOR1708)\w+\.", text)
