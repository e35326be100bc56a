"""Argos Translate's packages: which are installed, which ways they open between languages, adding and removing them.

Listing, metadata, the index and the graph of routes are argostranslate's own; what is decided here is where packages
lie, that a hostile or broken one does not get there, and that half a package never does.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import stat
import tempfile
import threading
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from packaging.version import InvalidVersion, parse

from compare.domain import Route, primary
from compare.engines.downloading import digest_of, download
from compare.errors import BadPackage, EngineFailed, NoRoute

MAX_FILES = 200  # files in a package; those of the index have 10 to 40
MAX_BYTES = 2_000_000_000  # unpacked; the largest package of the index has some 400 MB
MAX_RATIO = 100  # unpacked over packed; weights hardly compress, a bomb does
CODE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})?")
HOSTILE_SUFFIXES = frozenset({".pkl", ".pickle", ".pt", ".pth", ".py", ".pyc", ".so", ".dll", ".sh", ".exe", ".bat"})
# Argos has codes of its own for some written forms.
ALSO_CALLED = {"pt-br": ("pb", "pt"), "pt": ("pt", "pb"), "zh-hant": ("zt", "zh"), "zh-tw": ("zt", "zh")}
ENVIRONMENT = {"XDG_DATA_HOME": "share", "XDG_CONFIG_HOME": "config", "XDG_CACHE_HOME": "cache"}

_lock = threading.RLock()


@dataclass(frozen=True, slots=True)
class Package:
    """An installed package: one direction between two languages (Argos's codes)."""

    source: str
    target: str
    version: str
    folder: Path
    prefix: str = ""

    @property
    def name(self) -> str:
        """How reports and the translation memory call it: ``argos translate-pt_en 1.0``."""
        return f"argos translate-{self.source}_{self.target} {self.version}"

    @property
    def n_bytes(self) -> int:
        """Size on disk."""
        return sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())

    @property
    def memory_bytes(self) -> int:
        """What it takes in memory when loaded: weights and tokenizer, which lie there as they lie on disk."""
        held = [*(self.folder / "model").glob("*"), *self.folder.glob("*.model")]
        return sum(path.stat().st_size for path in held if path.is_file())


@dataclass(frozen=True, slots=True)
class Offer:
    """A package that the index offers."""

    source: str
    target: str
    version: str


class Shelf:
    """The folder that packages are kept in, seen through argostranslate.

    ``folder`` is made when something is installed, not before. ``index`` is the address of the package index, asked
    only by ``offers``, ``install_from_index`` and ``update``. ``trial`` is given the folder of a package before it is
    moved into place and raises ``BadPackage`` where it does not work.
    """

    def __init__(
        self, folder: Path, *, index: str | None = None, trial: Callable[[Path], object] | None = None
    ) -> None:
        self.folder = folder
        self.index = index
        self.trial = trial

    def packages(self) -> tuple[Package, ...]:
        """Return the installed translation packages by language pair. Raises ``BadPackage`` for a broken folder."""
        with self._argos() as (package, _):
            try:
                found = [p for p in package.get_installed_packages() if p.type == "translate"]
            except (OSError, ValueError) as error:
                raise BadPackage(
                    f"A package in {self.folder} cannot be read: {error}. Remove its folder, then install it again."
                ) from error
        return tuple(sorted((_package(p) for p in found), key=lambda p: (p.source, p.target, p.version)))

    def find(self, name: str) -> Package:
        """Return the installed package that a route names. Raises ``NoRoute``."""
        for package in self.packages():
            if package.name == name:
                return package
        raise NoRoute(f"The package {name} is not installed any more. See: python -m compare models list")

    def find_route(self, source: str, target: str) -> Route | None:
        """Return the way from ``source`` to ``target`` (BCP 47 tags), a direct one if there is one, else by relays.

        The graph is argostranslate's. None where no installed package leads there.
        """
        if not self.folder.is_dir():
            return None
        with self._argos() as (_, translate):
            translate.installed_translates.clear()
            translate.get_installed_languages.cache_clear()
            languages = {language.code: language for language in translate.get_installed_languages()}
            for start in codes_of(source):
                for end in codes_of(target):
                    if start in languages and end in languages and start != end:
                        way = languages[start].get_translation(languages[end])
                        if way is not None:
                            return _route([_package(p) for p in _steps(way)])
        return None

    def install(self, file: Path) -> Package:
        """Check the package in ``file`` (or folder), lay it aside, try it, move it into place in one rename.

        An older one of its kind is replaced. Raises ``BadPackage`` with the reason where it is not a translation
        package, not a safe one, or does not work; what was installed before is then still there.
        """
        check_package(file)
        self.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".new-", dir=self.folder.parent) as aside, _lock:
            new = self._staged(file, Path(aside))
            if self.trial:
                self.trial(new.folder)
            place = self.folder / new.folder.name
            digests = Path(aside) / ".digests.json"
            digests.write_text(json.dumps(_digests_in(new.folder), indent=1), encoding="utf-8")
            retired = Path(aside) / ".retired"
            retired.mkdir()
            olds = [
                old.folder
                for old in self.packages()
                if (old.source, old.target) == (new.source, new.target) or old.folder == place
            ]
            moves = [
                *((path, retired / path.name) for old in olds for path in (old, self._digests(old)) if path.exists()),
                (new.folder, place),
                (digests, self._digests(place)),
            ]
            _move_all(moves)
        return Package(new.source, new.target, new.version, place, new.prefix)

    def _staged(self, file: Path, aside: Path) -> Package:
        with self._argos(aside) as (package, _):
            try:
                if file.is_dir():
                    shutil.copytree(file, aside / file.resolve().name)
                else:
                    package.install_from_path(file)
                found = package.get_installed_packages()
            except (OSError, ValueError, zipfile.BadZipFile, RuntimeError, zlib.error) as error:
                raise BadPackage(f"{file} cannot be unpacked as a package: {error}") from error
        if len(found) != 1 or found[0].type != "translate":
            raise BadPackage(f"{file} holds no single translation package.")
        new = _package(found[0])
        if not all(CODE.fullmatch(str(code)) for code in (new.source, new.target)):
            raise BadPackage(f"{file} names no two languages: {new.source!r} and {new.target!r}.")
        return new

    def verify(self) -> dict[Package, str]:
        """Return what is wrong with each installed package, an empty text where nothing is.

        Files are compared with the digests taken when it was installed; then it is tried, where a trial is given.
        """
        return {package: self._fault(package) for package in self.packages()}

    def _fault(self, package: Package) -> str:
        try:
            taken = json.loads(self._digests(package.folder).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            taken = None
        now = _digests_in(package.folder)
        if taken is not None and taken != now:
            changed = sorted(name for name in taken.keys() | now.keys() if taken.get(name) != now.get(name))
            return f"changed since it was installed: {', '.join(changed[:5])}"
        try:
            if self.trial:
                self.trial(package.folder)
        except BadPackage as error:
            return str(error)
        return ""

    def _digests(self, folder: Path) -> Path:
        return self.folder / f"{folder.name}.sha256.json"

    def remove(self, source: str, target: str) -> Package:
        """Delete the installed package for a pair of languages. Raises ``NoRoute`` where there is none."""
        for old in self.packages():
            if (old.source, old.target) == (source, target):
                with _lock:
                    shutil.rmtree(old.folder)
                    self._digests(old.folder).unlink(missing_ok=True)
                return old
        listed = ", ".join(f"{p.source}→{p.target}" for p in self.packages()) or "none"
        raise NoRoute(f"No package {source}→{target} is installed. Installed: {listed}.")

    def offers(self) -> tuple[Offer, ...]:
        """Fetch the index and return what it offers. Goes online; raises ``EngineFailed`` where that fails."""
        return tuple(Offer(p.from_code, p.to_code, p.package_version) for p in self._index() if p.type == "translate")

    def install_from_index(self, source: str, target: str) -> Package:
        """Download the newest package for a pair of languages and install it. Goes online.

        A download that was cut goes on where it stopped. Raises ``EngineFailed``, ``BadPackage`` or ``NoRoute``.
        """
        fitting = [p for p in self._index() if p.type == "translate" and (p.from_code, p.to_code) == (source, target)]
        if not fitting:
            raise NoRoute(f"The index offers no package {source}→{target}. See: python -m compare models available")
        offer = max(fitting, key=lambda p: _version(p.package_version))
        name = f"translate-{source}_{target}-{re.sub(r'[^0-9A-Za-z]', '_', str(offer.package_version))}.argosmodel"
        file = self.folder.parent / "downloads" / name
        try:
            download(offer.links, file, sha256=self._sha256(offer))
        except EngineFailed as error:
            raise EngineFailed(
                f"The package {source}→{target} could not be downloaded: {error} Or install it from a file: "
                "python -m compare models install FILE.argosmodel"
            ) from error
        try:
            return self.install(file)
        finally:
            file.unlink(missing_ok=True)

    def update(self) -> tuple[Package, ...]:
        """Install what the index offers in a newer version than is installed, and return it. Goes online."""
        newest: dict[tuple[str, str], str] = {}
        for offer in self.offers():
            pair = offer.source, offer.target
            newest[pair] = max(newest.get(pair, ""), offer.version, key=_version)
        old = [p for p in self.packages() if _version(newest.get((p.source, p.target), "")) > _version(p.version)]
        return tuple(self.install_from_index(package.source, package.target) for package in old)

    def _sha256(self, offer: Any) -> str:
        """The digest that the index gives for an offer; Argos's own index gives none."""
        from argostranslate import settings

        rows = json.loads(settings.local_package_index.read_text(encoding="utf-8"))
        return next((str(row.get("sha256", "")) for row in rows if row.get("links") == offer.links), "")

    def _index(self) -> list[Any]:
        with self._argos() as (package, _):
            from argostranslate import settings

            settings.local_package_index.unlink(missing_ok=True)
            package.update_package_index()
            if not settings.local_package_index.exists():
                raise EngineFailed(
                    f"The package index {settings.remote_package_index} could not be reached. On a machine without a "
                    "network, install from a file: python -m compare models install FILE.argosmodel"
                )
            try:
                return list(package.get_available_packages())
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise EngineFailed(f"The package index {settings.remote_package_index} cannot be read.") from error

    @contextlib.contextmanager
    def _argos(self, folder: Path | None = None) -> Iterator[tuple[Any, Any]]:
        """Lend argostranslate's modules ``package`` and ``translate``, looking at this shelf.

        Its settings are global and its import makes folders; both are kept inside the data folder.
        """
        with _lock:
            chosen = folder or self.folder
            package, translate, settings = _import_argos(self.folder.parent)
            settings.package_data_dir = chosen
            settings.package_dirs = [chosen] if chosen.is_dir() else []
            settings.downloads_dir = self.folder.parent / "downloads"
            settings.local_package_index = self.folder.parent / "index.json"
            if self.index:
                settings.remote_package_index = self.index
            settings.downloads_dir.mkdir(parents=True, exist_ok=True)
            yield package, translate


def _import_argos(home: Path) -> tuple[Any, Any, Any]:
    given = {name: os.environ.get(name) for name in ENVIRONMENT}
    os.environ.update({name: str(home / part) for name, part in ENVIRONMENT.items()})
    try:
        from argostranslate import package, settings, translate
    except OSError as error:
        raise EngineFailed(f"The folder {home} cannot be written: {error}. Name another with COMPARE_DATA.") from error
    finally:
        for name, value in given.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
    return package, translate, settings


def _package(found: Any) -> Package:
    return Package(
        found.from_code, found.to_code, found.package_version, Path(found.package_path), found.target_prefix or ""
    )


def _steps(way: Any) -> list[Any]:
    """The packages of one of argostranslate's translations, which nest: cached, composite, of one package."""
    if hasattr(way, "underlying"):
        return _steps(way.underlying)
    if hasattr(way, "t1"):
        return _steps(way.t1) + _steps(way.t2)
    return [way.pkg] if hasattr(way, "pkg") else []


def _route(steps: list[Package]) -> Route:
    stops = (steps[0].source, *(step.target for step in steps))
    return Route(stops, tuple(step.name for step in steps))


def codes_of(tag: str) -> tuple[str, ...]:
    """Argos's codes for a BCP 47 tag, the closest first."""
    exact = tag.replace("_", "-").lower()
    return ALSO_CALLED.get(exact) or ALSO_CALLED.get(primary(tag)) or (primary(tag),)


def _version(written: str) -> Any:
    """A version that can be compared; one that is none counts as the oldest."""
    try:
        return parse(written)
    except InvalidVersion:
        return parse("0")


def _move_all(moves: Sequence[tuple[Path, Path]]) -> None:
    """Rename each to each, in order; where one fails, those before it are renamed back and nothing has changed."""
    done: list[tuple[Path, Path]] = []
    try:
        for start, end in moves:
            start.rename(end)
            done.append((start, end))
    except BaseException:
        for start, end in reversed(done):
            end.rename(start)
        raise


def _digests_in(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): digest_of(path) for path in sorted(folder.rglob("*")) if path.is_file()}


def _entries_of(folder: Path) -> list[zipfile.ZipInfo]:
    """What a folder holds, as an archive would list it, so that one set of rules serves both."""
    found = []
    for path in sorted(folder.rglob("*"))[: MAX_FILES * 2]:
        if path.is_dir() and not path.is_symlink():
            continue
        entry = zipfile.ZipInfo(f"{folder.name}/{path.relative_to(folder)}")
        about = path.lstat()
        entry.external_attr = about.st_mode << 16
        entry.file_size = entry.compress_size = about.st_size
        found.append(entry)
    return found


def check_package(file: Path) -> None:
    """Raise ``BadPackage`` with the reason if ``file`` must not be unpacked, or cannot be a translation package.

    A folder is looked at by the same rules.
    """
    if file.is_dir():
        if reason := _reason_to_refuse(_entries_of(file.resolve())):
            raise BadPackage(f"{file} was refused: {reason}.")
        return
    if not file.is_file():
        raise BadPackage(f"{file} is not there.")
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError) as error:
        raise BadPackage(f"{file} is not an Argos package: it is no zip archive ({error}).") from error
    reason = _reason_to_refuse(entries)
    if reason:
        raise BadPackage(f"{file} was refused: {reason}.")


def _reason_to_refuse(entries: list[zipfile.ZipInfo]) -> str:
    files = [entry for entry in entries if not entry.is_dir()]
    if len(files) > MAX_FILES:
        return f"it has {len(files)} files; a package has at most {MAX_FILES}"
    if sum(entry.file_size for entry in files) > MAX_BYTES:
        return f"it unpacks to more than {MAX_BYTES / 1e9:g} GB"
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in entry.filename:
            return f"{entry.filename!r} would be written outside of its folder"
        mode = entry.external_attr >> 16
        if stat.S_ISLNK(mode):
            return f"{entry.filename!r} is a link"
        if stat.S_IFMT(mode) and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            return f"{entry.filename!r} is no ordinary file"
        if path.suffix.lower() in HOSTILE_SUFFIXES:
            return f"{entry.filename!r} is a program or a pickle, which no package needs"
        if entry.file_size > 1_000_000 and entry.file_size > MAX_RATIO * max(1, entry.compress_size):
            return f"{entry.filename!r} unpacks to {entry.file_size / 1e6:.0f} MB from almost nothing"
    names = {PurePosixPath(entry.filename).parts for entry in files}
    roots = {parts[0] for parts in names}
    if len(roots) != 1 or any(len(parts) < 2 for parts in names):
        return "its files are not in one folder"
    inside = {"/".join(parts[1:]) for parts in names}
    for needed in ("metadata.json", "model/model.bin"):
        if needed not in inside:
            return f"{needed} is missing"
    if not inside & {"sentencepiece.model", "bpe.model"}:
        return "it has neither sentencepiece.model nor bpe.model"
    return ""
