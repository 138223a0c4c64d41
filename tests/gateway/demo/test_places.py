import random

import pytest

from gateway.demo.places import Region, regions, regions_under, spot


@pytest.mark.parametrize("region", regions().values(), ids=lambda region: region.code)
def test_every_kecamatan_lies_in_its_pemda_and_has_villages(region: Region) -> None:
    assert len({kecamatan.name for kecamatan in region.kecamatan}) == len(region.kecamatan)
    for kecamatan in region.kecamatan:
        assert region.box.covers(kecamatan.latitude, kecamatan.longitude)
        assert kecamatan.villages
        assert len({village.title for village in kecamatan.villages}) == len(kecamatan.villages)


def test_both_provinces_are_complete() -> None:
    assert len(regions_under("19")) == 7
    assert len(regions_under("21")) == 7
    assert len(regions_under("00")) == 14
    assert regions_under("11") == ()


@pytest.mark.parametrize("code", ["00", "21", "21.71", "19.06"])
def test_spots_lie_in_the_box(code: str) -> None:
    rng = random.Random(3)
    for _ in range(200):
        found = spot(rng, code)
        assert found is not None
        assert found.region.box.covers(found.latitude, found.longitude)
        assert found.kecamatan in found.region.kecamatan
        assert found.village in found.kecamatan.villages
        assert code in ("00", found.region.code, found.region.code[:2])


def test_where_no_places_are_known_there_is_none() -> None:
    assert spot(random.Random(1), "11.01") is None


def test_villages_are_called_by_their_kind() -> None:
    bintan = regions()["21.01"]
    titles = {village.title for kecamatan in bintan.kecamatan for village in kecamatan.villages}
    assert {"Kelurahan Kijang Kota", "Desa Berakit"} <= titles
