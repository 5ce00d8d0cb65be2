"""A wheel built from the project and put elsewhere works: everything it reads is inside it."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path

import httpx
import pytest

from tests.stories.programs import Program

ROOT = Path(__file__).parents[1]
CHART = """{"chart": "reported", "title": "1 dari 2 belum lapor", "subtitle": "Oktober 2026",
"rows": [{"label": "Payo", "reported": 1, "expected": 1, "value": "1/1"}]}"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's content in a folder that has nothing to do with the checkout."""
    folder = tmp_path_factory.mktemp("elsewhere") / "site"
    with zipfile.ZipFile(wheel) as content:
        content.extractall(folder)
    return folder


def environment(site: Path) -> dict[str, str]:
    """With the wheel before the dependencies. `python -S` reads no .pth file, which might lead to the checkout."""
    libraries = os.pathsep.join(dict.fromkeys(sysconfig.get_paths()[key] for key in ("purelib", "platlib")))
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "KABAR_"))}
    return kept | {"PYTHONPATH": os.pathsep.join((str(site), libraries)), "PYTHONDONTWRITEBYTECODE": "1"}


def python(site: Path, *arguments: str) -> str:
    command = [sys.executable, "-S", *arguments]
    done = subprocess.run(command, cwd=site.parent, env=environment(site), capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def told_by(site: Path, code: str) -> str:
    """What the code prints; it fails when a module of ours came from anywhere but the wheel."""
    rooms = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    proof = (
        "\nimport sys\n"
        f"ours = [m for n, m in sys.modules.items() if n.split('.')[0] in {rooms['packages']!r}]\n"
        f"strays = [m.__file__ for m in ours if m.__file__ and not m.__file__.startswith({str(site)!r})]\n"
        "assert ours and not strays, strays\n"
    )
    return python(site, "-c", code + proof).strip()


def test_every_file_of_the_rooms_is_inside(wheel: Path) -> None:
    rooms = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    command = ["git", "ls-files", "--", *rooms["packages"]]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    with zipfile.ZipFile(wheel) as content:
        packed = set(content.namelist())
    assert [name for name in listed if name not in packed and (ROOT / name).exists()] == []
    assert not [name for name in packed if name.startswith(("tests/", "docs/"))]


def test_the_script_is_kabar(elsewhere: Path) -> None:
    scripts = next(elsewhere.glob("kabar-*.dist-info/entry_points.txt")).read_text("utf-8")
    assert "kabar = bot.__main__:main" in scripts
    code = "import sys; sys.argv = ['kabar', '--help']\ntry:\n    from bot.__main__ import main; main()\n"
    assert "run" in told_by(elsewhere, code + "except SystemExit as end:\n    assert not end.code, end.code\n")


def test_a_packaged_form_is_checked(elsewhere: Path) -> None:
    form = elsewhere / "templates" / "forms" / "bulanan_kkb.md"
    assert "bulanan_kkb" in python(elsewhere, "-m", "bot", "form", "check", str(form))


def test_a_database_is_migrated(elsewhere: Path) -> None:
    config = elsewhere.parent / "config.toml"
    config.write_text(f'[database]\nurl = "sqlite:///{elsewhere.parent / "new.db"}"\n', "utf-8")
    python(elsewhere, "-m", "bot", "db", "upgrade", "--config", str(config))
    assert (elsewhere.parent / "new.db").stat().st_size > 50_000


def test_a_text_is_rendered(elsewhere: Path) -> None:
    code = (
        "from reporting.texts import Texts, templates_folder\n"
        "print(Texts(templates_folder()).render('id', 'refusals/no_draft'))"
    )
    assert "Tidak ada isian" in told_by(elsewhere, code)


def test_a_chart_is_drawn_with_the_packaged_fonts(elsewhere: Path) -> None:
    code = (
        "import hashlib, json\n"
        f"from reporting.charts import draw\nprint(hashlib.sha256(draw(json.loads({CHART!r}))).hexdigest())"
    )
    here = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told_by(elsewhere, code) == here.stdout.strip()


def test_the_articles_and_places_are_found(elsewhere: Path) -> None:
    code = (
        "from importlib.resources import files\n"
        "from models import region_files\n"
        "articles = [f for f in files('templates').joinpath('articles').iterdir() if f.name.endswith('.md')]\n"
        "print(len(articles) > 50, sum(1 for _ in region_files.shipped()) > 90_000)"
    )
    assert told_by(elsewhere, code) == "True True"


def test_the_sandbox_serves_its_page(elsewhere: Path) -> None:
    log, outside = elsewhere.parent / "sandbox.log", environment(elsewhere)
    sandbox = Program(["sandbox", "--port", "0"], log, elsewhere.parent, ("-S",), outside)
    try:
        base = sandbox.start("Sandbox: ").split()[-1]
        for name in ("/", *(f"/page/{file.name}" for file in (ROOT / "sandbox" / "page").iterdir())):
            answer = httpx.get(base + name)
            assert answer.status_code == (404 if name.endswith(".html") else 200), name
    finally:
        sandbox.end()
