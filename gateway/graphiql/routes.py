"""Where does a developer find GraphiQL? On one page with only our own files; never in production."""

from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from gateway.graphiql.vendor import ASSETS, FILES, missing

HERE: Final = Path(__file__).parent
PATH: Final = "/graphiql"
_HOW: Final = "GraphiQL's files are not here yet. Fetch them once: python -m gateway.graphiql.vendor\n"
# The editor sets styles and embeds its fonts as data; nothing else than our own files is run, loaded or called.
_POLICY: Final = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; script-src 'self'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'"
)


def graphiql_routes(assets: Path = ASSETS) -> list[Route]:
    """GET /graphiql, and the files that it loads. It talks to /graphql beside it."""
    served = {name: HERE / name for name in ("page.js", "page.css")}
    served |= {asset.name: assets / asset.name for asset in FILES}

    async def page(_request: Request) -> Response:
        if missing(assets):
            return Response(_HOW, 503, media_type="text/plain")
        return FileResponse(
            HERE / "page.html", headers={"content-security-policy": _POLICY, "cache-control": "no-cache"}
        )

    async def file(request: Request) -> Response:
        path = served.get(request.path_params["name"])
        if path is None or not path.is_file():
            return Response(status_code=404)
        return FileResponse(path, headers={"cache-control": "no-cache"})

    return [Route(PATH, page, methods=["GET"]), Route(PATH + "/{name}", file, methods=["GET"])]
