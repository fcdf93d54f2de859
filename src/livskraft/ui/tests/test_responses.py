"""Does the second editor keep every word?"""

from django.test import RequestFactory

from livskraft.ui.responses import conflict


def answer(**changes):
    request = RequestFactory().post("/maskin/3/", {"name": "Cykel </script>", "day": ["1", "2"], "version": "4"})
    arguments = {"what": "Motionscykel 3", "theirs": [("Namn", "Cykeln", "Cykel </script>")], "retry_url": "/maskin/3/"}
    response = conflict(request, **(arguments | changes))
    assert response.status_code == 409
    return response.content.decode()


def test_both_what_is_saved_and_what_was_typed_are_shown():
    page = answer()
    assert "Cykeln" in page
    assert "Cykel &lt;/script&gt;" in page
    assert "Cykel </script>" not in page


def test_what_was_typed_can_be_saved_over_the_version_now_saved():
    page = answer(version=5)
    assert '<input type="hidden" name="version" value="5">' in page
    assert 'name="version" value="4"' not in page
    assert page.count('name="day"') == 2


def test_what_nobody_else_may_change_was_changed_in_another_window():
    assert "Någon annan hann före" in answer()
    page = answer(own=True)
    assert "i ett annat fönster" in page
    assert "någon annan" not in page.lower()


def test_without_a_version_nothing_is_posted_again():
    assert 'name="day"' not in answer()


def test_without_a_comparison_the_typed_words_are_listed():
    page = answer(theirs=[])
    assert "<li>Cykel &lt;/script&gt;</li>" in page
