"""The intake with every form, as the tests of the intake have it."""

from tests.lambdas.drafts.conftest import aws_drafts, drafts, local_drafts
from tests.lambdas.intake.conftest import call, forms_dir, post, storage

__all__ = ["aws_drafts", "call", "drafts", "forms_dir", "local_drafts", "post", "storage"]
