"""Nothing has to be set; what is set comes from the environment, and the defaults are the safe ones."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from gateway.settings import Settings


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"TUNTAS_{name.upper()}", raising=False)


def test_nothing_has_to_be_set_and_the_defaults_are_safe() -> None:
    settings = Settings()
    assert (settings.data, settings.host, settings.port) == (Path("var"), "127.0.0.1", 8000)
    assert settings.secure_cookies
    assert settings.trusted_only
    assert not settings.graphiql
    assert settings.allowed_origins == settings.proxies == ()


def test_what_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"PORT": "9000", "DATA": "/srv/tuntas", "PROXIES": '["10.0.0.1"]', "SECURE_COOKIES": "false"}
    for name, value in given.items():
        monkeypatch.setenv(f"TUNTAS_{name}", value)
    monkeypatch.setenv("PORT", "1")
    settings = Settings()
    assert (settings.port, settings.data, settings.proxies) == (9000, Path("/srv/tuntas"), ("10.0.0.1",))
    assert not settings.secure_cookies


def test_the_master_key_is_not_printed() -> None:
    assert "rahasia" not in repr(Settings(master_key="rahasia"))  # type: ignore[arg-type]


def test_what_is_no_number_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUNTAS_PORT", "http")
    with pytest.raises(ValidationError, match="port"):
        Settings()


def test_preparing_statements_can_be_turned_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the docstring of `prepare_threshold` promises for an old pgbouncer."""
    monkeypatch.setenv("TUNTAS_PREPARE_THRESHOLD", "")
    assert Settings().prepare_threshold is None
