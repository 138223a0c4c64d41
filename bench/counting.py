"""The part of the worker that keeps the statistics, as one process: python -m bench.counting PORT ADMIN_URL

It looks every half second, as the worker does after commits; on the port it only tells that it has begun.
"""

import asyncio
import sys
from typing import Final

from bench.ours import installation
from bench.site import KEY
from gateway.delivery.inside import House
from gateway.worker.counting import Counting
from tenants.database import open_pool
from tenants.timetables import Timetables
from tenants.vault import Vault

_PAUSE: Final = 0.5


async def counting(port: int, admin_url: str) -> None:
    """Count until the process ends."""
    async with open_pool(installation(admin_url, port).database.service_url, 2) as pool:
        count = Counting(House(pool, Vault(KEY), Timetables(pool)))
        await count()
        async with await asyncio.start_server(lambda _reader, writer: writer.close(), "127.0.0.1", port):
            while True:
                await count()
                await asyncio.sleep(_PAUSE)


def main() -> None:
    port, url = sys.argv[1:]
    asyncio.run(counting(int(port), url))


if __name__ == "__main__":
    main()
