"""Imports point down, steps are pure, and nothing reaches for the network or a pickle."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "compare"
# What a step may use: text, numbers and values; no file, clock, environment or random source.
STANDARD = (
    "__future__ bisect collections dataclasses difflib enum functools hashlib heapq itertools json math operator re"
    " statistics string types typing unicodedata"
).split()
PURE = {*STANDARD, "numpy", "rapidfuzz", "sentencex", "anyascii"}
# Lower floors first; a module may import its own floor's packages as listed and all below.
MAY_IMPORT = {
    "domain": {"domain"},
    "steps": {"domain", "steps"},
    "files": {"domain", "steps", "files", "errors", "version"},
    "engines": {"domain", "steps", "files", "engines", "errors"},
    "store": {"domain", "steps", "files", "engines", "store", "errors", "pipeline", "version"},
}


def imports_of(module: Path) -> set[str]:
    """Top names of what a module imports; our own as ``compare.part``."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import"
            names = [node.module or ""]
        for name in names:
            parts = name.split(".")
            found.add(".".join(parts[:2]) if parts[0] in {"compare", "web"} else parts[0])
    return found


def modules(part: str) -> list[Path]:
    return sorted(path for path in (PACKAGE / part).rglob("*.py") if "migrations" not in path.parts)


@pytest.mark.parametrize("module", modules("steps"), ids=lambda path: path.stem)
def test_steps_import_only_values_and_text_libraries(module: Path):
    assert imports_of(module) <= PURE | {"compare.domain", "compare.steps"}


@pytest.mark.parametrize("module", modules("domain"), ids=lambda path: path.stem)
def test_the_domain_imports_the_standard_library_only(module: Path):
    others = {name for name in imports_of(module) if name not in sys.stdlib_module_names}
    assert others <= {"compare.domain"}


@pytest.mark.parametrize("part", MAY_IMPORT)
def test_imports_point_down(part: str):
    allowed = {f"compare.{name}" for name in MAY_IMPORT[part]}
    for module in modules(part):
        ours = {name for name in imports_of(module) if name.split(".")[0] in {"compare", "web"}}
        assert ours <= allowed, module


def test_compare_never_imports_web():
    assert [
        module for module in PACKAGE.rglob("*.py") if any(n.split(".")[0] == "web" for n in imports_of(module))
    ] == []


def test_importing_the_package_does_nothing(tmp_path: Path):
    heavy = "('numpy', 'sqlalchemy', 'compare.')"
    code = f"import compare, sys; print(sorted(m for m in sys.modules if m.startswith({heavy})))"
    environment = {"PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "PATH": ""}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert list(tmp_path.iterdir()) == []


def dangers_in(module: Path) -> list[str]:
    """Calls and imports that run what they are given."""
    found = []
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names] + [getattr(node, "module", None) or ""]
            found += [name for name in names if name in {"pickle", "marshal", "shelve", "dill", "cloudpickle"}]
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) and node.func.id in {"eval", "exec"}:
                found.append(node.func.id)
            found += [
                str(keyword.arg)
                for keyword in node.keywords
                if keyword.arg in {"shell", "allow_pickle"}
                and isinstance(keyword.value, ast.Constant)
                and keyword.value.value is True
            ]
    return found


def test_nothing_is_unpickled_or_given_to_a_shell():
    sources = [*PACKAGE.rglob("*.py"), *(ROOT / "web").rglob("*.py")]
    assert {str(path): dangers_in(path) for path in sources if dangers_in(path)} == {}
