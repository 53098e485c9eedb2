"""Answers of other programs are read as those programs write them. All rows are made up."""

from __future__ import annotations

import csv
from itertools import count

import pytest

from makegood.domain.exchange.rules.meanings import Meaning, meanings, question_of
from makegood.domain.exchange.rules.surveyed import Brought, Heard, Program, read
from makegood.domain.feedback.rules.answers import Value
from makegood.domain.feedback.rules.questionnaire import Kind, Measures
from makegood.kit.refusal import Refusal

GOOGLE = """\
"Timestamp","Email Address","How was it?","What did you have?","Anything else?"
"2026/03/02 9:05:00 AM GMT+1","ada@example.com","4","Cake;Tea","Warm, and kind"
"2026/07/02 2:05:00 PM GMT+2","","5","Tea",""
"2026/07/03 2:05:00 PM GMT+2","","2","Cake;Tea","It took long"
"2026/07/04 2:05:00 PM GMT+2","","3","Cake",""
"""
MONKEY = """\
Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,First Name,\
Last Name,How was it?,What did you have?,,,Please rate,,Why?
,,,,,,,,Response,Cake,Tea,Other (please specify),Taste,Speed,Open-Ended Response
11,7,03/14/2026 09:00:00 AM,03/14/2026 09:04:10 AM,192.0.2.1,\
ada@example.com,Ada,L,4,Cake,Tea,,5,3,"Good, quick"
12,7,03/15/2026 10:00:00 PM,03/15/2026 10:01:00 PM,192.0.2.2,,,,2,,Tea,Soup,4,1,
"""
QUALTRICS = """\
StartDate,EndDate,Status,IPAddress,Finished,ResponseId,RecipientEmail,Q1,Q2,Q1_DO
Start Date,End Date,Response Type,IP Address,Finished,Response ID,\
Recipient Email,How likely?,What was good?,Order
"{""ImportId"":""startDate"",""timeZone"":""America/Denver""}","{""ImportId"":""endDate"",""timeZone"":""America/Denver""}","{""ImportId"":""status""}","{""ImportId"":""ipAddress""}","{""ImportId"":""finished""}","{""ImportId"":""_recordId""}","{""ImportId"":""recipientEmail""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2""}","{""ImportId"":""QID1_DO""}"
2026-03-02 09:00:00,2026-03-02 09:01:00,IP Address,192.0.2.1,True,R_1,\
ada@example.com,9,"Taste,Speed",1
2026-03-03 09:00:00,2026-03-03 09:01:00,IP Address,192.0.2.1,False,R_2,,0,Taste,1
2026-03-03 09:00:00,2026-03-03 09:01:00,IP Address,192.0.2.1,True,R_3,,10,"Taste,Speed",1
2026-03-04 09:00:00,2026-03-04 09:01:00,Survey Preview,192.0.2.1,True,R_4,,1,Taste,1
"""


def brought(text: str) -> Brought:
    return read(list(csv.reader(text.splitlines())))


def asked(found: Brought) -> dict[str, tuple[tuple[str, ...], ...]]:
    return {heard.words: heard.cells for heard in found.asked}


def test_google_forms_is_read() -> None:
    found = brought(GOOGLE)
    assert found.program is Program.GOOGLE
    assert found.begun[:2] == ("2026/03/02 9:05:00 AM +0100", "2026/07/02 2:05:00 PM +0200")
    said = asked(found)
    assert list(said) == ["How was it?", "What did you have?", "Anything else?"]
    assert said["What did you have?"][:2] == (("Cake", "Tea"), ("Tea",))
    assert said["Anything else?"] == (("Warm, and kind",), (), ("It took long",), ())


def test_surveymonkey_is_read() -> None:
    found = brought(MONKEY)
    assert found.program is Program.SURVEYMONKEY
    assert found.finished[0] == "03/14/2026 09:04:10 AM"
    assert asked(found) == {
        "How was it?": (("4",), ("2",)),
        "What did you have?": (("Cake", "Tea"), ("Tea",)),
        "What did you have? – Other (please specify)": ((), ("Soup",)),
        "Please rate – Taste": (("5",), ("4",)),
        "Please rate – Speed": (("3",), ("1",)),
        "Why?": (("Good, quick",), ()),
    }


def test_qualtrics_is_read() -> None:
    found = brought(QUALTRICS)
    assert (found.program, found.zone) == (Program.QUALTRICS, "America/Denver")
    assert found.left_out == 1
    assert found.finished == ("2026-03-02 09:01:00", "", "2026-03-03 09:01:00")
    assert asked(found) == {
        "How likely?": (("9",), ("0",), ("10",)),
        "What was good?": (("Taste", "Speed"), ("Taste",), ("Taste", "Speed")),
    }


@pytest.mark.parametrize("text", [GOOGLE, MONKEY, QUALTRICS])
def test_nobody_is_brought_in(text: str) -> None:
    said = repr(brought(text).asked)
    assert not any(one in said for one in ("example.com", "192.0.2", "Ada"))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "This is none of them"),
        ("name,score\nAda,4\n", "This is none of them"),
        (GOOGLE.splitlines()[0], "no answer"),
        ("\n".join(MONKEY.splitlines()[:2]), "no answer"),
    ],
)
def test_what_is_no_such_file_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        brought(text)


def heard(*said: str) -> Heard:
    return Heard("?", tuple((one,) if one else () for one in said))


@pytest.mark.parametrize(
    ("said", "likeliest"),
    [
        (heard("4", "5", ""), Meaning.STARS),
        (heard("7", "2"), Meaning.EFFORT),
        (heard("9", "0"), Meaning.SCALE),
        (heard("Yes", "no", "yes"), Meaning.YES_NO),
        (heard("2026-03-02", "2026-03-04"), Meaning.DATE),
        (heard("Cake", "Tea", "Cake", "Tea"), Meaning.CHOICE),
        (heard("It was good", "Too slow"), Meaning.TEXT),
        (heard("12", "48"), Meaning.TEXT),
        (heard("", ""), Meaning.TEXT),
    ],
)
def test_what_is_likely_is_said_first(said: Heard, likeliest: Meaning) -> None:
    assert meanings(said)[0] == likeliest
    assert meanings(said)[-1] == Meaning.OUT


def test_a_column_becomes_a_question_and_its_answers() -> None:
    numbers = count()

    def new_key() -> str:
        return f"k{next(numbers)}"

    ticked = Heard("Which?", (("Cake", "Tea"), (), ("Tea",)))
    question, values = question_of(ticked, Meaning.SEVERAL, "en", new_key=new_key)
    assert [option.words["en"] for option in question.options] == ["Cake", "Tea"]
    cake, tea = (option.key for option in question.options)
    assert values == [Value(options=(cake, tea)), Value(), Value(options=(tea,))]
    question, values = question_of(heard("9", ""), Meaning.NPS, "en", new_key=new_key)
    assert (question.kind, question.measures) == (Kind.SCALE, Measures.NPS)
    assert values == [Value(number=9), Value()]


def test_brackets_without_end_are_no_json() -> None:
    with pytest.raises(Refusal):
        read([["StartDate", "Q"], ["A", "B"], ["[" * 100_000, "x"], ["1", "2"]])
