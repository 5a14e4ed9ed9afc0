"""The intake with every form, as the tests of the intake have it."""

from tests.lambdas.intake.conftest import call, forms_dir, post, storage

__all__ = ["call", "forms_dir", "post", "storage"]
