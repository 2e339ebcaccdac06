"""What README.md and CONTRIBUTING.md say is so."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import click
import msgspec
import pytest
from click.testing import CliRunner

from kombo_lint.cli import COMMANDS, cli
from kombo_lint.config.keys import EXAMPLES
from kombo_lint.config.settings import Settings
from kombo_lint.models import load_models, tables
from kombo_lint.registry import load_registry
from kombo_lint.reporters import REPORTERS, reporter
from kombo_lint.scan import Options, scan

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

CHECKOUT = Path(__file__).parents[1]
README = (CHECKOUT / "README.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    """Return what stands below a heading, up to the next one of its level."""
    return README.split(f"\n## {title}\n")[1].split("\n## ")[0]


def block(mark: str) -> str:
    """Return the fenced block that follows <!-- mark -->, as .ci/run takes it."""
    found = re.search(rf"^<!-- {mark} -->\n```\w+\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert found, f"there is no block after <!-- {mark} -->"
    return found[1]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_it_opens_with_three_sentences() -> None:
    title, opening, *_ = README.split("\n\n")
    assert title == "# kombo-lint"
    assert len(re.findall(r"[.!?](?=\s|$)", opening)) == 3


def test_the_output_is_what_a_terminal_of_100_columns_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    command, _, shown = block("output").partition("\n")
    monkeypatch.chdir(CHECKOUT)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")
    out, registry = Terminal(), load_registry()
    reporter("text")(scan([command.split()[-1]], registry, Options(registry.rules)), registry, out)
    assert command.startswith("$ kombo-lint scan ")
    assert shown in out.getvalue()


@pytest.mark.parametrize("mark", ["scan", "tests"])
def test_a_command_to_try_makes_its_environment(mark: str) -> None:
    assert block(mark).startswith("python3 -m venv .venv && .venv/bin/pip install ")
    assert block(mark).count("\n") == 1


def test_the_table_of_rules() -> None:
    rows = re.findall(
        r"^\| \[(.+?)\]\((.+?)\) \| (.+?) \| (.+?) \| (.+?) \|$", section("Rules"), re.MULTILINE
    )
    assert rows == [
        (
            rule.code,
            rule.path.relative_to(CHECKOUT).as_posix(),
            rule.name,
            rule.severity.value,
            rule.summary,
        )
        for rule in load_registry().rules
    ]


def options(command: str) -> dict[str, list[str]]:
    """Return the options of a command, each with the values that it takes where these are fixed."""
    context = click.Context(cli)
    found = cli.get_command(context, command)
    assert found
    return {
        option.opts[0]: list(option.type.choices) if isinstance(option.type, click.Choice) else []
        for option in found.params
        if isinstance(option, click.Option)
    }


def reference(command: str) -> dict[str, str]:
    """Return the rows of the table of a command's options."""
    _, _, text = section("Command line").partition(f"### kombo-lint {command}\n")
    return dict(
        re.findall(r"^\| `(--[\w-]+)(?: [A-Z]+)?` \| (.+) \|$", text.split("\n### ")[0], re.MULTILINE)
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_the_reference_has_every_option_and_no_other(command: str) -> None:
    assert reference(command).keys() == options(command).keys()


@pytest.mark.parametrize("command", COMMANDS)
def test_the_reference_has_the_values_of_each_option(command: str) -> None:
    for option, values in options(command).items():
        assert set(values) <= set(re.findall(r"`([^`]+)`", reference(command)[option])), option


def test_the_options_of_every_command_are_told() -> None:
    output = CliRunner().invoke(cli, ["-h"]).output
    shown = re.findall(r"(?<![\w-])--?[a-z][a-z-]*", output)
    assert set(shown) <= set(re.findall(r"[\w-]+", section("Command line")))


def test_every_key_of_the_configuration_is_told() -> None:
    rows = re.findall(r"^\| `([\w-]+)` \| .+ \|$", section("Configuration"), re.MULTILINE)
    assert rows == list(EXAMPLES)


def test_the_configuration_that_is_shown_is_right(tmp_path: Path) -> None:
    (shown,) = re.findall(r"^```toml\n(.*?)^```$", section("Configuration"), re.MULTILINE | re.DOTALL)
    file = tmp_path / "pyproject.toml"
    file.write_text(shown, encoding="utf-8")
    assert Settings([str(tmp_path)]).models.declared == {"app.gateway.call": "requests.Response"}


def test_the_table_of_formats() -> None:
    rows = re.findall(r"^\| `(\w+)` \| .+ \|$", section("Gate").split("\n### CI\n")[1], re.MULTILINE)
    assert rows == list(REPORTERS)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_told(command: str) -> None:
    assert f"kombo-lint {command}" in README


def test_the_exit_codes_are_those_of_the_help() -> None:
    told = re.findall(r"^\| (\d) \| (.+?)(?: \(.*\))? \|$", section("Gate"), re.MULTILINE)
    assert cli.epilog == f"Exit codes: {', '.join(' '.join(row) for row in told[:2])}, {' '.join(told[2])}."


def test_the_libraries() -> None:
    words = re.sub(r"\b(http|concurrent)\.\w+", r"\1", section("Scan").replace("-", "_"))
    named = set(re.findall(r"[\w.-]+\w", words))
    title = load_registry().apis[0].title
    assert load_models().by_name.keys() - {"any", title.lower()} <= named
    assert f"{title} SDK" in section("Scan").replace("\n", " ")


def test_each_dependency_is_argued_for_in_one_line() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    argued = re.findall(r"^- \*\*(.+?)\*\* .+\.$", section("Dependencies"), re.MULTILINE)
    needed = [*project["dependencies"], *project["optional-dependencies"]["lsp"]]
    assert sorted(argued) == sorted(re.split("[>;]", each)[0] for each in needed)
    assert len(argued) == section("Dependencies").strip().count("\n") + 1


def test_the_hooks_for_pre_commit_are_those_that_ship() -> None:
    hook = (CHECKOUT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    shipped = re.findall(r"^- id: (\S+)$", hook, re.MULTILINE)
    assert sorted(re.findall(r"^      - id: (\S+)", section("Gate"), re.MULTILINE)) == sorted(shipped)


def test_every_key_that_a_model_has_is_explained() -> None:
    text = (CHECKOUT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    chapter = text.split("\n## A library\n")[1].split("\n## ")[0]
    told = set(re.findall(r"\w+", " ".join(re.findall(r"`[^`\n]+`", chapter))))
    kinds = [each for each in vars(tables).values() if isinstance(each, type(tables.Library))]
    known = {field.name for kind in kinds for field in msgspec.structs.fields(kind)}
    files = (CHECKOUT / "kombo_lint" / "models").glob("*.toml")
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    used = known & set(re.findall(r"^\[*(\w+)(?: = |\])", text, re.MULTILINE))
    assert len(used) > 20
    assert used <= told


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_lead_somewhere(page: str) -> None:
    text = (CHECKOUT / page).read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", text)
    assert [target for target in targets if not (CHECKOUT / target).exists()] == []
