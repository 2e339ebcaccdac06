"""What is wrong in a configuration is refused in one line: where, and what to write instead."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kombo_lint.config.keys import EXAMPLES, Config, ConfigError, read
from kombo_lint.config.settings import Settings
from kombo_lint.findings import Confidence, Severity

if TYPE_CHECKING:
    from tests.config.conftest import Write

TABLE = '[project]\nname = "shop"\n\n[tool.kombo-lint]\n'


def test_what_a_file_says(write: Write) -> None:
    write({"kombo-lint.toml": 'select = ["KMB1"]\nmin-confidence = "certain"\nfail-on = "error"\n'})
    assert read(Path("kombo-lint.toml")) == Config(
        select=("KMB1",), min_confidence=Confidence.CERTAIN, fail_on=Severity.ERROR
    )


@pytest.mark.parametrize("key", EXAMPLES)
def test_each_example_is_right(write: Write, key: str) -> None:
    write({"pyproject.toml": TABLE + EXAMPLES[key]})
    found = read(Path("pyproject.toml"))
    assert found is not None
    assert getattr(found, key.replace("-", "_")) != getattr(Config(), key.replace("-", "_"))


@pytest.mark.parametrize(
    "text", ["", '[tool.ruff]\nselect = "E"\n', "# kombo-lint\n[tool]\n", "kombo-lint = 1\n"]
)
def test_a_pyproject_that_says_nothing(write: Write, text: str) -> None:
    write({"pyproject.toml": text})
    assert read(Path("pyproject.toml")) is None


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ('selct = ["KMB1"]', '5: unknown key `selct`; did you mean `select`, as in select = ["KMB1"]?'),
        (
            "min_confidence = 'certain'",
            "5: unknown key `min_confidence`; did you mean `min-confidence`, as in min-conf",
        ),
        (
            "\nverbose = true",
            "6: unknown key `verbose`; the keys are: select, ignore, per-file-ignores, exclude",
        ),
        ('select = "KMB1"', '5: `select`: expected `array`, got `str`, as in select = ["KMB1"]'),
        ("ignore = []\nselect = [1]", "6: `select`: expected `str`, got `int`, as in select"),
        ("exclude = true", "5: `exclude`: expected `array`, got `bool`, as in exclude = "),
        ('fail-on = "fatal"', "5: `fail-on`: invalid enum value 'fatal', as in fail-on = \"error\""),
        (
            "min-confidence = 1",
            '5: `min-confidence`: expected `str`, got `int`, as in min-confidence = "certain"',
        ),
        ('[tool.kombo-lint.clients]\n"a.b" = 1', "5: `clients`: expected `str`, got `int`, as in clients = "),
        (
            'per-file-ignores = ["KMB1"]',
            "5: `per-file-ignores`: expected `object`, got `array`, as in per-file-ignores",
        ),
        ("select = [", "5: mend the TOML: "),
    ],
)
def test_keys_and_types(write: Write, text: str, error: str) -> None:
    write({"pyproject.toml": TABLE + text})
    with pytest.raises(ConfigError) as refused:
        read(Path("pyproject.toml"))
    assert str(refused.value).startswith(f"pyproject.toml:{error}")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (
            'select = [\n    "KMB1",\n    "KMB999",\n]',
            "3: `select`: there is no rule 'KMB999'; did you mean KMB9",
        ),
        ('ignore = ["E501"]', "1: `ignore`: there is no rule 'E501'; see `kombo-lint rules`"),
        (
            '[per-file-ignores]\n"tests/" = ["KMB1000"]',
            "2: `per-file-ignores`: there is no rule 'KMB1000'; did you",
        ),
        ('models = ["acme.toml"]', "1: `models`: acme.toml is not there; paths are from this file on"),
        ('rules = ["tools/rules"]', "1: `rules`: tools/rules is not there; paths are from this file on"),
        (
            'error-code-helper = "app/kombo.py"',
            "1: `error-code-helper`: a module and a function, as in error-code-help",
        ),
        (
            '[clients]\ncall = "requests.Response"',
            "2: `clients`: 'call' is no callable with its module, as in clients",
        ),
        ('exclude = ["a", "!"]', "1: `exclude`: no pattern, as in exclude = "),
    ],
)
def test_values(write: Write, text: str, error: str) -> None:
    write({"kombo-lint.toml": text})
    with pytest.raises(ConfigError) as refused:
        Settings(["."])
    assert str(refused.value).startswith(f"kombo-lint.toml:{error}")


@pytest.mark.parametrize(
    ("files", "error"),
    [
        (
            {"kombo-lint.toml": '[clients]\n"a.b" = "requests.Respons"'},
            "kombo-lint.toml:2: `clients`: 'requests.Respons' is no type that a library's model knows; did",
        ),
        (
            {"kombo-lint.toml": 'models = ["acme.toml"]', "acme.toml": 'name = "acme"\ndocs = ""\nsend = 1'},
            "acme.toml: Object contains unknown field `send`; CONTRIBUTING.md has a table of the keys",
        ),
        (
            {
                "kombo-lint.toml": 'models = ["acme.toml"]',
                "acme.toml": 'name = "acme"\ndocs = ""\nlike = "htpx"',
            },
            "acme.toml: `like`: there is no model 'htpx'; the models are: ",
        ),
        ({"kombo-lint.toml": 'models = ["acme.toml"]', "acme.toml": "name ="}, "acme.toml: mend the TOML: "),
    ],
)
def test_models(write: Write, files: dict[str, str], error: str) -> None:
    write(files)
    with pytest.raises(ConfigError) as refused:
        _ = Settings(["."]).models
    assert str(refused.value).startswith(error)


def test_the_table_of_pyproject_in_a_file_of_its_own(write: Write) -> None:
    write({"kombo-lint.toml": '[tool.kombo-lint]\nselect = ["KMB1"]\n'})
    with pytest.raises(
        ConfigError, match=r"^kombo-lint.toml:1: `tool.kombo-lint` is for pyproject.toml; here the"
    ):
        read(Path("kombo-lint.toml"))


def test_what_cannot_be_read(write: Write, tmp_path: Path) -> None:
    (tmp_path / "kombo-lint.toml").write_bytes(b"# \xff\n")
    with pytest.raises(ConfigError, match=r"^kombo-lint.toml: not UTF-8; save it in that encoding$"):
        read(Path("kombo-lint.toml"))
