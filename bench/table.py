"""What is printed: figures with their targets, met or not."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Table:
    """Lines of one run; they can be printed as they come, and again as a table in Markdown."""

    lines: list[tuple[str, str, str, str]] = field(default_factory=list)

    def ratio(self, what: str, value: float, *, at_most: float | None = None, at_least: float | None = None) -> bool:
        """One figure; with a target, whether it is met."""
        met, target = True, ""
        if at_most is not None:
            met, target = value <= at_most, f"<= {at_most:g}"
        if at_least is not None:
            met, target = value >= at_least, f">= {at_least:g}"
        self._add(what, f"{value:.2f}", target, ("met" if met else "not met") if target else "")
        return met

    def say(self, what: str, value: str) -> None:
        """Something without a target."""
        self._add(what, value, "", "")

    def _add(self, *line: str) -> None:
        self.lines.append((line[0], line[1], line[2], line[3]))
        print(f"  {line[0]:74} {line[1]:>12}  {line[2]:8} {line[3]}".rstrip(), flush=True)

    def markdown(self) -> str:
        """The whole run as a table."""
        rows = ["| what | result | target | |", "|---|---:|---|---|"]
        rows += [f"| {' | '.join(line)} |" for line in self.lines]
        return "\n".join(rows)
