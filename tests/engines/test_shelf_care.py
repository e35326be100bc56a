"""Care of packages: downloads cut, resumed and damaged; trial in a child process; folders, digests, updates, BPE."""

from __future__ import annotations

import http.server
import json
import shutil
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from compare.engines.argos import Shelf
from compare.engines.decoding import ArgosTranslator
from compare.engines.downloading import digest_of
from compare.engines.trial import try_package
from compare.errors import BadPackage, EngineFailed
from tests.engines.test_argos import PT_EN, package_files, write_zip


@dataclass
class Server:
    """A package index on 127.0.0.1 that can be told to cut connections and to damage what it sends."""

    address: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    cuts: list[int] = field(default_factory=list)  # bytes after which the next answers end
    ranges: list[str] = field(default_factory=list)

    def offer(self, source: str, target: str, data: bytes, version: str = "1.0", sha256: str = "") -> None:
        name = f"/{source}_{target}_{version}.argosmodel"
        self.files[name] = data
        about = json.loads(package_files(source, target, version)[f"translate-{source}_{target}-1_0/metadata.json"])
        about |= {"links": [self.address + name]} | ({"sha256": sha256} if sha256 else {})
        rows = json.loads(self.files.get("/index.json", b"[]"))
        self.files["/index.json"] = json.dumps([*rows, about]).encode()


@pytest.fixture
def server() -> Iterator[Server]:
    state = Server()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            data = state.files.get(self.path)
            if data is None:
                self.send_error(404)
                return
            wanted = self.headers.get("Range", "")
            start = int(wanted[6:-1]) if wanted else 0
            if self.path.endswith("argosmodel"):
                state.ranges.append(wanted)
            self.send_response(206 if wanted else 200)
            if wanted:
                self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
            self.send_header("Content-Length", str(len(data) - start))
            self.end_headers()
            end = state.cuts.pop(0) if state.cuts and self.path.endswith("argosmodel") else len(data)
            self.wfile.write(data[start : start + end])

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    http_server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.address = f"http://127.0.0.1:{http_server.server_port}"
    thread = threading.Thread(target=http_server.serve_forever)
    thread.start()
    yield state
    http_server.shutdown()
    thread.join()
    http_server.server_close()


@pytest.fixture
def shelf(tmp_path: Path, server: Server) -> Shelf:
    return Shelf(tmp_path / "packages", index=f"{server.address}/index.json", trial=try_package)


def test_a_download_that_is_cut_goes_on_where_it_stopped(shelf: Shelf, server: Server):
    server.offer("pt", "en", PT_EN.read_bytes())
    server.cuts = [5_000_000, 3_000_000]
    assert shelf.install_from_index("pt", "en").name == "argos translate-pt_en 1.0"
    assert server.ranges == ["", "bytes=5000000-", "bytes=8000000-"]


def test_what_arrived_is_kept_for_the_next_call(shelf: Shelf, server: Server):
    server.offer("pt", "en", PT_EN.read_bytes())
    server.cuts = [1_000_000] * 4
    with pytest.raises(EngineFailed, match="try again to go on"):
        shelf.install_from_index("pt", "en")
    assert shelf.packages() == ()
    shelf.install_from_index("pt", "en")
    assert server.ranges[-1] == "bytes=4000000-"
    assert list((shelf.folder.parent / "downloads").iterdir()) == []


def test_a_download_damaged_on_the_way_is_refused_and_not_kept(shelf: Shelf, server: Server):
    data = bytearray(PT_EN.read_bytes())
    data[len(data) // 2] ^= 0xFF
    server.offer("pt", "en", bytes(data), sha256=digest_of(PT_EN))
    with pytest.raises(EngineFailed, match="damaged"):
        shelf.install_from_index("pt", "en")
    assert shelf.packages() == () and list((shelf.folder.parent / "downloads").iterdir()) == []


def test_damage_is_found_without_a_digest_too(shelf: Shelf, server: Server):
    data = bytearray(PT_EN.read_bytes())
    data[len(data) // 2] ^= 0xFF
    server.offer("pt", "en", bytes(data))
    with pytest.raises(BadPackage, match="cannot be unpacked"):
        shelf.install_from_index("pt", "en")
    assert shelf.packages() == ()


def test_update_installs_only_what_is_newer(shelf: Shelf, server: Server):
    shelf.install(PT_EN)
    server.offer("pt", "en", PT_EN.read_bytes(), "1.0")
    assert shelf.update() == ()
    newer = server.address and _with_metadata(shelf.folder.parent / "new.argosmodel", package_version="1.10")
    server.offer("pt", "en", newer.read_bytes(), "1.10")
    assert [package.version for package in shelf.update()] == ["1.10"]
    assert [package.version for package in shelf.packages()] == ["1.10"]


def _with_metadata(place: Path, **changed: object) -> Path:
    """The real package with other metadata."""
    with zipfile.ZipFile(PT_EN) as old, zipfile.ZipFile(place, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename.endswith("metadata.json"):
                data = json.dumps(json.loads(data) | changed).encode()
            new.writestr(entry.filename, data)
    return place


def test_a_package_that_cannot_be_loaded_leaves_the_one_before_in_place(shelf: Shelf, tmp_path: Path):
    shelf.install(PT_EN)
    with pytest.raises(BadPackage, match="cannot be loaded"):
        shelf.install(write_zip(tmp_path / "bad.argosmodel", package_files("pt", "en")))
    assert try_package(shelf.packages()[0].folder, "O ministro assinou.").lower().startswith("the minister")


@pytest.mark.parametrize("failing", [1, 2, 3, 4])
def test_an_install_that_fails_at_any_step_leaves_the_one_before_in_place(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int
):
    shelf.trial = None
    before = shelf.install(PT_EN)
    newer = _with_metadata(tmp_path / "translate-pt_en-1_9", package_version="1.9")
    rename, calls = Path.rename, []

    def refuse(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == failing:
            raise OSError("the disk is full")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OSError, match="full"):
        shelf.install(newer)
    monkeypatch.undo()
    assert shelf.packages() == (before,)
    assert shelf.verify() == {before: ""}
    assert shelf._digests(before.folder).exists()
    assert [package.version for package in [shelf.install(newer)]] == ["1.9"]
    assert [package.version for package in shelf.packages()] == ["1.9"]


def test_a_crash_in_the_child_is_only_a_message(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    real = subprocess.run
    crash = ["/bin/sh", "-c", "kill -SEGV $$"]
    monkeypatch.setattr(subprocess, "run", lambda command, **named: real(crash, **named))
    with pytest.raises(BadPackage, match=r"crashes when it is loaded \(SIGSEGV\)"):
        try_package(tmp_path)


def test_a_folder_is_installed_like_a_file(shelf: Shelf, tmp_path: Path):
    with zipfile.ZipFile(PT_EN) as archive:
        archive.extractall(tmp_path / "stick")
    (folder,) = (tmp_path / "stick").iterdir()
    assert shelf.install(folder).name == "argos translate-pt_en 1.0"
    (folder / "link").symlink_to("/etc/passwd")
    with pytest.raises(BadPackage, match="is a link"):
        shelf.install(folder)


def test_verify_names_the_file_that_changed(shelf: Shelf):
    package = shelf.install(PT_EN)
    assert shelf.verify() == {package: ""}
    with (package.folder / "sentencepiece.model").open("ab") as stream:
        stream.write(b"x")
    assert "sentencepiece.model" in shelf.verify()[package]


def test_memory_is_that_of_weights_and_tokenizer(shelf: Shelf):
    package = shelf.install(PT_EN)
    assert 10_000_000 < package.memory_bytes <= package.n_bytes


def bpe_package(folder: Path, prefix: str = "") -> Path:
    """A package in the layout with BPE whose tiny model has random weights: it loads and decodes, and means nothing."""
    from ctranslate2.specs import TransformerSpec

    spec = TransformerSpec.from_config(num_layers=1, num_heads=2)
    dice = np.random.default_rng(0)
    words = ["<blank>", "<unk>", "<s>", "</s>", "__en__", "o", "min@@", "istro", "the", "minister"]
    width = 8

    def fill(value: object) -> None:
        kind = type(value).__name__
        if kind == "LayerNormSpec":
            value.gamma, value.beta = np.ones(width, np.float32), np.zeros(width, np.float32)
        elif kind == "EmbeddingsSpec":
            value.weight = dice.normal(size=(len(words), width)).astype(np.float32)
        elif kind == "LinearSpec":
            value.weight = dice.normal(size=(width, width)).astype(np.float32)
            value.bias = np.zeros(width, np.float32)
        elif isinstance(value, list):
            for inner in value:
                fill(inner)
        elif kind.endswith("Spec"):
            for name, inner in vars(value).items():
                if not name.startswith("_"):
                    fill(inner)

    fill(spec)
    for layer in (*spec.encoder.layer, *spec.decoder.layer):
        own = layer.self_attention
        own.linear[0].weight = dice.normal(size=(3 * width, width)).astype(np.float32)
        own.linear[0].bias = np.zeros(3 * width, np.float32)
    for layer in spec.decoder.layer:
        layer.attention.linear[1].weight = dice.normal(size=(2 * width, width)).astype(np.float32)
        layer.attention.linear[1].bias = np.zeros(2 * width, np.float32)
    spec.decoder.projection.weight = dice.normal(size=(len(words), width)).astype(np.float32)
    spec.decoder.projection.bias = np.zeros(len(words), np.float32)
    spec.register_source_vocabulary(words)
    spec.register_target_vocabulary(words)
    (folder / "model").mkdir(parents=True)
    spec.validate()
    spec.save(str(folder / "model"))
    (folder / "bpe.model").write_text("#version: 0.2\nm i\nmi n\ni s\nis t\nist r\nistr o</w>\n", encoding="utf-8")
    about = {"package_version": "1.0", "from_code": "pt", "to_code": "en", "type": "translate", "target_prefix": prefix}
    (folder / "metadata.json").write_text(json.dumps(about), encoding="utf-8")
    return folder


@pytest.mark.parametrize("prefix", ["", "__en__"])
def test_a_package_with_bpe_and_a_target_prefix_is_loaded_and_decodes(shelf: Shelf, tmp_path: Path, prefix: str):
    shelf.install(bpe_package(tmp_path / "translate-pt_en-1_0", prefix))
    translator = ArgosTranslator(shelf, n_threads=1)
    ((_, found),) = translator.translate(["o ministro"], translator.find_route("pt", "en"))
    assert found.likelihood is not None and "__en__" not in found.text[: len("__en__")]


def test_of_many_models_only_the_last_used_stay_in_memory(shelf: Shelf, tmp_path: Path, monkeypatch):
    monkeypatch.setattr("compare.engines.decoding.MAX_LOADED", 1)
    for number, pair in enumerate((("pt", "en"), ("en", "pt"))):
        place = bpe_package(tmp_path / str(number) / f"translate-{pair[0]}_{pair[1]}-1_0")
        about = json.loads((place / "metadata.json").read_text()) | {"from_code": pair[0], "to_code": pair[1]}
        (place / "metadata.json").write_text(json.dumps(about))
        shelf.install(place)
    translator = ArgosTranslator(shelf, n_threads=1)
    for source, target in (("pt", "en"), ("en", "pt")):
        list(translator.translate(["o ministro"], translator.find_route(source, target)))
    assert [folder.name for folder in translator._models] == ["translate-en_pt-1_0"]
    shutil.rmtree(shelf.folder)
