"""Adds the built web to the wheel when it is there, so that an editable install works without Node."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BuiltWeb(BuildHookInterface[Any]):
    """Ships `web/dist` as `rallyboard/_web`; a checkout that never built it still gives a working package."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        built = Path(self.root) / "web" / "dist"
        if version == "standard" and built.is_dir():
            build_data["force_include"][str(built)] = "rallyboard/_web"
