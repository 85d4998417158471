"""The command ``logistics``: parse, call, print.

Exit codes: 0 clean, 1 errors were found, 2 the input cannot be used. Typst, icalendar, babel and flask take longer
to import than a check takes to run, so the commands that need them import them when they are called.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from logistics.cli.answers import ERRORS, as_json, counted, exit_code, lines, names_of, summary
from logistics.cli.importing import import_calendar
from logistics.cli.inviting import invite
from logistics.cli.office import COMMANDS
from logistics.cli.publishing import publish
from logistics.cli.using import category_option, print_problems, stop, usable
from logistics.errors import LogisticsError, UnusableInput
from logistics.operations import checking
from logistics.operations.checking import Checked, Finding, Severity

if TYPE_CHECKING:
    from logistics.operations.publishing import Made
    from logistics.operations.rostering import Rostered

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}

profile_option = click.option(
    "--profile",
    type=click.Choice(sorted(checking.PROFILES)),
    default="state",
    show_default=True,
    help="Which house's parameters apply.",
)
output_option = click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write to this file instead of the screen."
)
event_file = click.argument("file", type=click.Path(path_type=Path))
event_files = click.argument("files", type=click.Path(path_type=Path), nargs=-1, required=True)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="press-logistics", prog_name="logistics")
@click.pass_context
def main(context: click.Context) -> None:
    """Plan a press event from one file: check it, and make its calendars, advisory and run of show."""
    if os.environ.get("NO_COLOR"):  # https://no-color.org
        context.color = False


@main.command()
@event_files
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print it."
)
@profile_option
def check(files: Sequence[Path], form: str, profile: str) -> NoReturn:
    """Say what is wrong with event files, and what could not be checked."""
    results: list[Checked | UnusableInput] = [_checked_or_not(path, profile) for path in files]
    if form == "json":
        answers = [as_json(result) for result in results]
        click.echo(json.dumps(answers[0] if len(answers) == 1 else answers, indent=2, ensure_ascii=False))
    else:
        for result in results:
            _print_result(result)
    sys.exit(max(exit_code(result) for result in results))


def _checked_or_not(path: Path, profile: str) -> Checked | UnusableInput:
    try:
        return checking.checked(path, profile)
    except UnusableInput as unusable:
        return unusable


def _print_result(result: Checked | UnusableInput) -> None:
    if isinstance(result, UnusableInput):
        print_problems(result)
        return
    for finding in result.report.findings:
        _print_finding(result, finding)
    for finding, reason in result.report.waived:
        click.echo(f"{result.file.source}: {finding.rule} waived: {reason}")
    for item in result.report.unchecked:
        click.echo(f"{result.file.source}: {click.style(item.rule, bold=True)} not checked: {item.why}")
    click.echo(summary(result))


def _print_finding(result: Checked, finding: Finding) -> None:
    found = lines(result, finding)
    place = f"{result.file.source}:{found[0] if found else 1}"
    code = click.style(finding.rule, fg=_COLOURS[finding.severity], bold=True)
    click.echo(f"{place}: {code} {finding.message} [{finding.severity.value}]")
    for line in found:
        click.echo(click.style(f"{line:>6} | ", dim=True) + result.file.quote(line))


@main.command()
@event_file
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "svg"]), default="text", help="How to print it."
)
@profile_option
def plan(file: Path, form: str, profile: str) -> NoReturn:
    """Show every moment of an event: stated, inferred with its reasons, or unknown. For staff."""
    result = usable(checking.planned, file, profile)
    if form == "json":
        click.echo(json.dumps(checking.plan_as_json(result), indent=2, ensure_ascii=False))
    elif form == "svg":
        from logistics.operations import publishing  # noqa: PLC0415 - heavy, see the module's docstring

        click.echo(publishing.timeline(result.plan), nl=False)
    else:
        for line in checking.plan_as_text(result):
            click.echo(line)
    sys.exit(0 if result.plan.consistent else ERRORS)


@main.command()
@event_files
@click.option(
    "--audience", type=click.Choice(["public", "press", "staff"]), required=True, help="Who will read it."
)
@category_option
@click.option(
    "--earlier",
    type=click.Path(path_type=Path),
    multiple=True,
    help="An older revision of an event; what has not changed since keeps its SEQUENCE. May be given again.",
)
@click.option(
    "--alarm",
    type=click.IntRange(0, 24 * 60),
    metavar="MINUTES",
    help="Ring so many minutes before a crew must be there.",
)
@click.option("--colours", is_flag=True, help="Colour entries by what they are.")
@click.option("--links", is_flag=True, help="Say what leads to what (RFC 9253); older programs misread it.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["ics", "jcal", "jsonld"]),
    default="ics",
    show_default=True,
    help="iCalendar, its form in JSON (RFC 7265), or what search engines read (schema.org).",
)
@output_option
def feed(
    files: Sequence[Path],
    audience: str,
    category: str | None,
    earlier: Sequence[Path],
    form: str,
    output: Path | None,
    **wanted: Any,
) -> None:
    """Make one calendar feed of one or several events."""
    from logistics.calendars import Options  # noqa: PLC0415 - heavy, see the module's docstring
    from logistics.operations import publishing  # noqa: PLC0415 - likewise

    results = [usable(checking.checked, path, "state") for path in files]
    before = [usable(checking.checked, path, "state").plan for path in earlier]
    made = publishing.feed_as(
        [result.plan for result in results],
        publishing.audience_named(audience, category),
        form,
        earlier=before,
        options=Options(**wanted),
    )
    _deliver(made, output, results)


@main.command()
@event_file
@click.option("--format", "form", type=click.Choice(["pdf", "html", "text", "markdown"]), required=True)
@click.option("--lang", default="en", show_default=True, help="The language of the advisory.")
@output_option
def advisory(file: Path, form: str, lang: str, output: Path | None) -> None:
    """Make the press advisory of an event."""
    from logistics.operations import publishing  # noqa: PLC0415 - heavy, see the module's docstring

    result = usable(checking.checked, file, "state")
    if form == "pdf" and output is None and sys.stdout.isatty():
        stop("A PDF is no text for a screen. Name a file for it: -o advisory.pdf")
    _deliver(publishing.press_advisory(result.plan, form, lang), output, [result])


@main.command()
@event_file
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, help="The folder to write into."
)
@profile_option
def kit(file: Path, output: Path, profile: str) -> NoReturn:
    """Make everything: advisory, feeds, run of show and findings, with an index.html to open first."""
    from logistics.operations import publishing  # noqa: PLC0415 - heavy, see the module's docstring

    result = usable(checking.checked, file, profile)
    _refuse_a_file(output)
    written = publishing.make_kit(result, output)
    _print_kit(result, written.made, output)
    _tell_refused(written.refused)
    sys.exit(ERRORS if written.refused else exit_code(result))


def _print_kit(result: Checked, made: Iterable[Made], folder: Path) -> None:
    from rich.console import Console  # noqa: PLC0415 - only the table needs it
    from rich.table import Table  # noqa: PLC0415 - only the table needs it

    found = Table(title=result.file.event.name or result.file.event.title, title_justify="left", box=None)
    for heading in ("Rule", "", "What was found", "Line"):
        found.add_column(heading, overflow="fold", no_wrap=heading in ("Rule", ""))
    for finding in result.report.findings:
        places = ", ".join(str(line) for line in lines(result, finding))
        found.add_row(finding.rule, finding.severity.value, finding.message, places)
    files = Table(title=f"Files in {folder}", title_justify="left", box=None)
    files.add_column("File", no_wrap=True)
    for heading in ("What it is", "For"):
        files.add_column(heading, overflow="fold")
    for item in made:
        files.add_row(item.name, item.what, item.audience)
    console = Console(highlight=False, markup=False)
    console.print(
        found,
        summary(result),
        "",
        files,
        "",
        f"Open {folder / 'index.html'} first.",
        sep="\n",
        soft_wrap=True,
    )


@main.command()
@event_file
@click.option(
    "--staff", type=click.Path(path_type=Path), required=True, help="The staff file; see docs/staff-file.md."
)
@click.option(
    "--time-limit",
    type=click.FloatRange(0.1, 600),
    default=10.0,
    show_default=True,
    help="Seconds to look for a better roster.",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "csv"]), default="text", help="How to print it."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Write call sheet and post cards into this folder too.",
)
@profile_option
def roster(
    file: Path, staff: Path, time_limit: float, form: str, output: Path | None, profile: str
) -> NoReturn:
    """Say who holds which post of an event, why a post is open, and what would fill it. Exits with 1 where one is."""
    from logistics.operations import rostering  # noqa: PLC0415 - heavy, see the module's docstring

    result = usable(checking.checked, file, profile)
    _refuse_a_file(output)
    done = usable(rostering.rostered, result, staff, time_limit)
    click.echo(rostering.printed(done, form), nl=False)
    complete = output is None or _write_roster(done, output)
    sys.exit(0 if complete and not done.staffed.open else ERRORS)


def _write_roster(done: Rostered, folder: Path) -> bool:
    """Write the roster’s papers and calendars, and tell of it beside what is printed; whether all could be made."""
    from logistics.operations import rosterkit  # noqa: PLC0415 - heavy, see the module's docstring

    written = rosterkit.make_roster_kit(done, folder)
    click.echo(f"In {folder}: {names_of([item.name for item in written.made])}.", err=True)
    _tell_refused(written.refused)
    return not written.refused


@main.command()
@click.argument("code", required=False)
def rules(code: str | None) -> None:
    """Show the catalogue of rules, or one rule with what, why, bad, good and source."""
    if code is None:
        for rule in checking.CATALOGUE.values():
            click.echo(f"{rule.code}  {rule.severity.value:<8} {rule.name}")
        return
    found = checking.rule_named(code)
    if found is None:
        stop(f"There is no rule {code}. The command logistics rules lists them all.")
    click.echo(f"{found.code} {found.name} [{found.severity.value}]")
    for part in ("what", "why", "bad", "good", "source"):
        click.echo(f"\n{part.capitalize()}: {getattr(found, part)}")


for _command in (*COMMANDS, import_calendar, invite, publish):
    main.add_command(_command)


def _deliver(data: bytes, output: Path | None, results: Sequence[Checked]) -> None:
    for result in results:
        if errors := result.count(Severity.ERROR):
            told = f"{counted(errors, 'error')} in {result.file.source}"
            click.echo(f"{told}: look at them with logistics check before this goes out.", err=True)
    if output is None:
        click.echo(data, nl=False)
        return
    from logistics.operations.files import write_whole  # noqa: PLC0415 - only writing needs it

    if output.is_dir() or not output.name:
        stop(f"“{output}” is a folder. Name a file to write into.")
    if any(output.exists() and output.samefile(result.file.source) for result in results):
        stop(f"{output} is the event file itself. Name another file to write into.")
    write_whole(output, data)


def _refuse_a_file(folder: Path | None) -> None:
    if folder and folder.exists() and not folder.is_dir():
        stop(f"{folder} is a file. Name a folder for the kit.")


def _tell_refused(refused: Iterable[tuple[str, str]]) -> None:
    for name, why in refused:
        click.echo(f"{name} was not made. {why}", err=True)


def run() -> NoReturn:
    """The command as a process: every error that we raise on purpose is a sentence and exit 2, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(
            stream, io.TextIOWrapper
        ):  # a terminal that lacks a letter shows a mark, and does not fail
            stream.reconfigure(errors="backslashreplace")
    try:
        main()
    except LogisticsError as error:
        stop(str(error))
    except OSError as error:
        stop(f"{error.filename or 'The file'} cannot be read or written: {error.strerror}.")
    raise AssertionError("click always exits")
