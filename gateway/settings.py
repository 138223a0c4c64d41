"""What an operator may set: every setting with its meaning, its unit and a default that works."""

from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from gateway.delivery.text_message import TEMPLATE


class Settings(BaseSettings):
    """Read from the environment, each name with the prefix TUNTAS_. Nothing has to be set."""

    model_config = SettingsConfigDict(env_prefix="TUNTAS_", env_parse_none_str="", extra="ignore")

    data: Path = Path("var")
    """The data directory: the embedded database, attachments, the master key."""
    database_url: str | None = None
    """Administrative URL of a PostgreSQL 15 or newer; the embedded PostgreSQL 18 when absent."""
    replica_url: SecretStr | None = None
    """URL of a streaming replica that statistics are read from; the database itself when absent."""
    master_key: SecretStr | None = None
    """32 bytes in base64; made once in the data directory when absent. Losing it loses every sealed identity."""
    storage_url: str | None = None
    """Where attachments lie: s3://bucket/prefix; the data directory when absent."""
    pool_size: int = 16
    """Connections of one process to the database."""
    prepare_threshold: int | None = 0
    """psycopg's; empty behind a pgbouncer older than 1.21."""
    host: str = "127.0.0.1"
    port: int = 8000
    secure_cookies: bool = True
    """Cookies over HTTPS only; the demo on localhost turns it off."""
    graphiql: bool = False
    """Serve GraphiQL, offline, at /graphiql: for development."""
    trusted_only: bool = True
    """Browsers may send only the documents of the console; bearer tokens may send free text."""
    strict_http: bool = False
    """Status codes of the 2026 draft of GraphQL over HTTP instead of those the public audits ask for."""
    allowed_origins: tuple[str, ...] = ()
    """Other origins whose pages may use cookies here."""
    public_url: str = "http://127.0.0.1:8000"
    """Where people open the console: links in letters begin with it, and Message-IDs end with its host."""
    smtp_url: SecretStr | None = None
    """The mail server: smtp://user:password@host:587?starttls=required, or smtps://host. No e-mail when absent."""
    mail_from: str | None = None
    """The sender of letters; tuntas@ the host of public_url when absent."""
    plain_webhooks: bool = False
    """Let webhooks lead to http and to this machine: for development and tests only."""
    sms_url: str | None = None
    """Where a provider takes text messages by POST; without it, replies to SMS go back in the answer to it."""
    sms_token: SecretStr | None = None
    """Its bearer token."""
    sms_sender: str = "1708"
    """From whom the texts are."""
    sms_template: str = TEMPLATE
    """The JSON that the provider takes, with {to}, {sender}, {text} and {key} where they belong."""
    proxies: tuple[str, ...] = ()
    """Addresses of reverse proxies whose X-Forwarded-For is believed."""
