"""docs/deploy.md is true: its commands are the program's, its variables are those that are read, its nginx reads it."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from logistics.cli import main
from logistics.operations import instance
from tests.missing import missing

ROOT = Path(__file__).parent.parent
DEPLOY = (ROOT / "docs" / "deploy.md").read_text()
BLOCKS = re.findall(r"^```sh\n(.*?)^```", DEPLOY, re.MULTILINE | re.DOTALL)
VARIABLE = re.compile(r"\bLOGISTICS_[A-Z_]+")


def calls() -> Iterator[list[str]]:
    """The words after our command, wherever a block calls it."""
    for found in re.findall(r"(?:\.venv/bin/|[ /]press-)logistics ([a-z].*)", "\n".join(BLOCKS)):
        alone = re.sub(r"\$\(.*?\)", "today", found)
        yield shlex.split(re.split(r" >| && ", alone)[0])


CALLS = list(calls())


def test_the_page_calls_every_command_of_a_server() -> None:
    assert {words[0] for words in CALLS} == {"serve", "backup", "restore", "admin-link", "mail", "replies"}


@pytest.mark.parametrize("words", CALLS, ids=" ".join)
def test_each_call_is_one_that_the_program_understands(words: list[str]) -> None:
    command = main.commands[words[0]]
    command.make_context(words[0], words[1:], parent=click.Context(main))


def test_the_table_names_the_variables_that_are_read() -> None:
    told = re.findall(r"^\| `(LOGISTICS_[A-Z_]+)` \|", DEPLOY, re.MULTILINE)
    read = set(VARIABLE.findall(Path(instance.__file__).read_text()))
    assert set(told) == read
    assert set(VARIABLE.findall(DEPLOY)) == read


def test_the_variables_of_the_page_make_an_office() -> None:
    (said,) = re.findall(
        r"tee /etc/press-logistics\.env.*?<<'END'\n(.*?)^END$", DEPLOY, re.MULTILINE | re.DOTALL
    )
    named = instance.instance(dict(line.split("=", 1) for line in said.splitlines()))
    assert named.public_url == "https://press.example.org"
    assert named.behind_proxy


def test_the_make_targets_of_the_page_exist() -> None:
    makefile = (ROOT / "Makefile").read_text()
    for target in re.findall(r"make -C \S+ ([a-z]+)", "\n".join(BLOCKS)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_what_the_office_keeps_is_no_rubbish_of_ours() -> None:
    """``instance`` lies in the folder of the program where nobody names another: cleaning up must leave it."""
    told = subprocess.run(
        ["make", "-n", "clean"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert "rm -rf .venv" in told
    assert "instance" not in told
    assert "/instance/" in (ROOT / ".gitignore").read_text().splitlines()


def test_nginx_reads_its_settings(tmp_path: Path) -> None:
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        missing("nginx is not installed here.", "sudo apt install nginx-light")
    (said,) = re.findall(
        r"conf\.d/press-logistics\.conf.*?<<'END'\n(.*?)^END$", DEPLOY, re.MULTILINE | re.DOTALL
    )
    plain = re.sub(r"^ *ssl_certificate.*\n", "", said, flags=re.MULTILINE).replace("443 ssl http2", "443")
    settings = tmp_path / "nginx.conf"
    settings.write_text(
        f"pid {tmp_path}/pid; events {{}} http {{ client_body_temp_path {tmp_path}; proxy_temp_path {tmp_path}; "
        f"fastcgi_temp_path {tmp_path}; uwsgi_temp_path {tmp_path}; scgi_temp_path {tmp_path};\n"
        + plain.replace("/var/log/nginx", str(tmp_path)).replace(" 80;", " 8080;").replace(" 443;", " 8443;")
        + "}\n"
    )
    command = [program, "-t", "-p", str(tmp_path), "-c", str(settings), "-e", str(tmp_path / "log")]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
