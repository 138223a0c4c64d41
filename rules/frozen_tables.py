"""What do the published tables of months come to in a year, where some of their cells are hidden?

A year is published as the sum of its months as they were published, so that year and months never differ by what was
corrected in between. Nothing is kept of what a month hid: hidden cells are filled again with figures of today that fit
the sums which the month shows. Whatever fits them tells others nothing that they did not know.
"""

from collections.abc import Mapping

from rules.corrections import Shown


def filled(above: Mapping[str, str | None], shown: Shown, now: Mapping[str, int]) -> dict[str, int]:
    """One figure of a month with its hidden cells filled in: as now, as far as the shown sums allow.

    Raises ValueError when the shown figures do not fit each other.
    """
    below: dict[str | None, list[str]] = {}
    for region, parent in above.items():
        below.setdefault(parent, []).append(region)
    least, guess = _from_below(below, shown, now)
    values: dict[str, int] = {}
    waiting = [*below.get(None, ())]
    for region in waiting:
        values[region] = guess[region]
    while waiting:
        region = waiting.pop()
        children = below.get(region, ())
        if children:
            values.update(_shared_out(values[region], children, shown, least, guess))
            waiting += children
    return values


def _from_below(
    below: Mapping[str | None, list[str]], shown: Shown, now: Mapping[str, int]
) -> tuple[dict[str, int], dict[str, int]]:
    """For each region the least it can be, and what it is likely to be."""
    least: dict[str, int] = {}
    guess: dict[str, int] = {}

    def look(region: str) -> None:
        children = below.get(region, ())
        for child in children:
            look(child)
        value = shown.get(region, 0)
        if value is not None:
            least[region] = guess[region] = value
        elif children:
            least[region] = sum(least[child] for child in children)
            guess[region] = sum(guess[child] for child in children)
        else:
            least[region], guess[region] = 0, max(0, now.get(region, 0))

    for top in below.get(None, ()):
        look(top)
    return least, guess


def _shared_out(
    total: int, children: list[str], shown: Shown, least: Mapping[str, int], guess: Mapping[str, int]
) -> dict[str, int]:
    """The children of a region, whose sum is given: what is above the least is shared by what they are likely to be."""
    values = {child: least[child] for child in children}
    rest = total - sum(values.values())
    hidden = [child for child in children if shown.get(child, 0) is None]
    if rest < 0 or (rest and not hidden):
        raise ValueError(f"Published figures do not add up: {rest} left over {len(hidden)} hidden cells")
    weights = [guess[child] - least[child] for child in hidden]
    if not sum(weights):
        weights = [1] * len(hidden)
    whole, given = sum(weights), 0
    for at, child in enumerate(hidden):
        upto = rest * sum(weights[: at + 1]) // whole
        values[child] += upto - given
        given = upto
    return values
