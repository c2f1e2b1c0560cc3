"""What is installed holds all that the program needs, and nothing is imported before its time."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import summarizer


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, root],
        check=True,
        capture_output=True,
    )
    (path,) = folder.glob("*.whl")
    return zipfile.ZipFile(path)


def test_wheel_holds_every_module_prompt_and_schema(wheel: zipfile.ZipFile, root: Path) -> None:
    wanted = {path.relative_to(root) for path in (root / "summarizer").rglob("*.py")}
    wanted |= {Path("summarizer/prompts") / path.name for path in (root / "prompts").glob("*.md")}
    wanted |= {Path("summarizer/schemas") / path.name for path in (root / "schemas").glob("*.json")}
    assert {str(path) for path in wanted | {Path("summarizer/py.typed")}} <= set(wheel.namelist())


def test_public_names_are_all_there() -> None:
    assert [name for name in summarizer.__all__ if not hasattr(summarizer, name)] == []


def loaded_after(*arguments: str) -> set[str]:
    code = (
        "import sys; from summarizer.cli import main\n"
        "try: main(sys.argv[1:])\nexcept SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    return set(run.stderr.splitlines()[-1].split())


def test_listing_risks_does_not_load_the_openai_client(example: Path) -> None:
    assert "openai" not in loaded_after("risks", str(example))


def test_the_embedded_engine_loads_neither_openai_nor_tiktoken(
    example: Path, tmp_path: Path
) -> None:
    out = str(tmp_path / "memo.md")
    assert {"openai", "tiktoken"}.isdisjoint(
        loaded_after("memo", str(example), "--model", "rules", "-o", out)
    )


def test_help_loads_no_library_of_ours() -> None:
    loaded = loaded_after("--help")
    assert {"rich", "jsonschema", "selectolax", "tiktoken", "openai"}.isdisjoint(loaded)
