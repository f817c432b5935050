from __future__ import annotations

from projects.disclosure.edit_conflicts import Difference, merged, packed, unpacked

SEEN = {"a": "1", "b": "2", "c": ""}


def test_what_nobody_else_changed_is_stored_as_it_was_typed() -> None:
    assert merged(SEEN, SEEN | {"b": "3"}, SEEN) == (SEEN | {"b": "3"}, ())


def test_what_the_person_left_alone_follows_the_other() -> None:
    texts, differences = merged(SEEN, SEEN | {"a": "mine"}, SEEN | {"b": "theirs"})
    assert texts == {"a": "mine", "b": "theirs", "c": ""}
    assert differences == ()


def test_what_both_changed_is_shown_with_both_texts() -> None:
    texts, differences = merged(SEEN, SEEN | {"a": "mine", "b": "same"}, SEEN | {"a": "theirs", "b": "same"})
    assert texts["a"] == "mine"
    assert differences == (Difference("a", "mine", "theirs"),)


def test_where_rows_went_every_difference_is_shown_and_nothing_is_mixed() -> None:
    texts, differences = merged(SEEN, SEEN | {"a": "mine"}, {"a": "1", "b": "theirs"})
    assert texts == SEEN | {"a": "mine"}
    assert [each.path for each in differences] == ["a", "b"]


def test_a_row_that_somebody_added_is_no_conflict() -> None:
    assert merged(SEEN, SEEN | {"a": "mine"}, SEEN | {"c": "x", "d": "new"}) == (SEEN | {"a": "mine", "c": "x"}, ())


def test_line_ends_of_a_browser_are_no_difference() -> None:
    assert merged({"a": "x\ny"}, {"a": "x\r\ny"}, {"a": "z"}) == ({"a": "z"}, ())


def test_what_the_page_carries_comes_back_and_anything_else_is_nothing() -> None:
    assert unpacked(packed(SEEN)) == SEEN
    assert [unpacked(text) for text in ("", "[1]", '{"a": 1}')] == [None, None, None]
