"""tuntas migrate and database-url."""

from pathlib import Path

import psycopg

from migrations import runner
from tests.gateway.commands.commanding import owner, said, tuntas


def test_the_url_is_the_services(installation: Path) -> None:
    url = said("database-url").strip()
    with psycopg.connect(url) as service:
        assert service.execute("SELECT current_user::text, current_setting('search_path')").fetchone() == (
            "tuntas_service",
            "tuntas, public",
        )


class TestMigrate:
    def test_up_to_date(self, installation: Path) -> None:
        assert said("migrate") == f"The schema is at revision {runner.head()}.\n"

    def test_check(self, installation: Path) -> None:
        assert said("migrate", "--check") == "Database and tables agree.\n"
        with owner() as connection:
            connection.execute("ALTER TABLE tuntas.unit ADD COLUMN odd text")
        result = tuntas("migrate", "--check")
        with owner() as connection:
            connection.execute("ALTER TABLE tuntas.unit DROP COLUMN odd")
        assert result.exit_code == 1
        assert "odd" in result.stderr

    def test_down_and_up(self, installation: Path) -> None:
        before = f"{int(runner.head()) - 1:04d}"
        assert said("migrate", before) == f"The schema is at revision {before}.\n"
        assert said("migrate") == f"The schema is at revision {runner.head()}.\n"

    def test_a_script_for_the_administrator(self, installation: Path) -> None:
        assert "CREATE TABLE tuntas.complaint" in said("migrate", "--script")
        assert "create_distributed_table" in said("migrate", "--script", "--citus")
