"""A unit answers once, for itself, all of it; a second person checks; whoever else tries changes nothing."""

from typing import Any

import pytest

from rules.roles import Role
from tests.assessments import checked, drafted, opened
from tests.offices import VISITOR, Asking, Office, citizen

pytestmark = pytest.mark.anyio
ALL = dict.fromkeys(range(1, 21), 3)


def of(seen: Any, campaign: Any, unit: str) -> Any:
    return next(one for one in seen["sheets"] if one["id"] == campaign.sheets[unit])


class TestAnswer:
    async def test_in_two_parts(self, ask: Asking, office: Office) -> None:
        campaign = await opened(ask, office)
        first = dict.fromkeys(range(1, 8), 4)
        assert (await campaign.answer("dinkes", first, submit=False))["status"] == "STARTED"
        sheet = of(await campaign.seen_by(office.admin), campaign, "dinkes")
        assert sheet["scores"] == []
        assert [one["value"] for one in sheet["items"]] == [4] * 7 + [None] * 13
        assert sheet["items"][0]["evidence"] == "SK 1"
        rest = dict.fromkeys(range(7, 21), 2)  # number 7 is answered anew
        assert (await campaign.answer("dinkes", rest, office.by("dinkes")))["status"] == "SUBMITTED"
        sheet = of(await campaign.seen_by(office.admin), campaign, "dinkes")
        assert {one["category"]["code"]: one["score"]["shown"] for one in sheet["scores"]} == {
            "KEBIJAKAN": "4.00", "SDM": "2.00", "DATA": "2.00", "PARTISIPASI": "2.00", "KOORDINASI": "2.00",
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({1: 0}, "answers.0.value"),
            ({1: 5}, "answers.0.value"),
            ({1: -3}, "answers.0.value"),
            ({21: 3}, "answers.20.question"),
        ],
    )
    async def test_what_is_no_answer(self, ask: Asking, office: Office, changed: dict[int, int], field: str) -> None:
        campaign = await opened(ask, office)
        given = [{"question": number, "value": value} for number, value in (ALL | changed).items()]
        refusal = await campaign.refused(
            "answerAssessment", office.by("dinkes", Role.STAF), sheet=campaign.sheets["dinkes"], answers=given
        )
        assert (refusal["code"], refusal["field"]) == ("BAD_USER_INPUT", field)

    async def test_a_question_twice_or_left_out(self, ask: Asking, office: Office) -> None:
        campaign, who = await opened(ask, office), office.by("dinkes", Role.STAF)
        given = [{"question": number, "value": 3} for number in ALL]
        sheet = campaign.sheets["dinkes"]
        twice = await campaign.refused("answerAssessment", who, sheet=sheet, answers=[*given, given[0]])
        assert (twice["code"], twice["field"]) == ("BAD_USER_INPUT", "answers.20.question")
        missing = await campaign.refused("answerAssessment", who, sheet=sheet, answers=given[1:-1])
        assert (missing["field"], missing["message"]) == ("answers", "Not answered: 1, 20.")
        link = [{**given[0], "link": "javascript:alert(1)"}]
        refusal = await campaign.refused("answerAssessment", who, sheet=sheet, answers=link, submit=False)
        assert refusal["field"] == "answers.0.link"

    async def test_a_unit_answers_once(self, ask: Asking, office: Office) -> None:
        campaign = await opened(ask, office)
        await campaign.answer("dinkes", ALL)
        given = [{"question": 1, "value": 1}]
        sheet = campaign.sheets["dinkes"]
        for who in (office.by("dinkes"), office.by("dinkes", Role.STAF)):
            refusal = await campaign.refused("answerAssessment", who, sheet=sheet, answers=given, submit=False)
            assert refusal["code"] == "CONFLICT"

    async def test_the_same_request_again_answers_once(self, ask: Asking, office: Office) -> None:
        campaign = await opened(ask, office)
        written, values = campaign.written(
            "answerAssessment",
            sheet=campaign.sheets["dinkes"],
            answers=[{"question": number, "value": 3} for number in ALL],
        )
        who = office.by("dinkes", Role.STAF)
        first = await ask(who, written, **values)
        assert await ask(who, written, **values) == first

    async def test_only_while_it_is_open(self, ask: Asking, office: Office) -> None:
        campaign, who = await drafted(ask, office), office.by("dinkes", Role.STAF)
        given: dict[str, Any] = {"sheet": campaign.sheets["dinkes"], "answers": [], "submit": False}
        assert (await campaign.refused("answerAssessment", who, **given))["code"] == "MOVE_REFUSED"

    async def test_never_again_once_it_is_final(self, ask: Asking, office: Office) -> None:
        campaign = await checked(ask, office)
        await campaign.step("finaliseAssessment")
        given: dict[str, Any] = {"sheet": campaign.sheets["dinkes"], "answers": [{"question": 1, "value": 4}]}
        refusal = await campaign.refused("answerAssessment", office.by("dinkes"), **given)
        assert refusal["code"] == "MOVE_REFUSED"

    async def test_nobody_answers_for_another_unit(self, ask: Asking, office: Office, sibling: Office) -> None:
        campaign = await opened(ask, office)
        given: dict[str, Any] = {"sheet": campaign.sheets["dinkes"], "answers": [], "submit": False}
        for who, code in (
            (office.by("perkim"), "NOT_FOUND"),
            (office.by("perkim", Role.STAF), "NOT_FOUND"),
            (office.by("puskesmas"), "NOT_FOUND"),
            (sibling.by("dinkes"), "NOT_FOUND"),
            (office.admin, "FORBIDDEN"),
            (office.by("root", Role.PIMPINAN), "FORBIDDEN"),
            (office.by("inspektorat", Role.PENGAWAS), "FORBIDDEN"),
            (citizen(), "FORBIDDEN"),
            (VISITOR, "UNAUTHENTICATED"),
        ):
            assert (await campaign.refused("answerAssessment", who, **given))["code"] == code, who


class TestCheck:
    async def test_a_second_person(self, ask: Asking, office: Office) -> None:
        campaign = await opened(ask, office)
        await campaign.answer("dinkes", dict.fromkeys(range(1, 20), 3), submit=False)
        await campaign.answer("dinkes", {20: 3}, office.by("dinkes"))
        sheet = campaign.sheets["dinkes"]
        own = await campaign.refused("checkAnswers", office.by("dinkes"), sheet=sheet, accept=True)
        assert (own["code"], own["rule"]) == ("MOVE_REFUSED", "assessment: a second person checks")
        assert (await campaign.check("dinkes", office.admin))["status"] == "CHECKED"
        again = await campaign.refused("checkAnswers", office.admin, sheet=sheet, accept=True)
        assert again["code"] == "MOVE_REFUSED"

    async def test_given_back_with_a_note_and_answered_again(self, ask: Asking, office: Office) -> None:
        campaign = await opened(ask, office)
        await campaign.answer("dinkes", ALL)
        sheet = campaign.sheets["dinkes"]
        silent = await campaign.refused("checkAnswers", office.by("dinkes"), sheet=sheet, accept=False)
        assert silent["field"] == "note"
        back = await campaign.check("dinkes", accept=False, note="Bukti nomor 6 tidak ada.")
        assert back["status"] == "RETURNED"
        await campaign.step("startChecking")
        blank = await campaign.refused(
            "answerAssessment", office.by("perkim"), sheet=campaign.sheets["perkim"], answers=[], submit=False
        )
        assert blank["code"] == "MOVE_REFUSED"
        assert (await campaign.answer("dinkes", {6: 2}))["status"] == "SUBMITTED"
        seen = of(await campaign.seen_by(office.by("dinkes")), campaign, "dinkes")
        assert (seen["note"], seen["checkedTitle"]) == ("Bukti nomor 6 tidak ada.", "")

    async def test_who_may_not(self, ask: Asking, office: Office, sibling: Office) -> None:
        campaign = await opened(ask, office)
        await campaign.answer("dinkes", ALL)
        for who, code in (
            (office.by("dinkes", Role.STAF), "FORBIDDEN"),
            (office.by("perkim"), "NOT_FOUND"),
            (sibling.admin, "NOT_FOUND"),
            (office.by("root", Role.PIMPINAN), "FORBIDDEN"),
        ):
            refusal = await campaign.refused("checkAnswers", who, sheet=campaign.sheets["dinkes"], accept=True)
            assert refusal["code"] == code, who


class TestExcuse:
    async def test_it_does_not_count(self, ask: Asking, office: Office) -> None:
        campaign = await opened(ask, office)
        await campaign.answer("dinkes", ALL)
        await campaign.answer("perkim", dict.fromkeys(range(1, 21), 1))
        await campaign.step("excuseUnit", sheet=campaign.sheets["perkim"], reason="Dilebur ke unit lain.")
        seen = await campaign.seen_by(office.admin)
        assert seen["result"]["unitCount"] == 1
        assert {one["score"]["shown"] for one in seen["result"]["categories"]} == {"3.00"}
        assert of(seen, campaign, "perkim")["note"] == "Dilebur ke unit lain."
        again = await campaign.refused("excuseUnit", sheet=campaign.sheets["perkim"], reason="Sekali lagi.")
        assert again["code"] == "MOVE_REFUSED"
        unit = await campaign.refused(
            "excuseUnit", office.by("dinkes"), sheet=campaign.sheets["dinkes"], reason="Kami tidak mau."
        )
        assert unit["code"] == "FORBIDDEN"
