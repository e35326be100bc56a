"""Installing, listing and removing packages, with the real ones and with hostile ones."""

from __future__ import annotations

import http.server
import json
import shutil
import stat
import threading
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from compare.engines.argos import Shelf
from compare.errors import BadPackage, EngineFailed, NoRoute
from tests.conftest import PACKAGES

PT_EN = PACKAGES / "translate-pt_en-1_0.argosmodel"


def write_zip(path: Path, files: dict[str, bytes], change: Callable[[zipfile.ZipInfo], None] | None = None) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            if change:
                change(info)
            archive.writestr(info, content)
    return path


def package_files(source: str, target: str, version: str = "1.0") -> dict[str, bytes]:
    """A package that lists and routes but cannot translate."""
    root = f"translate-{source}_{target}-1_0"
    about = {
        "package_version": version,
        "argos_version": "1.5",
        "from_code": source,
        "from_name": source,
        "to_code": target,
        "to_name": target,
    }
    return {
        f"{root}/metadata.json": json.dumps(about).encode(),
        f"{root}/model/model.bin": b"x",
        f"{root}/sentencepiece.model": b"x",
    }


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "packages")


def test_a_package_file_is_installed_listed_and_removed(shelf: Shelf):
    installed = shelf.install(PT_EN)
    assert installed.name == "argos translate-pt_en 1.0"
    assert shelf.packages() == (installed,)
    assert installed.n_bytes > 15_000_000
    assert shelf.remove("pt", "en") == installed
    assert shelf.packages() == ()
    assert not installed.folder.exists()


def test_an_empty_shelf_has_no_packages_and_makes_no_folder(shelf: Shelf):
    assert shelf.packages() == ()
    assert shelf.find_route("pt", "en") is None
    assert not shelf.folder.exists()


def test_a_regional_tag_finds_the_package_of_its_language(shelf: Shelf):
    shelf.install(PT_EN)
    route = shelf.find_route("pt-BR", "en-GB")
    assert route is not None
    assert (route.stops, route.packages) == (("pt", "en"), ("argos translate-pt_en 1.0",))


def test_a_language_without_a_direct_package_goes_by_a_relay(shelf: Shelf, tmp_path: Path):
    for pair in (("uk", "pl"), ("pl", "en")):
        shelf.install(write_zip(tmp_path / "p.argosmodel", package_files(*pair)))
    route = shelf.find_route("uk", "en")
    assert route is not None
    assert route.relays == ("pl",)
    assert str(route) == "uk>pl>en"


def test_a_direct_package_is_preferred_to_a_relay(shelf: Shelf, tmp_path: Path):
    for pair in (("uk", "pl"), ("pl", "en"), ("uk", "en")):
        shelf.install(write_zip(tmp_path / "p.argosmodel", package_files(*pair)))
    route = shelf.find_route("uk", "en")
    assert route is not None
    assert route.relays == ()


def test_a_newer_package_replaces_the_older_one(shelf: Shelf, tmp_path: Path):
    shelf.install(write_zip(tmp_path / "p.argosmodel", package_files("uk", "pl")))
    newer = {name.replace("1_0", "1_1"): content for name, content in package_files("uk", "pl", "1.1").items()}
    shelf.install(write_zip(tmp_path / "q.argosmodel", newer))
    assert [package.version for package in shelf.packages()] == ["1.1"]


def test_installing_the_same_package_again_keeps_one(shelf: Shelf):
    shelf.install(PT_EN)
    shelf.install(PT_EN)
    assert len(shelf.packages()) == 1
    assert [path.name for path in shelf.folder.parent.iterdir() if path.name.startswith(".new-")] == []


def test_removing_what_is_not_there_says_what_is(shelf: Shelf):
    shelf.install(PT_EN)
    with pytest.raises(NoRoute, match="pt→en"):
        shelf.remove("uk", "en")


HOSTILE = {
    "path escape": ({"../evil.txt": b"x"}, "outside"),
    "absolute path": ({"/etc/evil": b"x"}, "outside"),
    "backslash escape": ({"p\\..\\..\\evil": b"x"}, "outside"),
    "pickle": ({"p/metadata.json": b"{}", "p/model/model.bin": b"x", "p/weights.pkl": b"x"}, "pickle"),
    "missing model": ({"p/metadata.json": b"{}", "p/sentencepiece.model": b"x"}, "model.bin is missing"),
    "missing metadata": ({"p/model/model.bin": b"x", "p/sentencepiece.model": b"x"}, "metadata.json is missing"),
    "missing tokenizer": ({"p/metadata.json": b"{}", "p/model/model.bin": b"x"}, "neither"),
    "bomb": (
        {"p/metadata.json": b"{}", "p/model/model.bin": b"\0" * 5_000_000, "p/bpe.model": b"x"},
        "from almost nothing",
    ),
    "many files": ({f"p/{k}": b"" for k in range(300)}, "300 files"),
    "two folders": ({"p/metadata.json": b"{}", "q/model/model.bin": b"x"}, "not in one folder"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_package_is_refused_with_the_reason(name: str, shelf: Shelf, tmp_path: Path):
    files, reason = HOSTILE[name]
    with pytest.raises(BadPackage, match=reason):
        shelf.install(write_zip(tmp_path / "p.argosmodel", files))
    assert shelf.packages() == ()


def test_a_link_inside_a_package_is_refused(shelf: Shelf, tmp_path: Path):
    def link(info: zipfile.ZipInfo) -> None:
        info.external_attr = (stat.S_IFLNK | 0o777) << 16

    with pytest.raises(BadPackage, match="is a link"):
        shelf.install(write_zip(tmp_path / "p.argosmodel", {"p/metadata.json": b"/etc/passwd"}, link))


def test_a_file_that_is_no_archive_is_refused(shelf: Shelf, tmp_path: Path):
    (tmp_path / "p.argosmodel").write_bytes(b"not a zip")
    with pytest.raises(BadPackage, match="no zip archive"):
        shelf.install(tmp_path / "p.argosmodel")


def test_unreadable_metadata_is_refused_and_leaves_nothing(shelf: Shelf, tmp_path: Path):
    files = package_files("uk", "pl") | {"translate-uk_pl-1_0/metadata.json": b"{"}
    with pytest.raises(BadPackage):
        shelf.install(write_zip(tmp_path / "p.argosmodel", files))
    assert list(shelf.folder.iterdir()) == []


@pytest.fixture
def index(tmp_path: Path) -> Iterator[str]:
    """A package index with the real pt→en package, served on 127.0.0.1."""
    folder = tmp_path / "index"
    folder.mkdir()
    shutil.copy(PT_EN, folder / "pt_en.argosmodel")
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    address = f"http://127.0.0.1:{server.server_port}"
    about = json.loads(package_files("pt", "en")["translate-pt_en-1_0/metadata.json"])
    (folder / "index.json").write_text(json.dumps([about | {"links": [f"{address}/pt_en.argosmodel"]}]))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"{address}/index.json"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_package_is_installed_from_the_index(tmp_path: Path, index: str):
    shelf = Shelf(tmp_path / "packages", index=index)
    assert [(offer.source, offer.target) for offer in shelf.offers()] == [("pt", "en")]
    assert shelf.install_from_index("pt", "en").name == "argos translate-pt_en 1.0"
    assert len(shelf.packages()) == 1


def test_what_the_index_lacks_is_said(tmp_path: Path, index: str):
    with pytest.raises(NoRoute, match="offers no package uk→en"):
        Shelf(tmp_path / "packages", index=index).install_from_index("uk", "en")


def test_an_index_out_of_reach_says_how_to_go_on_without_it(tmp_path: Path):
    with pytest.raises(EngineFailed, match=r"install from a file"):
        Shelf(tmp_path / "packages", index="http://127.0.0.1:9/index.json").offers()
