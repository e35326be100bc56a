"""The command line: parses and prints. Data goes to stdout, talk to stderr."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, NoReturn, TypeVar

import typer
from typer.core import TyperGroup

from compare.errors import CompareError
from compare.version import VERSION

# What a command needs is imported when it runs, so that --help answers at once.
if TYPE_CHECKING:
    from compare.domain import Rendering, Report, Route
    from compare.engines.argos import Shelf
    from compare.engines.protocols import Translator
    from compare.files.reopening import Reopened
    from compare.pipeline import Options, Tools

S = TypeVar("S")


class _Commands(TyperGroup):
    """Ends in our own way where a person stops it or its reader has enough; typer's way says "differences found"."""

    def make_context(self, *arguments: Any, **extra: Any) -> Any:
        """Read the arguments; ``--help`` prints here."""
        with _ended():
            return super().make_context(*arguments, **extra)

    def invoke(self, *arguments: Any) -> Any:
        """Run the command."""
        with _ended():
            return super().invoke(*arguments)


@contextmanager
def _ended() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        typer.echo("compare: stopped. What was translated is kept.", err=True)
        raise typer.Exit(130) from None
    except BrokenPipeError:
        # Whoever read the output has enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(Exit.DONE) from None


app = typer.Typer(
    name="compare",
    cls=_Commands,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Compare how outlets tell one event, across languages, offline.",
    epilog="Exit codes: 0 done; 1 differences found by diff, or marked where --exit-code was given; 2 it could not be "
    "done; 3 some stories of a batch failed, or a report that was verified has changed.",
)
memory = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="The translation memory.")
app.add_typer(memory, name="memory")
models = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="List, install and remove translation packages.")
app.add_typer(models, name="models")


class Exit(IntEnum):
    """What the exit code says."""

    DONE = 0
    FOUND = 1
    FAILED = 2
    PARTLY = 3


Story = Annotated[
    str, typer.Argument(help="A .json or .jsonl file, a folder with one file an article, or - for stdin.")
]
To = Annotated[str, typer.Option("--to", help="The language to meet in (BCP 47).")]
Data = Annotated[
    Path | None, typer.Option("--data", help="The folder for packages and memory; COMPARE_DATA says the same.")
]
Beam = Annotated[int, typer.Option("--beam", min=1, max=10, help="Beam size of translation; 1 is fastest.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress on stderr.")]
Languages = Annotated[
    list[str] | None,
    typer.Option(
        "--language", help="Read an article in this language, whatever it looks like: ID=TAG. May be repeated."
    ),
]
Only = Annotated[
    str | None,
    typer.Option(
        "--only",
        help="Use these framing detectors only, with commas between: label, loaded, attribution, hedge (certainty), "
        "negation (denials), number, quote, agency, omission (only here), emphasis, tone.",
    ),
]
Without = Annotated[str | None, typer.Option("--without", help="Leave these framing detectors out.")]
Per100 = Annotated[
    float,
    typer.Option("--per-100", min=0, help="Highlights marked per 100 sentences, at most; more are listed."),
]
SecondOpinion = Annotated[
    bool,
    typer.Option(
        "--second-opinion", help="Translate by a second route too, where there is one; flag where the two disagree."
    ),
]
Same = Annotated[
    list[str] | None,
    typer.Option("--same", help='Wordings that mean one thing: "the Kremlin = Moscow". May be repeated.'),
]
Glossary = Annotated[
    Path | None, typer.Option("--glossary", help="A file of such wordings: one group a line, = between them.")
]
PER_100 = 80.0
LINE_EVERY_S = 3.0  # of progress, where there is no terminal


@app.command(
    epilog="Example: python -m compare run corpora/stories/qingdao --format html -o qingdao.html",
)
def run(
    story: Story,
    to: To = "en",
    form: Annotated[str, typer.Option("--format", "-f", help="See: python -m compare formats")] = "",
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Write to this file; stdout if not given.")] = None,
    language: Languages = None,
    only: Only = None,
    without: Without = None,
    per_100: Per100 = PER_100,
    same: Same = None,
    glossary: Glossary = None,
    beam: Beam = 4,
    data: Data = None,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 if any difference is marked.")] = False,
    second_opinion: SecondOpinion = False,
    quiet: Quiet = False,
) -> None:
    """Compare the articles of one story and print or write the report.

    A report, HTML or JSON, is opened again as the story it was made from, with its corrections.
    """
    from compare.files.exports import FORMATS, export
    from compare.files.stories import read_story
    from compare.pipeline import compare
    from compare.repeating import compare_again

    if out is not None and str(out) == "-":
        out = None
    chosen = form or _format_to_write(out, FORMATS, _format_of(out))
    if chosen not in FORMATS:
        _fail(f"There is no format {chosen!r}. There are: {', '.join(FORMATS)}.")
    options = replace(_options(to, only, without, per_100), second_opinion=second_opinion, same=_same(same, glossary))
    reopened = _reopened(story, languages=_pairs(language))
    given = reopened.story if reopened else read_story(story, languages=_pairs(language), stdin=sys.stdin.buffer)
    with _tools(data, beam, quiet=quiet) as (tools, meter):
        report = (
            compare_again(reopened, tools, options, meter.progress)
            if reopened
            else compare(given, tools, options, meter.progress)
        )
    if out is not None:
        _write(out, export(report, chosen))
        _say(f"Wrote {out} ({out.stat().st_size / 1000:,.0f} kB)")
    elif chosen == "text":
        from compare.files.report_text import render_text

        is_terminal = sys.stdout.isatty()
        width = shutil.get_terminal_size().columns if is_terminal else 100
        colour = is_terminal and not os.environ.get("NO_COLOR")
        _print(render_text(report, width=min(width, 120), colour=colour).encode())
    else:
        _print(export(report, chosen))
    from compare.steps.summary import is_prominent

    if exit_code and any(is_prominent(highlight) for highlight in (*report.highlights, *report.headlines)):
        raise typer.Exit(Exit.FOUND)


@app.command(
    epilog="Example: python -m compare batch stories.jsonl -o reports.jsonl --to en, or -o reports.zip --format html",
)
def batch(
    stories: Annotated[str, typer.Argument(help="A .jsonl file with one story a line, or - for stdin.")],
    out: Annotated[
        Path,
        typer.Option("-o", "--out", help="One report a line, in the order of the stories; - is stdout. Or a .zip."),
    ],
    to: To = "en",
    form: Annotated[str, typer.Option("--format", "-f", help="Of the files in a .zip: json if not given.")] = "",
    only: Only = None,
    without: Without = None,
    per_100: Per100 = PER_100,
    same: Same = None,
    glossary: Glossary = None,
    beam: Beam = 4,
    data: Data = None,
    quiet: Quiet = False,
) -> None:
    """Compare many stories; one that fails leaves its error in its place.

    Each line is sealed: verify takes the whole file. Into a .zip goes a file a story, and an index of their seals.
    """
    from compare.files.exports.archive import export_many
    from compare.files.exports.json import dump_json, sealed_json
    from compare.files.report_json import error_to_json
    from compare.files.stories import FailedStory, read_stories
    from compare.opening import STORIES_AT_ONCE
    from compare.pipeline import FailedComparison, compare_many

    is_zip = out.suffix.lower() == ".zip"
    if form and not is_zip:
        _fail("--format is for the files in a .zip; a .jsonl always holds JSON. For one: -o reports.zip")
    options = replace(_options(to, only, without, per_100), same=_same(same, glossary))
    failed = 0

    def results(tools: Tools, meter: Meter) -> Iterator[Report | tuple[str, CompareError]]:
        done = 0
        for part in _parts(read_stories(stories, stdin=sys.stdin.buffer), STORIES_AT_ONCE):
            compared = compare_many([s for s in part if not isinstance(s, FailedStory)], tools, options, meter.progress)
            for story in part:
                result = story if isinstance(story, FailedStory) else next(compared)
                done += 1
                if isinstance(result, (FailedStory, FailedComparison)):
                    name = result.id if isinstance(result, FailedStory) else result.story
                    count(name, result.error)
                    yield name, result.error
                else:
                    yield result
                meter.progress("stories", done, 0)

    def count(story: str, error: CompareError) -> None:
        nonlocal failed
        failed += 1
        _say(f"{story}: {error}")

    with _tools(data, beam, quiet=quiet) as (tools, meter):
        if is_zip:
            _write(out, export_many(results(tools, meter), form or "json", on_failure=count))
        else:
            lines = (
                dump_json(error_to_json(*result) if isinstance(result, tuple) else sealed_json(result))
                for result in results(tools, meter)
            )
            if str(out) == "-":
                for line in lines:
                    _print(line)
            else:
                _write(out, lines)
    if failed:
        stories = "1 story" if failed == 1 else f"{failed} stories"
        _say(f"{stories} failed; {f'index.jsonl of {out}' if is_zip else out} says why in each one's line.")
        raise typer.Exit(Exit.PARTLY)


@app.command(epilog="Example: python -m compare explain corpora/stories/qingdao --segment tribuna-do-ipe:3")
def explain(
    story: Story,
    segment: Annotated[str, typer.Option("--segment", help="The sentence: ARTICLE:N, counted from 0.")],
    to: To = "en",
    language: Languages = None,
    beam: Beam = 4,
    data: Data = None,
) -> None:
    """Print every step for one sentence: reading, translation, candidates, beads, facts, highlights and evidence."""
    from compare.explaining import explain_sentence
    from compare.files.stories import read_story

    article, _, number = segment.rpartition(":")
    if not article or not number.isdecimal():
        _fail(f"--segment {segment!r}: write ARTICLE:N, such as a:3.")
    given = read_story(story, languages=_pairs(language), stdin=sys.stdin.buffer)
    with _tools(data, beam, quiet=True) as (tools, _):
        _print(explain_sentence(given, article, int(number), tools, _options(to, None, None, PER_100)).encode())


@app.command(epilog="Example: python -m compare formats")
def formats() -> None:
    """List the formats that reports can be written in."""
    from compare.files.exports import FORMATS

    for known in FORMATS.values():
        typer.echo(f"{known.name:12} {known.suffix:10} {known.about}")


@app.command(
    epilog="Example: python -m compare verify qingdao.html --expected sha256:5d1c… "
    "Exit codes: 0 as it was sealed (and, with --again, the same here); 3 something differs, or is a page of another "
    "version and was not compared; 2 it cannot be read.",
)
def verify(
    report: Annotated[Path, typer.Argument(help="A report as HTML or JSON, or the .jsonl that a batch wrote.")],
    expected: Annotated[
        str, typer.Option("--expected", help="The seal's digest, noted elsewhere: on a printed page, in a message.")
    ] = "",
    against: Annotated[
        Path | None,
        typer.Option(
            "--against", help="The report, as HTML or JSON, of which this file is a copy as PDF, Word or other."
        ),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Also compare its articles anew, here, and say what comes out otherwise.")
    ] = False,
    data: Data = None,
    quiet: Quiet = False,
) -> None:
    """Recompute a report's seal and say which part, if any, is not what was sealed.

    The parts: inputs, packages, program version, settings, corrections, results.
    """
    if report.suffix.lower() in (".jsonl", ".ndjson"):
        if expected or again or against:
            _fail("--expected, --against and --again are for one report; a .jsonl holds many.")
        _verify_lines(report)
        return
    from compare.files.verifying import GROUPS, check_copy, check_report

    given = _read(report)
    form = _format_of(report)
    if against is not None and not form:
        _fail(f"{report}: no format of reports has this ending. See: python -m compare formats")
    if against is not None:
        copy, given = given, _read(against)
        checked = check_copy(copy, given, form, name=str(against), expected=expected)
    elif form not in ("", "html", "json"):
        _fail(f"{report} carries only the digest of its report. Give the report, HTML or JSON, too: --against REPORT")
    else:
        checked = check_report(given, name=str(report), expected=expected)
    for group in GROUPS if checked.about else ():
        problems = checked.problems_of(group)
        typer.echo(f"{group:12} {'DIFFERS' if problems else 'as sealed':10} {_plain(checked.about[group])}")
        for problem in problems:
            typer.echo(f"{'':12} {_plain(problem.message)}")
    for problem in checked.problems_of(""):
        typer.echo(_plain(problem.message))
    if checked.problems:
        raise typer.Exit(Exit.PARTLY)
    if checked.not_compared:
        typer.echo(f"The data of the report are as they were sealed: {checked.digest}")
        typer.echo(_plain(checked.not_compared))
    else:
        typer.echo(f"Nothing has changed since the report was sealed: {checked.digest}")
    if again:
        _verify_again(given, report, data, quiet)
    if checked.not_compared:
        raise typer.Exit(Exit.PARTLY)


@app.command(
    epilog="Example: python -m compare diff monday.html tuesday.json --format md. "
    "Exit codes, as of diff(1): 0 the reports say the same; 1 they differ; 2 they cannot be compared.",
)
def diff(
    old: Annotated[Path, typer.Argument(help="The earlier report, as HTML or JSON.")],
    new: Annotated[Path, typer.Argument(help="The later one.")],
    form: Annotated[str, typer.Option("--format", "-f", help="text, md, html or json.")] = "",
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Write to this file; stdout if not given.")] = None,
) -> None:
    """Say what changed between two reports of one story: two runs, two versions of an article, before and after
    corrections."""
    from compare.files.exports.diff_formats import DIFF_FORMATS, DIFF_SUFFIXES, export_diff
    from compare.files.reopening import reopen_report

    if out is not None and str(out) == "-":
        out = None
    chosen = form or _format_to_write(out, DIFF_FORMATS, DIFF_SUFFIXES.get(out.suffix.lower(), "") if out else "")
    before, after = (reopen_report(_read(path), name=str(path)).report for path in (old, new))
    shown, is_other = export_diff(before, after, chosen)
    if out is not None:
        _write(out, shown)
    else:
        _print(shown)
    if is_other:
        raise typer.Exit(Exit.FOUND)


@memory.command("import", epilog="Example: python -m compare memory import glossary.tmx")
def import_memory(
    file: Annotated[Path, typer.Argument(help="A translation memory as TMX 1.4.")],
    checked: Annotated[
        bool, typer.Option("--checked", help="A person has checked all of it, machine translations included.")
    ] = False,
    beam: Beam = 4,
    data: Data = None,
) -> None:
    """Take translations from a TMX file into the memory; a person's win over a machine's in every later comparison."""
    from compare.files.tmx import read_tmx
    from compare.opening import open_memory, settings_from_environment
    from compare.store.importing import import_translations

    translations = read_tmx(_read(file), name=str(file))
    with open_memory(settings_from_environment(data=data, beam_size=beam)) as memory_:
        result = import_translations(translations, memory_, is_checked=checked)
    for route, (n_person, n_machine) in result.taken.items():
        _say(f"{route.replace('>', '→')}: {n_person} by a person, {n_machine} by a machine")
    for reason, n in result.passed_over.items():
        _say(f"{n} passed over: {reason}")
    if not result.taken:
        _fail(f"{file}: no translation in it could be used.")


@models.command("list", epilog="Example: python -m compare models list")
def list_models(data: Data = None) -> None:
    """List the installed packages, and the ways to English with their quality where it was measured."""
    from compare.engines.decoding import MAX_LOADED
    from compare.opening import open_engines, settings_from_environment

    engines = open_engines(settings_from_environment(data=data))
    shelf = engines.argos.shelf
    installed, modes = shelf.packages(), engines.apertium.modes()
    for package in installed:
        size, memory = f"{package.n_bytes / 1e6:.0f} MB", f"{package.memory_bytes / 1e6:.0f} MB in memory"
        typer.echo(f"{package.source}→{package.target}  {package.version:6} {size:>7}, {memory}  {package.name}")
    for mode in modes:
        target = f"{mode.target}-{mode.region}" if mode.region else mode.target
        typer.echo(f"{mode.source}→{target}  {mode.n_bytes / 1e6:.0f} MB  {mode.name}")
    if installed:
        _say(f"At most {MAX_LOADED} models are in memory at once; the least recently used is dropped.")
    else:
        _say(
            f"No translation package is installed in {shelf.folder}. The two that come with the program: "
            "python -m compare models install corpora/models/*.argosmodel"
        )
    for source in sorted({step.source for step in engines.steps()} - {"en"}):
        for number, route in enumerate(engines.find_routes(source, "en")):
            typer.echo(f"{route.label}{'' if number else '  (used)'}")


@models.command("languages", epilog="Example: python -m compare models languages")
def list_languages() -> None:
    """Print what works for which language, as a Markdown table: sentences, numbers, framing, translation, alignment."""
    from compare.language_table import markdown, support

    typer.echo(markdown(support()), nl=False)


@models.command(epilog="Example: python -m compare models available")
def available(data: Data = None) -> None:
    """List what the Argos package index offers. Goes online."""
    for offer in _shelf(data).offers():
        typer.echo(f"{offer.source}→{offer.target}  {offer.version}")


@models.command(epilog="Example: python -m compare models install corpora/models/translate-pt_en-1_0.argosmodel")
def install(
    what: Annotated[
        list[str],
        typer.Argument(help="Package files or folders; or two language codes, to download them (goes online)."),
    ],
    data: Data = None,
) -> None:
    """Install translation packages from files, or one from the index by its two languages."""
    shelf = _shelf(data)
    if len(what) == 2 and not any(Path(name).exists() or "." in name for name in what):
        new = [shelf.install_from_index(*what)]
    else:
        new = [shelf.install(Path(name)) for name in what]
    for package in new:
        _say(f"Installed {package.name} in {package.folder}")


@models.command(epilog="Example: python -m compare models remove pt en")
def remove(
    source: Annotated[str, typer.Argument(help="From this language.")],
    target: Annotated[str, typer.Argument(help="To this one.")],
    data: Data = None,
) -> None:
    """Delete the installed package for a pair of languages."""
    _say(f"Removed {_shelf(data).remove(source, target).name}")


@models.command(epilog="Example: python -m compare models update")
def update(data: Data = None) -> None:
    """Install newer versions of the installed packages from the index. Goes online."""
    new = _shelf(data).update()
    for package in new:
        _say(f"Installed {package.name} in {package.folder}")
    if not new:
        _say("Nothing newer is offered.")


@models.command("verify", epilog="Example: python -m compare models verify")
def verify_models(data: Data = None) -> None:
    """Compare the installed packages with what was installed, and try each in a process of its own."""
    found = _shelf(data).verify()
    for package, fault in found.items():
        typer.echo(f"{package.name}: {fault or 'whole, and translates'}")
    if any(found.values()):
        raise typer.Exit(Exit.PARTLY)


@app.callback(invoke_without_command=True)
def top(
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    """Compare how outlets tell one event, across languages, offline."""
    if version:
        typer.echo(VERSION)
        raise typer.Exit


def main() -> None:
    """Run the command line; what a person can put right is one line on stderr and exit code 2."""
    try:
        app()
    except CompareError as error:
        typer.echo(f"compare: {error}", err=True)
        raise SystemExit(Exit.FAILED) from None


@dataclass
class Meter:
    """Progress on stderr: a bar with an ETA on a terminal, plain lines elsewhere."""

    quiet: bool
    _bar: object = None
    _tasks: dict[str, object] = field(default_factory=dict)
    _said: float = field(default_factory=time.monotonic)

    WORDS: ClassVar = {
        "translate": "Translating",
        "embed": "Reading meanings",
        "read": "Reading words",
        "beside": "Reading sentences beside each other",
        "align": "Aligning",
        "frame": "Finding framing",
        "stories": "Stories",
    }

    def progress(self, stage: str, done: int, total: int) -> None:
        """Show how far a stage is; ``total`` 0 is unknown."""
        if self.quiet or (not total and stage != "stories"):
            return
        if sys.stderr.isatty() and not os.environ.get("NO_COLOR"):
            self._draw(stage, done, total)
            return
        # Elsewhere a line now and then, and one when a stage is done.
        now = time.monotonic()
        if (done and done == total) or now - self._said >= LINE_EVERY_S:
            self._said = now
            of = f" of {total}" if total else ""
            _say(f"{self.WORDS.get(stage, stage)}: {done}{of}")

    def close(self) -> None:
        """Leave the terminal as it was."""
        from rich.progress import Progress

        if isinstance(self._bar, Progress):
            self._bar.stop()

    def _draw(self, stage: str, done: int, total: int) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        if self._bar is None:
            columns = (TextColumn("{task.description:>16}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self._bar.start()
        assert isinstance(self._bar, Progress)
        if stage not in self._tasks:
            self._tasks[stage] = self._bar.add_task(self.WORDS.get(stage, stage), total=total or None)
        self._bar.update(self._tasks[stage], completed=done, total=total or None)  # type: ignore[arg-type]


@contextmanager
def _tools(data: Path | None, beam: int, *, quiet: bool) -> Iterator[tuple[Tools, Meter]]:
    """Lend tools and a meter; afterwards say what was translated, and what was remembered."""
    from compare.opening import open_tools, settings_from_environment

    meter = Meter(quiet)
    with open_tools(settings_from_environment(data=data, beam_size=beam)) as tools:
        counting = _Counting(tools.translator)
        try:
            yield replace(tools, translator=counting), meter
        finally:
            meter.close()
        if not quiet and counting.total:
            _say("   ".join(counting.lines()))


class _Counting:
    """A translator that counts what passes through it."""

    def __init__(self, translator: Translator) -> None:
        self.translator = translator
        self.total: Counter[str] = Counter()
        self.remembered: Counter[str] = Counter()

    def find_route(self, source: str, target: str) -> Route | None:
        """Pass on."""
        return self.translator.find_route(source, target)

    def find_routes(self, source: str, target: str) -> tuple[Route, ...]:
        """Pass on."""
        from compare.engines.protocols import routes_of

        return routes_of(self.translator, source, target)

    def decoding(self) -> str:
        """Pass on."""
        return self.translator.decoding()

    def translate(self, texts: Sequence[str], route: Route) -> Iterator[tuple[int, Rendering]]:
        """Pass on, and count."""
        for index, rendering in self.translator.translate(texts, route):
            self.total[str(route)] += 1
            self.remembered[str(route)] += rendering.from_memory
            yield index, rendering

    def lines(self) -> list[str]:
        """Return a few words a route."""
        return [
            f"{route.replace('>', '→')} {n} segments, {self.remembered[route]} from memory"
            for route, n in self.total.items()
        ]


def _reopened(story: str, *, languages: Mapping[str, str]) -> Reopened | None:
    """Return what a report was made from where ``story`` is one, else None."""
    from compare.files.reopening import is_report, reopen_report
    from compare.files.stories import with_languages

    path = Path(story)
    if story == "-" or path.suffix.lower() not in (".json", ".html", ".htm") or not path.is_file():
        return None
    given = _read(path)
    if not is_report(given):
        return None
    found = reopen_report(given, name=story)
    for problem in found.problems:
        _say(f"{story}: {_plain(problem.message)}")
    return replace(found, story=with_languages(found.story, languages))


def _verify_lines(path: Path) -> None:
    from compare.files.verifying import NotChecked, check_lines

    n = n_changed = 0
    try:
        with path.open("rb") as lines:
            for found in check_lines(lines):
                n += 1
                if isinstance(found, NotChecked):
                    typer.echo(f"{_plain(found.where)}: {_plain(found.reason)}")
                    n_changed += found.is_failure
                    continue
                for problem in found.problems:
                    typer.echo(f"{_plain(found.story)}: {_plain(problem.message)}")
                n_changed += bool(found.problems)
    except OSError as error:
        _fail(f"{path} cannot be read: {error}")
    typer.echo(f"{n} lines, {n_changed} not as sealed.")
    if n_changed:
        raise typer.Exit(Exit.PARTLY)


def _verify_again(given: bytes, path: Path, data: Path | None, quiet: bool) -> None:
    from compare.files.reopening import reopen_report
    from compare.files.verifying import GROUPS, group_of
    from compare.repeating import beam_of, compare_again, differences_here

    reopened = reopen_report(given, name=str(path))
    with _tools(data, beam_of(reopened.report) or 4, quiet=quiet) as (tools, meter):
        here = compare_again(reopened, tools, progress=meter.progress)
    problems = differences_here(reopened.report, here)
    for group in GROUPS:
        found = [problem for problem in problems if group_of(problem.part) == group]
        typer.echo(f"{group:12} {'DIFFERS here' if found else 'same here'}")
        for problem in found:
            typer.echo(f"{'':12} {_plain(problem.message)}")
    if problems:
        raise typer.Exit(Exit.PARTLY)
    typer.echo("Compared anew, here, the articles give the same report.")


def _read(path: Path) -> bytes:
    from compare.files.limits import MAX_FILE_BYTES, check_size

    try:
        size = path.stat().st_size
        check_size(size, MAX_FILE_BYTES, str(path))
        return path.read_bytes()
    except OSError as error:
        _fail(f"{path} cannot be read: {error.strerror or error}")


def _write(path: Path, data: bytes | Iterable[bytes]) -> None:
    from compare.files.exports import write_atomically

    try:
        write_atomically(path, data)
    except OSError as error:
        _fail(f"{path} cannot be written: {error.strerror or error}")


def _plain(text: str) -> str:
    from compare.files.display import terminal

    return " ".join(terminal(text).split())


def _parts(stories: Iterator[S], n: int) -> Iterator[list[S]]:
    part: list[S] = []
    for story in stories:
        part.append(story)
        if len(part) == n:
            yield part
            part = []
    if part:
        yield part


def _options(to: str, only: str | None, without: str | None, per_100: float) -> Options:
    from compare.pipeline import MAX_PER_100, Options
    from compare.steps.framing import DETECTORS

    def names(written: str | None) -> set[str]:
        found = {name.strip() for name in (written or "").split(",") if name.strip()}
        unknown = found - set(DETECTORS)
        if unknown:
            _fail(f"No detector is called {', '.join(sorted(unknown))}. There are: {', '.join(DETECTORS)}.")
        return found

    chosen = None
    if only is not None or without is not None:
        chosen = (set(DETECTORS) if only is None else names(only)) - names(without)
        if not chosen:
            _fail(f"--only and --without leave no detector. There are: {', '.join(DETECTORS)}.")
    if not 0 <= per_100 <= MAX_PER_100:  # not a number is neither
        _fail(f"--per-100 {per_100}: write a number from 0 to {MAX_PER_100:,.0f}.")
    return Options(to=to, per_100=per_100, detectors=None if chosen is None else frozenset(chosen))


def _same(written: Sequence[str] | None, glossary: Path | None) -> tuple[tuple[str, ...], ...]:
    from compare.files.stories import read_glossary
    from compare.steps.names import wordings_of

    found = list(read_glossary(glossary)) if glossary is not None else []
    for group in written or ():
        try:
            found.append(wordings_of(group))
        except ValueError as error:
            _fail(f"--same {error}")
    return tuple(found)


def _pairs(written: Sequence[str] | None) -> dict[str, str]:
    pairs = {}
    for pair in written or ():
        article, equals, tag = pair.partition("=")
        if not (article and equals and tag):
            _fail(f"--language {pair!r}: write ID=TAG, such as a=pt.")
        pairs[article] = tag
    return pairs


def _format_of(out: Path | None) -> str:
    from compare.files.exports import FORMATS

    if out is None:
        return ""
    name = out.name.lower()
    if name.endswith((".htm", ".xhtml")):
        return "html"
    return next((known.name for known in FORMATS.values() if name.endswith(known.suffix)), "")


def _format_to_write(out: Path | None, formats: Iterable[str], found: str) -> str:
    """Return the format that a file's ending says, text for stdout; an ending that says none is refused."""
    if out is not None and not found:
        _fail(f"{out}: no format has this ending. Say which: --format {', --format '.join(formats)}.")
    return found or "text"


def _shelf(data: Path | None) -> Shelf:
    from compare.opening import open_shelf, settings_from_environment

    return open_shelf(settings_from_environment(data=data))


def _print(data: bytes) -> None:
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _say(words: str) -> None:
    typer.echo(words, err=True)


def _fail(words: str) -> NoReturn:
    raise CompareError(words)
