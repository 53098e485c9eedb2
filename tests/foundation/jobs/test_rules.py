from __future__ import annotations

from datetime import timedelta

from makegood.foundation.jobs.rules import Sign, Watch, pause_after, place_of


def test_a_pause_doubles_from_a_minute_up_to_six_hours() -> None:
    minutes = [pause_after(attempts) / timedelta(minutes=1) for attempts in (1, 2, 3, 9, 50)]
    assert minutes == [1, 2, 4, 256, 360]


def test_a_job_is_left_when_it_shows_no_sign_of_life_for_a_lease() -> None:
    watch = Watch(60)
    sign = Sign(1, fence=1, beat=0)
    assert watch.left([sign], at=1000) == []
    assert watch.left([sign], at=1059) == []
    assert watch.left([sign], at=1060) == [sign]


def test_a_sign_of_life_begins_the_lease_anew() -> None:
    watch = Watch(60)
    watch.left([Sign(1, fence=1, beat=0)], at=1000)
    assert watch.left([Sign(1, fence=1, beat=1)], at=1060) == []
    assert watch.left([Sign(1, fence=1, beat=1)], at=1119) == []
    assert watch.left([Sign(1, fence=1, beat=1)], at=1120) == [Sign(1, 1, 1)]


def test_a_new_holder_begins_the_lease_anew() -> None:
    watch = Watch(60)
    watch.left([Sign(1, fence=1, beat=0)], at=1000)
    assert watch.left([Sign(1, fence=2, beat=0)], at=1060) == []


def test_a_watcher_that_slept_robs_nobody_who_lived_meanwhile() -> None:
    watch = Watch(60)
    watch.left([Sign(1, fence=1, beat=7)], at=1000)
    assert watch.left([Sign(1, fence=1, beat=30)], at=9000) == []


def test_an_error_is_kept_as_class_and_place_without_its_words() -> None:
    try:
        raise ValueError("Anna Example, anna@example.com")
    except ValueError as error:
        said = place_of(error)
    assert said.startswith("builtins.ValueError in tests.foundation.jobs.test_rules:")
    assert "nna" not in said
