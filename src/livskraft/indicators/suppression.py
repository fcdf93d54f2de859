"""Which figures about persons may be shown, so that nobody can be told from them or from what is left out?

A published table is a tree: each unit is the sum of those beneath it. A figure about few persons is hidden, and then
so many others that no hidden one can be worked out from those that are shown.
"""

from collections.abc import Collection, Mapping

from livskraft.indicators.rules import Counted, together

# security.md, threat 8: persons are never fewer than this, in the number or in what is left of it.
FEWEST = 5
# A share of none or of all says the same of each one: that needs more of them.
FEWEST_WHEN_ALL_ARE_ALIKE = 10
_ITSELF = "*/"


def may_be_shown(counted: Counted) -> bool:
    """Whether a number of persons, or a share of them, is about enough of them to be read by anybody."""
    having, among = counted.numerator, counted.denominator
    if among is None:
        return having == 0 or having >= FEWEST
    if among == 0:
        return True
    if having in (0, among):
        return among >= FEWEST_WHEN_ALL_ARE_ALIKE
    return having >= FEWEST and among - having >= FEWEST


def hidden(cells: Mapping[str, Counted]) -> frozenset[str]:
    """The paths that must not be shown, of those that have counted something and of every unit above them.

    `cells` are what each unit itself has counted, by its path. What a unit has besides those beneath it is never
    shown by itself, but could be worked out, so it is protected in the same way.
    """
    tree = _Tree(cells)
    while tree.hide_more():
        pass
    return frozenset(path for path in tree.hidden if not path.endswith(_ITSELF))


class _Tree:
    def __init__(self, cells: Mapping[str, Counted]) -> None:
        own = {path: counted for path, counted in cells.items() if counted.numerator or counted.denominator}
        above = {higher for path in own for higher in _above(path)}
        leaves = {path + _ITSELF if path in above else path: counted for path, counted in own.items()}
        self.beneath: dict[str, list[str]] = {}
        gathered: dict[str, list[Counted]] = {path: [counted] for path, counted in leaves.items()}
        for path, counted in leaves.items():
            lower = path
            for higher in _above(path):
                beneath = self.beneath.setdefault(higher, [])
                if lower not in beneath:
                    beneath.append(lower)
                gathered.setdefault(higher, []).append(counted)
                lower = higher
        self.totals = {path: together(counted) for path, counted in gathered.items()}
        self.hidden = {path for path, total in self.totals.items() if not may_be_shown(total)}
        self.deepest_first = sorted(self.beneath, key=lambda path: (-path.count("/"), path))

    def hide_more(self) -> bool:
        """One round; False when nothing can be worked out any longer."""
        before = len(self.hidden)
        for path in self.deepest_first:
            beneath = [lower for lower in self.beneath[path] if lower in self.hidden]
            if path in self.hidden:
                # Otherwise it is the sum of what is shown beneath it.
                if not beneath:
                    self._hide_beneath(path)
            # One that is hidden alone is always about few, so it is never the only one.
            elif beneath and not may_be_shown(self._left_out(beneath)) and not self._hide_beneath(path):
                self.hidden.add(path)
        return len(self.hidden) > before

    def _hide_beneath(self, path: str) -> bool:
        """Hides what costs the reader least of what is shown beneath; False when there is nothing left."""
        shown = [lower for lower in self.beneath[path] if lower not in self.hidden and self._size(lower)]
        if not shown:
            return False
        self.hidden.add(min(shown, key=lambda lower: (self._size(lower), lower)))
        return True

    def _size(self, path: str) -> int:
        total = self.totals[path]
        return int(total.numerator if total.denominator is None else total.denominator)

    def _left_out(self, paths: Collection[str]) -> Counted:
        """What a reader can work out of the hidden ones together: a hidden sum less what is shown beneath it."""
        ends = []
        waiting = list(paths)
        while waiting:
            path = waiting.pop()
            if path in self.beneath:
                waiting += [lower for lower in self.beneath[path] if lower in self.hidden]
            else:
                ends.append(self.totals[path])
        return together(ends)


def _above(path: str) -> list[str]:
    """The paths of the units above, the nearest first."""
    steps = path.strip("/").split("/")[:-1]
    return [f"/{'/'.join(steps[:count])}/" for count in range(len(steps), 0, -1)]
