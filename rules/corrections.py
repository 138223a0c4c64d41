"""What may a published table show once its figures have changed, so that old and new compared tell no small change?

A cell is hidden in every version or in none. A new figure replaces the old one when it is not small and differs from
every figure that was ever shown there by nothing or by 5 at least; else the old one stays. Whoever has all
versions then knows the figures that are new, and of what stayed that it is near to what is shown, or stayed for the
sake of others. The new figures are tied by sums, so the circles of rules/suppression.py decide: a figure that stayed
and is small, or differs from one that was ever shown by 1 to 4, must be able to be something else for all that is
known, and so must a hidden one; where they are not, the cheapest new figures are left out. With no new figure at all
nothing new is known, so this always ends well.
"""

from collections.abc import Mapping, Sequence

from rules.suppression import THRESHOLD, Need, Tie, close_circles, is_small, network, prices

Shown = Mapping[str, int | None]
"""A figure by regions as a version shows it; None is hidden."""
_FREE = 10**12
_LESS = THRESHOLD - 1


def corrected(
    above: Mapping[str, str | None], now: Mapping[str, int], versions: Sequence[Shown]
) -> dict[str, int | None]:
    """What the next version shows of one figure in one period, after these versions, the first one first.

    Every region of the versions and of `now` is in `above`; one that a version did not know was zero there.
    """
    latest = {region: versions[-1].get(region, 0) for region in above}
    hidden = {region for region, value in latest.items() if value is None}
    fresh = {region for region in above if region not in hidden and _may_replace(region, now, versions, latest)}
    while fresh:
        told = _telling(above, now, versions, fresh, hidden)
        if not told:
            break
        fresh -= told
    return {region: now[region] if region in fresh else latest[region] for region in above}


def _may_replace(region: str, now: Mapping[str, int], versions: Sequence[Shown], latest: Shown) -> bool:
    value = now[region]
    far = all(abs(value - (version.get(region, 0) or 0)) not in range(1, THRESHOLD) for version in versions)
    return value != latest[region] and not is_small(value) and far


def _telling(
    above: Mapping[str, str | None],
    now: Mapping[str, int],
    versions: Sequence[Shown],
    fresh: set[str],
    hidden: set[str],
) -> set[str]:
    """Which new figures would tell something small about one that is hidden or stays as it was."""
    ties, needs = list[Tie](), list[Need]()
    for at, (region, ends, price) in enumerate(_lines(above)):
        value, old = now[region], versions[-1].get(region, 0)
        near = old is not None and abs(value - old) <= _LESS
        room = (old + _LESS - value, value - max(0, old - _LESS)) if near and old is not None else (_FREE, value)
        if region in fresh:
            ties.append(Tie(*ends, _FREE, value, price))
            continue
        ties.append(Tie(*ends, *room, 0))
        if is_small(value):
            needs.append(Need(at, (THRESHOLD - value, -value)))
        elif region in hidden:
            needs.append(Need(at, (1, -1), alike=True))
        if region not in hidden:
            changes = {value - (version.get(region, 0) or 0) for version in versions}
            needs += [Need(at, _away(change), alike=True) for change in sorted(changes) if is_small(abs(change))]
    return _given_up(above, ties, needs, fresh)


def _away(change: int) -> tuple[int, int]:
    """By how much a figure must be able to differ so that its change may be none, or one that is shown."""
    return (-change, THRESHOLD - change) if change > 0 else (-change, -THRESHOLD - change)


def _lines(above: Mapping[str, str | None]) -> list[tuple[str, tuple[int, int], int]]:
    cost = prices(above)
    return [(region, ends, cost[region]) for region, ends in zip(above, network(above), strict=True)]


def _given_up(above: Mapping[str, str | None], ties: list[Tie], needs: list[Need], fresh: set[str]) -> set[str]:
    if not close_circles(ties, needs):
        return set(fresh)
    return {region for region, tie in zip(above, ties, strict=True) if tie.price == 0 and region in fresh}
