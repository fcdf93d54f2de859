"""What does an icon look like as HTML? Words carry the meaning, so every icon is hidden from screen readers."""

import re
from functools import cache

from django.utils.safestring import SafeString
from lucide.templatetags.lucide import lucide


@cache
def icon_svg(name: str, size: int = 20) -> SafeString:
    """The lucide icon `name` as inline SVG; raises IconDoesNotExist for a misspelt name."""
    svg = lucide(name, size=size, **{"class": "lk-icon", "aria-hidden": "true", "focusable": "false"})
    return SafeString(re.sub(r">\s+<", "><", svg.strip()))
