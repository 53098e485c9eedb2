"""What is no export of ours does not come back as one."""

from __future__ import annotations

import io
from zipfile import ZipFile

import pytest

from makegood.domain.exchange.models import Stage
from makegood.foundation.tenancy.models import Business
from tests.cast import Cast
from tests.domain.exchange.test_returning import brought, changed, new, taken_out
from tests.domain.promises.hands import promise

__all__ = ["new"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_what_is_no_export_of_ours_is_refused(cast: Cast, new: Business) -> None:
    content, _before = taken_out(cast, promise)

    def endless(text: str) -> str:
        return text.replace(": 0", ": 1e999")

    bomb = changed(content, "json/promises.jsonl", lambda _text: " " * 3_000_000)
    for wrong, why in (
        (changed(content, "makegood.json", lambda text: text.replace("1", "2", 1)), "newer"),
        (changed(content, "makegood.json", lambda _text: "{}"), "no export"),
        (changed(content, "makegood.json", endless), "no export"),
        (changed(content, "makegood.json", lambda _text: "[" * 9000), "no export"),
        (bomb, "no export of Makegood has"),
        (with_file(content, "../../etc/passwd"), "no export of Makegood has"),
        (with_file(content, "json/promises.jsonl"), "no export of Makegood has"),
        (torn(content, "json/promises.jsonl"), "torn"),
        (torn(content, "makegood.json"), "torn"),
    ):
        upload = brought(new, wrong)
        assert why in upload.refused, (why, upload.refused, upload.stage)


def with_file(content: bytes, name: str) -> bytes:
    """The same ZIP with one more file."""
    written = io.BytesIO(content)
    with ZipFile(written, "a") as archive:
        archive.writestr(name, "x")
    return written.getvalue()


def torn(content: bytes, name: str) -> bytes:
    """The same ZIP with some bytes of one file overwritten."""
    start = ZipFile(io.BytesIO(content)).getinfo(name).header_offset + 60
    return content[:start] + b"\x00" * 20 + content[start + 20 :]


def test_a_zip_of_others_is_what_it_always_was(cast: Cast, new: Business) -> None:
    written = io.BytesIO()
    with ZipFile(written, "w") as archive:
        archive.writestr("orders.csv", "a,b")
    assert "is packed" in brought(new, written.getvalue()).refused
    assert brought(new, b"PK\x05\x06" + b"\x00" * 9).stage is Stage.REFUSED
