"""Each zip holds what its function imports and reads, and nothing else."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from forms_src.loading import DEFINITIONS
from forms_src.versions.published import read_published
from infra.package.contents import FUNCTIONS, Contents
from infra.package.imports import needs_of
from infra.package.requirements import NotPinned, distributions_of, hashed_lines, required_by, with_required
from tests.infra.package.conftest import Packages

ROOT = Path(__file__).parents[3]
ALL = {"annotated-types", "aws-lambda-powertools", "botocore", "jmespath", "pydantic", "pydantic-core"} | {
    "python-dateutil",
    "six",
    "typing-extensions",
    "typing-inspection",
    "tzdata",
    "urllib3",
}
EXTRA = {
    "intake": {"jinja2", "markupsafe"},
    "mail_events": set[str](),
    "notify": {"jinja2", "markupsafe", "icalendar"},
    "sweep": set[str](),
    "documents": set[str](),
}


def names(made: Packages, function: str) -> list[str]:
    return zipfile.ZipFile(BytesIO(made[function].archive)).namelist()


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_gets_the_packages_that_it_imports(function: str) -> None:
    assert Contents(function, ROOT).distributions == ALL | EXTRA[function]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_what_only_people_or_the_build_use_stays_out(made: Packages, function: str) -> None:
    tops = {name.partition("/")[0] for name in names(made, function)}
    assert not tops & {
        "boto3",
        "holidays",
        "markdown_it",
        "moto",
        "pytest",
        "ruamel",
        "tests",
        "watchfiles",
        "bin",
    }
    assert not [name for name in names(made, function) if name.startswith("lambdas/") and "local" in name]
    assert not [
        name
        for name in names(made, function)
        if name.startswith("forms_src/") and name.endswith((".yaml", ".js"))
    ]
    assert not [
        name
        for name in names(made, function)
        if "/tests/" in name or name.endswith(("/RECORD", "/INSTALLER"))
    ]


def test_intake_alone_has_the_forms_as_published(made: Packages) -> None:
    versions = [one for of_form in read_published(DEFINITIONS).by_form.values() for one in of_form]
    archive = zipfile.ZipFile(BytesIO(made["intake"].archive))
    assert {name for name in archive.namelist() if name.startswith("forms/")} == {
        "forms/_calendars.json",
        "forms/_routing.json",
        "forms/_versions.json",
        *(f"forms/{one.form.id}.{one.number}.json" for one in versions),
    }
    for one in versions:
        assert archive.read(f"forms/{one.form.id}.{one.number}.json") == one.content
    assert not [name for other in FUNCTIONS[1:] for name in names(made, other) if name.startswith("forms/")]


def test_a_function_has_the_templates_that_it_renders(made: Packages) -> None:
    def templates(function: str) -> set[str]:
        own = (name for name in names(made, function) if name.startswith("forms_src/"))
        return {name for name in own if name.endswith((".html", ".txt", ".css"))}

    emails = {str(path.relative_to(ROOT)) for path in (ROOT / "forms_src/layouts/emails").iterdir()}
    assert templates("notify") == emails
    assert templates("sweep") == set()
    assert {"forms_src/fields/radios/field.html", "forms_src/assets/style.css"} < templates("intake")
    own = {"draft_link.html", "draft_link.txt", "frame.html"}
    assert templates("intake") & emails == {f"forms_src/layouts/emails/{name}" for name in own}


def test_of_the_services_of_aws_only_those_opened_are_described(made: Packages) -> None:
    for function in FUNCTIONS:
        described = {
            name.split("/")[2] for name in names(made, function) if name.startswith("botocore/data/")
        }
        assert {name for name in described if "." not in name} == {"dynamodb", "kms", "s3", "sesv2"}


def project(root: Path, **sources: str) -> Path:
    for name, source in sources.items():
        path = root / "lambdas" / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(source)
    return root


def test_imports_are_followed_into_functions_and_not_into_local_adapters(tmp_path: Path) -> None:
    project(
        tmp_path,
        start="import json\nimport lambdas.middle\ndef later():\n    from lambdas import end\n",
        middle="from lambdas.local import serve\nfrom lambdas.start import later\nimport somewhere.deep\n",
        end="from zoneinfo import ZoneInfo\n",
        local="import watchfiles\n",
        other="import unwanted\n",
    )
    needs = needs_of("lambdas.start", tmp_path)
    assert needs.own == {Path("lambdas/start.py"), Path("lambdas/middle.py"), Path("lambdas/end.py")}
    assert needs.foreign == {"somewhere", "tzdata"}


def test_what_only_the_checker_of_types_imports_stays_out(tmp_path: Path) -> None:
    text = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from lambdas import other\n"
    project(tmp_path, start=text + "import wanted\n", other="import unwanted\n")
    needs = needs_of("lambdas.start", tmp_path)
    assert (needs.own, needs.foreign) == ({Path("lambdas/start.py")}, {"wanted"})


def test_a_handler_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"There is no module lambdas\.none\.handler in "):
        needs_of("lambdas.none.handler", tmp_path)


def test_an_import_of_no_installed_package_is_named() -> None:
    with pytest.raises(NotPinned) as raised:
        distributions_of({"pydantic", "nowhere"})
    assert str(raised.value) == (
        "nowhere is imported, but no installed package has it. Add its package to pyproject.toml."
    )


def test_requirements_are_followed_for_the_lambda_and_without_extras() -> None:
    assert required_by("jinja2") == {"markupsafe"}  # and babel only as an extra
    assert required_by("pytest") >= {"pluggy"}
    assert "colorama" not in required_by("pytest")  # which is for Windows
    assert with_required({"jinja2", "pydantic"}) > {
        "jinja2",
        "markupsafe",
        "pydantic-core",
        "annotated-types",
    }


def test_the_requirements_of_a_lambda_keep_their_pins_and_hashes(tmp_path: Path) -> None:
    lines = [
        "jinja2==1 \\",
        "    --hash=sha256:aa",
        "    # via us",
        "six==2 \\",
        "    --hash=sha256:bb",
        "zope-x==3",
    ]
    path = tmp_path / "requirements.txt"
    path.write_text("\n".join(lines))
    assert hashed_lines(path, {"six"}) == "six==2 \\\n    --hash=sha256:bb\n"
    assert hashed_lines(path, {"six", "jinja2"}).startswith("jinja2==1 \\\n    --hash=sha256:aa\n")


def test_a_package_without_a_pin_is_named(tmp_path: Path) -> None:
    path = tmp_path / "requirements.txt"
    path.write_text("six==2 \\\n    --hash=sha256:bb\n")
    with pytest.raises(NotPinned) as raised:
        hashed_lines(path, {"six", "seven", "eight"})
    assert (
        str(raised.value)
        == "requirements.txt does not pin eight, seven. Compile it again from pyproject.toml."
    )
