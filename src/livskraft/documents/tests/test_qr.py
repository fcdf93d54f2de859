"""Does a QR code hold what it was given?"""

import re

from livskraft.documents import qr
from livskraft.documents.report import Qr


def test_codes_differ_with_what_they_hold_and_are_small_drawings() -> None:
    one = qr.svg(Qr("https://livskraft.example/u/1", "Felanmäl"))
    assert one.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox=')
    assert one != qr.svg(Qr("https://livskraft.example/u/2", "Felanmäl"))
    assert len(one) < 5000


def test_a_code_holds_swedish_letters() -> None:
    size = re.search(r'viewBox="0 0 (\d+) ', qr.svg(Qr("https://livskraft.example/sök?q=åäö", "x")))
    assert size
    assert int(size[1]) >= 25
