"""The engine of ODK Web Forms ends in the same submission. npm fetches it, so only a campaign asks it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.forms.corpus import each_form
from tests.forms.differential.campaign import CAMPAIGN, Campaign
from tests.forms.differential.engines import MissingError, noon, xforms_engine


@pytest.fixture(scope="session")
def campaign() -> Iterator[Campaign]:
    zone = noon()
    try:
        engine = xforms_engine(zone)
    except MissingError as error:
        pytest.skip(str(error))
    yield Campaign("xforms-engine", engine, zone)
    engine.close()


@pytest.mark.soak
@each_form()
def test_web_forms_end_in_the_same_submission_many_times(file: Path, campaign: Campaign, tmp_path: Path) -> None:
    campaign.compare(file, tmp_path, CAMPAIGN)
