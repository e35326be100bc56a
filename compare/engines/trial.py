"""Trying a package in a child process: a model that crashes while it is loaded takes only the child with it."""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import sys
from pathlib import Path

from compare.errors import BadPackage

TIMEOUT_S = 180.0  # loading the largest package of the index and one sentence take some seconds
MAX_MEMORY = 8_000_000_000  # bytes of address space; CTranslate2 maps far less than this for 400 MB of weights
TEXT = "2025"
MAX_TOKENS = 100


def try_package(folder: Path, text: str = TEXT) -> str:
    """Load the package in ``folder`` in a child process and return its translation of ``text``.

    Raises ``BadPackage`` with what happened where it cannot be loaded, crashes, or does not come to an end.
    """
    command = [sys.executable, "-m", "compare.engines.trial", str(folder), text]
    root = str(Path(__file__).resolve().parent.parent.parent)
    try:
        done = subprocess.run(
            command, cwd=root, capture_output=True, text=True, timeout=TIMEOUT_S, check=False, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired as error:
        raise BadPackage(f"{folder.name} does not come to an end when it is tried; it was not installed.") from error
    if done.returncode < 0:
        name = signal.Signals(-done.returncode).name
        raise BadPackage(f"{folder.name} crashes when it is loaded ({name}); it was not installed.")
    try:
        said = json.loads(done.stdout.splitlines()[-1])
    except (ValueError, IndexError):
        last = (done.stderr.strip().splitlines() or ["no message"])[-1][:300]
        raise BadPackage(f"{folder.name} cannot be loaded: {last}. It was not installed.") from None
    if "error" in said:
        raise BadPackage(f"{folder.name} cannot be loaded: {said['error']}. It was not installed.")
    return str(said["translation"])


def _translate(folder: Path, text: str) -> str:
    from argostranslate.package import Package as ArgosPackage

    from compare.engines.argos import Package
    from compare.engines.decoding import Model

    about = ArgosPackage(folder)
    package = Package(about.from_code, about.to_code, about.package_version, folder, about.target_prefix or "")
    model = Model(package, 1)
    (result,) = model.translator.translate_batch(
        [model.tokenizer.encode(text)],
        target_prefix=[[package.prefix]] if package.prefix else None,
        beam_size=1,
        max_decoding_length=MAX_TOKENS,
    )
    return str(model.tokenizer.decode(result.hypotheses[0])).removeprefix(package.prefix).strip()


def main() -> None:
    """Translate ``argv[2]`` with the package in the folder ``argv[1]``; the last line of the output says the result."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        said = {"translation": _translate(Path(sys.argv[1]), sys.argv[2])}
    except Exception as error:  # whatever it is, the parent says it to the person
        said = {"error": f"{type(error).__name__}: {error}"[:500]}
    sys.stdout.write("\n" + json.dumps(said) + "\n")


if __name__ == "__main__":
    main()
