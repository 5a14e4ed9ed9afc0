"""What goes into the zip of each function: ours by its imports, and of the packages what is of use there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import Distribution
from pathlib import Path

from infra.package.imports import Needs, needs_of
from infra.package.requirements import distributions_of, with_required

FUNCTIONS = ("intake", "mail_events", "notify", "sweep", "documents")
FORMS = Path("forms")  # in the zip: what FORMS_DIR names, below /var/task

READ = {  # module → the files that it reads
    "forms_src/pages.py": ("forms_src/layouts/*.html", "forms_src/fields/**/*.html"),
    "forms_src/styles.py": ("forms_src/assets/*.css",),
    "lambdas/intake/emailing.py": (
        "forms_src/layouts/emails/draft_link.*",
        "forms_src/layouts/emails/frame.*",
    ),
    "lambdas/notify/emails.py": ("forms_src/layouts/emails/*",),
}
READS_FORMS = Path("forms_src/library.py")

_NOISE = {
    "RECORD",
    "INSTALLER",
    "REQUESTED",
    "direct_url.json",
    "uv_cache.json",
}  # says how it was installed, and where
_CLIENT = re.compile(r'\bclient\("([a-z0-9-]+)"\)')


@dataclass(frozen=True)
class Contents:
    """What one function needs of a project folder."""

    function: str
    root: Path

    @cached_property
    def modules(self) -> set[Path]:
        """Our modules, below the root."""
        return self._needs.own

    @cached_property
    def files(self) -> set[Path]:
        """Our modules and the files that they read, below the root."""
        patterns = [
            pattern for module, read in READ.items() if Path(module) in self.modules for pattern in read
        ]
        found = {path.relative_to(self.root) for pattern in patterns for path in self.root.glob(pattern)}
        return self.modules | {path for path in found if (self.root / path).is_file()}

    @cached_property
    def distributions(self) -> set[str]:
        """The packages, by canonical name."""
        return with_required(distributions_of(self._needs.foreign))

    @cached_property
    def services(self) -> set[str]:
        """The services of AWS that our modules open a client of, as botocore calls them."""
        return {
            name for path in self.modules for name in _CLIENT.findall((self.root / path).read_text("utf-8"))
        }

    @property
    def has_forms(self) -> bool:
        """Whether it reads compiled forms."""
        return READS_FORMS in self.modules

    @cached_property
    def _needs(self) -> Needs:
        return needs_of(f"lambdas.{self.function}.handler", self.root)


def files_of(distribution: Distribution, services: set[str]) -> Iterator[Path]:
    """Yield the files of an installed package that go into a zip, below the folder it is installed in.

    Left out: programs, tests, how it was installed, botocore's descriptions of services that nothing opens.
    """
    for file in distribution.files or ():
        path = Path(*file.parts)
        if path.parts[0] not in ("..", "bin") and not _is_noise(path) and not _is_unused(path, services):
            yield path


def _is_noise(path: Path) -> bool:
    installed_as = path.parts[0].endswith(".dist-info") and path.name in _NOISE
    return installed_as or bool({"tests", "__pycache__"} & set(path.parts[:-1]))


def _is_unused(path: Path, services: set[str]) -> bool:
    described = path.parts[:2] == ("botocore", "data") and len(path.parts) > 3
    return described and path.parts[2] not in services
