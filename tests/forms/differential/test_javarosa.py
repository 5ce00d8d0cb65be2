"""JavaRosa, the engine of ODK Collect, ends in the same submission: same answers, same seeds, metadata aside."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.forms.corpus import each_form
from tests.forms.differential.campaign import CAMPAIGN, WALKS, Campaign
from tests.forms.differential.engines import SHORT_RUN, MissingError, javarosa, noon


@pytest.fixture(scope="session")
def campaign() -> Iterator[Campaign]:
    zone = noon()
    try:
        engine = javarosa(zone, SHORT_RUN)
    except MissingError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(str(error))
    yield Campaign("javarosa", engine, zone)
    engine.close()


@each_form()
def test_javarosa_ends_in_the_same_submission(file: Path, campaign: Campaign, tmp_path: Path) -> None:
    campaign.compare(file, tmp_path, WALKS)


@pytest.mark.soak
@each_form()
def test_javarosa_ends_in_the_same_submission_many_times(file: Path, campaign: Campaign, tmp_path: Path) -> None:
    campaign.compare(file, tmp_path, CAMPAIGN)
