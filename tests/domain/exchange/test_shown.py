"""What customers showed us goes out with their answers."""

from __future__ import annotations

import pytest

from makegood.domain.exchange.queries import exports
from makegood.domain.exchange.queries.answers import answers_as_csv
from makegood.domain.exchange.rules.shown import is_packed_name, packed_name
from makegood.domain.feedback.models import Survey
from makegood.foundation.files.models import File
from makegood.foundation.tenancy.scope import enter
from tests.cast import Cast
from tests.domain.exchange.lived_in import lines, live, packed_up
from tests.domain.feedback.asked import NOW, invitation
from tests.domain.feedback.shown import JPEG, PDF, sent, show


def test_what_they_showed_lies_beside_under_the_name_that_its_row_says(cast: Cast) -> None:
    with enter(cast.studio):
        live(cast)
        hostile = '=HYPERLINK("http://x")'
        File.objects.filter(name="door.pdf").update(name=hostile)
        files = packed_up()
        (there, gone) = [
            one
            for row in lines(files, "invitations")
            for response in row["responses"]
            for one in response["attachments"]
        ]
        name = f"files/{there['sha256']}.pdf"
        assert files[name] == PDF.decode()
        assert [one for one in files if one.startswith("files/")] == [name]
        assert (there["name"], there["deleted_at"]) == (hostile, None)
        assert gone["deleted_at"] is not None
        assert f",'{hostile[:10]}" in files["csv/attachments.csv"].replace('"', "")
        (line,) = list(answers_as_csv(Survey.objects.get(), "en"))[1:]
        assert name in line
        assert "a file that was deleted" in line
        assert not any("bill.pdf" in said for said in files.values())


def test_what_would_take_long_to_pack_is_packed_by_a_job(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    with enter(cast.studio):
        show(invitation(cast.owner, cast.bakery), sent(), at=NOW)
        assert exports.is_little()
        monkeypatch.setattr(exports, "LITTLE_BYTES", len(JPEG) - 1)
        assert not exports.is_little()


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        (packed_name("a" * 64, "jpg"), True),
        (f"files/{'a' * 64}.jpg/../../etc/passwd", False),
        (f"files/{'A' * 64}.jpg", False),
        ("files/../makegood.json", False),
        (f"files/{'a' * 64}.jpg\n", False),
    ],
)
def test_only_what_we_pack_is_passed_over_when_it_comes_back(name: str, *, is_one: bool) -> None:
    assert is_packed_name(name) == is_one
