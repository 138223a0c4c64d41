"""What an installation does besides copying Python files: it builds the web console (console/build.py)."""

import importlib.util
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_WHERE = Path(__file__).resolve().parent / "console" / "build.py"


class ConsoleHook(BuildHookInterface[Any]):
    """Builds the console for wheels and for editable installations.

    A wheel without its console would be half of the program, so there a failure ends the build. In a checkout the
    service works without it and says so on its pages: a machine without npm's registry still gets everything else.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - the plugin's signature
        """Called by hatchling before it collects files; `version` is "editable" or "standard"."""
        spec = importlib.util.spec_from_file_location("console_build", _WHERE)
        if spec is None or spec.loader is None:
            raise FileNotFoundError(_WHERE)
        console = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(console)
        try:
            console.build()
        except console.BuildError as error:
            if version != "editable":
                raise
            sys.stderr.write(f"The web console was not built: `make console` tries again. {error}\n")
