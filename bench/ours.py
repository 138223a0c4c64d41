"""Our service as one process on one port, on a database of the benchmark.

python -m bench.ours PORT ADMIN_URL [uncounted]

Uncounted: events are not queued for the statistics, to measure what queueing costs.
"""

import sys

from bench.site import KEY, OUT
from gateway.installation import Installation
from gateway.master_key import MasterKey
from gateway.serving import serve
from gateway.settings import Settings
from tenants.database import Database
from tenants.stores import recording


def installation(admin_url: str, port: int) -> Installation:
    """As it is delivered, but for the proxy whose word is believed: so that one client can be many citizens."""
    settings = Settings(data=OUT / "data", port=port, proxies=("127.0.0.1",))
    return Installation(settings, MasterKey(KEY), Database.at(admin_url, KEY), None)


def main() -> None:
    port, url, *uncounted = sys.argv[1:]
    if uncounted:
        recording.changed = lambda tx, tenant, event: None  # noqa: ARG005
    serve(installation(url, int(port)))


if __name__ == "__main__":
    main()
