from rules.complaint_states import Move, Status
from rules.vocabulary import Outcome
from tests.gateway.demo.crowd import crowd


def test_the_second_report_shares_the_answer_of_the_first() -> None:
    by_key = {story.key: story for story in crowd()}
    statuses = set()
    for story in crowd():
        merges = [step for step in story.steps if step.move is Move.MERGE]
        if not merges:
            continue
        parent = by_key[merges[0].parent or ""]
        opened = next(step.at for step in parent.steps if step.move is Move.DISPOSE)
        assert opened < merges[0].at
        shared = [step for step in story.steps if step.move is Move.SHARE_ANSWER]
        answers = [step for step in parent.steps if step.move is Move.ANSWER]
        assert bool(shared) <= bool(answers)
        if shared:
            assert answers[0].at < shared[0].at
            assert story.outcome is Outcome.SOLVED
        assert story.reporter != parent.reporter
        statuses.add(story.status)
    assert statuses >= {Status.CLOSED}
