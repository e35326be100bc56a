"""What a sentence denies as a whole."""

from __future__ import annotations

import time

from compare.files.framing_lists import read_lists
from compare.steps.framing.denial import denials_in, denied_things
from tests.steps.framing.tellings import telling

LISTS = read_lists()


def test_what_is_said_of_somebody_denied_is_known() -> None:
    (denial,) = denials_in("No soldiers were hurt in the attack on the base.", LISTS.of("en"))
    assert (denial.head, denial.verb) == ("soldier", "hurt")


def test_a_thing_that_was_not_given_is_denied_without_more() -> None:
    (denial,) = denials_in("No warning was given before the flood.", LISTS.of("en"))
    assert (denial.head, denial.verb) == ("warn", "")


def test_not_all_and_a_number_deny_no_thing() -> None:
    assert denials_in("Not all meetings took place in June.", LISTS.of("en")) == []
    assert denials_in("No 10 was told of the plan.", LISTS.of("en")) == []
    assert denials_in("The meeting did not take place until Monday.", LISTS.of("en")) == []


def test_sentences_of_denials_alone_are_read_in_time() -> None:
    text = " / ".join(" ".join(f"No bell{k} rang." for k in range(j, j + 130)) for j in range(0, 3_900, 130))
    story = telling(f"The Courier: {text}\nThe Tribune: {text}")
    begin = time.process_time()
    list(denied_things(story))
    assert time.process_time() - begin < 3.0
