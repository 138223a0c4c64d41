"""Where the web console's files are, and how they are served: hashed assets for ever, the page itself always fresh."""

from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FILES: Final = Path(__file__).parent / "console"
DOCUMENTS: Final = FILES / "documents.json"
_HOW: Final = "The web console is not built yet: make console\n"


class _Hashed(StaticFiles):
    """Files whose name changes with their content."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, which a browser may keep for a year."""
        response = await super().get_response(path, scope)
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response


def console_routes(files: Path = FILES) -> list[BaseRoute]:
    """The console at every address that nothing else answers; its own router finds the page."""

    async def page(_request: Request) -> Response:
        index = files / "index.html"
        if not index.exists():
            return PlainTextResponse(_HOW, 503)
        return FileResponse(index, headers={"cache-control": "no-cache"})

    routes: list[BaseRoute] = [Route("/{path:path}", page, methods=["GET"])]
    if (files / "assets").is_dir():
        routes.insert(0, Mount("/assets", _Hashed(directory=files / "assets")))
    return routes
