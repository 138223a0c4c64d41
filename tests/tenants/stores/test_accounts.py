"""Accounts are reached one at a time, through functions; what a secret opens is told with its positions."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest

from policies.credentials import hash_of
from rules.errors import CONFLICT, NOT_FOUND, Refusal
from rules.identifiers import Reach
from rules.pages import PageRequest
from rules.roles import Role, UnitKind
from tenants.people_rows import AccountRow, RestrictionRow, TokenRow
from tenants.session import Sessions
from tenants.stores import accounts, positions, restrictions, units
from tests.organisation import NOW, SINCE, Organisation, session_of, token_of

pytestmark = pytest.mark.anyio
CLOSED_TABLES = ("account", "account_email", "account_position", "session", "token", "invitation", "sign_in_attempt")


@pytest.mark.parametrize("table", CLOSED_TABLES)
@pytest.mark.parametrize("verb", ["SELECT * FROM tuntas.", "DELETE FROM tuntas."])
async def test_the_service_has_no_rights_on_the_tables_of_the_door(
    organisation: Organisation, table: str, verb: str
) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        await Sessions(organisation.pool, Reach(0, 9999)).read(verb + table)


async def test_an_address_has_one_account_however_it_is_written(organisation: Organisation) -> None:
    email = f"Ani.{uuid4().hex}@Uji.Test"
    made = await organisation.account_at(email, password_hash="h")
    found = await accounts.secret(organisation.outside, email.upper())
    assert found is not None
    assert (found.id, found.password_hash, found.active) == (made.id, "h", True)
    assert await accounts.of_email(organisation.outside, email.lower()) == made
    assert await accounts.of_email(organisation.outside, "tidak@ada.test") is None
    assert await accounts.secret(organisation.outside, "tidak@ada.test") is None
    with pytest.raises(Refusal) as refused:
        await organisation.account_at(email.lower())
    assert (refused.value.code, refused.value.field) == (CONFLICT, "email")
    assert await accounts.by_id(organisation.outside, [uuid4(), made.id]) == [None, made]


async def test_a_new_password_needs_an_account_that_is_on(organisation: Organisation) -> None:
    account = await organisation.account()
    await accounts.set_password(organisation.outside, account, "neu")
    found = await accounts.secret_of(organisation.outside, account)
    assert found is not None
    assert found.password_hash == "neu"
    async with organisation.outside.write() as tx:
        await accounts.activate(tx, account, NOW, active=False)
    for unusable in (account, uuid4()):
        with pytest.raises(Refusal) as refused:
            await accounts.set_password(organisation.outside, unusable, "x")
        assert refused.value.code == NOT_FOUND
    async with organisation.outside.write() as tx:
        with pytest.raises(Refusal):
            await accounts.activate(tx, uuid4(), NOW, active=False)


async def test_switching_off_ends_sessions_tokens_and_invitations(organisation: Organisation) -> None:
    officer = await organisation.officer()
    session, token = await officer.session(), await officer.token()
    async with organisation.outside.write() as tx:
        accounts.invite(tx, officer.account, hash_of("undangan"), NOW, NOW + timedelta(days=1))
    async with organisation.outside.write() as tx:
        await accounts.activate(tx, officer.account, NOW, active=False)
    async with organisation.outside.write() as tx:
        await accounts.activate(tx, officer.account, NOW, active=True)
    for secret in (session, token):
        assert await accounts.access(organisation.outside, hash_of(secret), NOW) == []
    assert await accounts.accept_invitation(organisation.outside, hash_of("undangan"), "x", NOW) is None


async def test_an_invitation_works_once_in_time_and_only_the_newest(organisation: Organisation) -> None:
    account = await organisation.account()
    first, second = uuid4().hex, uuid4().hex
    for code in (first, second):
        async with organisation.outside.write() as tx:
            accounts.invite(tx, account, hash_of(code), NOW, NOW + timedelta(days=7))
    session, token = await session_of(organisation, account), await token_of(organisation, account)
    outside, late = organisation.outside, NOW + timedelta(days=7)
    assert await accounts.accept_invitation(outside, hash_of(first), "p", NOW) is None
    assert await accounts.accept_invitation(outside, hash_of(second), "p", late) is None
    assert await accounts.accept_invitation(outside, hash_of(second), "p", NOW) == account
    assert await accounts.accept_invitation(outside, hash_of(second), "p", NOW) is None
    for secret in (session, token):  # whoever came in before is out
        assert await accounts.access(outside, hash_of(secret), NOW) == []


async def test_a_secret_opens_the_account_and_its_live_and_coming_positions(
    organisation: Organisation, sibling: Organisation
) -> None:
    officer = await organisation.officer()
    away = await sibling.position(await sibling.unit(), Role.STAF)
    await sibling.appoint(away, officer.account, begins=NOW + timedelta(hours=1))
    past = await organisation.position(await organisation.unit())
    await organisation.appoint(past, officer.account, ends=NOW)
    token = await officer.token()
    account, *seats = await accounts.access(organisation.outside, hash_of(token), NOW)
    assert (account.account_id, account.csrf, account.position_id) == (officer.account, None, None)
    held = {(seat.tenant_id, seat.position_id, seat.role, seat.unit_path) for seat in seats}
    assert held == {
        (organisation.tenant, officer.position.id, Role.PENGHUBUNG, officer.unit.path),
        (sibling.tenant, away.id, Role.STAF, away.unit_path),
    }
    told = await accounts.seats(organisation.outside, officer.account, NOW)
    assert {seat.position_id for seat in told if seat.is_live(NOW)} == {officer.position.id}


async def test_what_is_taken_from_the_role_there_comes_along(organisation: Organisation) -> None:
    officer, other = await organisation.officer(), await organisation.officer()
    below = await organisation.officer(unit=await organisation.unit(officer.unit, kind=UnitKind.UPT))
    taken = {
        "complaint:note": (Role.PENGHUBUNG, None, None),
        "complaint:return": (Role.PENGHUBUNG, officer.unit.id, None),
        "complaint:draft": (Role.STAF, None, None),
        "complaint:flag": (Role.PENGHUBUNG, None, NOW),
    }
    async with organisation.sessions.write() as tx:
        for permission, (role, unit, until) in taken.items():
            restrictions.add(
                tx, RestrictionRow(organisation.tenant, uuid4(), role, unit, permission, "uji", SINCE, until, uuid4())
            )

    async def restricted(account: object) -> set[str]:
        (seat,) = await accounts.seats(organisation.outside, account, NOW)  # type: ignore[arg-type]
        return set(seat.restricted)

    assert await restricted(officer.account) == {"complaint:note", "complaint:return"}
    assert await restricted(below.account) == {"complaint:note", "complaint:return"}
    assert await restricted(other.account) == {"complaint:note"}


@pytest.mark.parametrize("closed", ["unit", "position"])
async def test_a_closed_unit_or_position_is_no_seat(organisation: Organisation, closed: str) -> None:
    officer = await organisation.officer()
    yesterday = (NOW - timedelta(days=1)).date()
    async with organisation.sessions.write() as tx:
        if closed == "unit":
            units.close(tx, officer.unit, yesterday)
        else:
            positions.close(tx, officer.position, yesterday)
    assert await accounts.seats(organisation.outside, officer.account, NOW) == []


async def test_sessions_live_on_while_used_and_end(organisation: Organisation) -> None:
    account = await organisation.account()
    outside, session = organisation.outside, await session_of(organisation, account, hours=1)
    hashed, later = hash_of(session), NOW + timedelta(hours=2)
    assert await accounts.access(outside, hashed, later) == []
    await accounts.extend_session(outside, hashed, NOW + timedelta(hours=3))
    (row,) = await accounts.access(outside, hashed, later)
    assert (row.csrf, row.expires_at) == ("c" * 43, NOW + timedelta(hours=3))
    await accounts.extend_session(outside, hashed, NOW + timedelta(hours=1))  # never shorter
    assert await accounts.access(outside, hashed, later) != []
    other = await session_of(organisation, account)
    await accounts.close_other_sessions(outside, account, hashed)
    assert await accounts.access(outside, hash_of(other), NOW) == []
    assert await accounts.close_session(outside, hashed) == account
    assert await accounts.close_session(outside, hashed) is None
    assert await accounts.access(outside, hashed, NOW) == []


async def test_tokens_are_listed_and_revoked_by_their_owner_alone(organisation: Organisation) -> None:
    mine, stranger = await organisation.account(), await organisation.account()
    outside = organisation.outside
    old = TokenRow(uuid4(), mine, "lama", SINCE, NOW + timedelta(days=1), None)
    await accounts.issue_token(outside, old, hash_of("lama"))
    secret = await token_of(organisation, mine)
    request = PageRequest(accounts.NEWEST_TOKEN, 1)
    page = await accounts.tokens(outside, mine, request)
    assert page.has_next
    assert (
        await accounts.tokens(
            outside, mine, PageRequest(accounts.NEWEST_TOKEN, 1, accounts.NEWEST_TOKEN.position(page.rows[0]))
        )
    ).rows == [old]
    assert (await accounts.tokens(outside, stranger, request)).rows == []
    token = page.rows[0]
    for act in (accounts.token(outside, stranger, token.id), accounts.revoke_token(outside, stranger, token.id, NOW)):
        with pytest.raises(Refusal) as refused:
            await act
        assert refused.value.code == NOT_FOUND
    assert await accounts.access(outside, hash_of(secret), NOW) != []
    revoked = await accounts.revoke_token(outside, mine, token.id, NOW)
    assert revoked.revoked_at == NOW
    assert (await accounts.revoke_token(outside, mine, token.id, NOW + timedelta(days=1))).revoked_at == NOW
    assert await accounts.token(outside, mine, token.id) == revoked
    assert await accounts.access(outside, hash_of(secret), NOW) == []


async def test_an_expired_token_opens_nothing(organisation: Organisation) -> None:
    account = await organisation.account()
    secret = await token_of(organisation, account, days=1)
    assert await accounts.access(organisation.outside, hash_of(secret), NOW + timedelta(days=1)) == []


async def test_attempts_are_counted_within_their_window_and_forgiven(organisation: Organisation) -> None:
    who, span = f"email:{uuid4()}", timedelta(minutes=15)
    outside = organisation.outside
    counted = await asyncio.gather(*(accounts.count_attempts(outside, [who], NOW, span) for _ in range(5)))
    assert sorted(count for (count,) in counted) == [1, 2, 3, 4, 5]
    await accounts.forgive_attempts(outside, {who: 2})
    assert await accounts.count_attempts(outside, [who], NOW, span) == [4]
    await accounts.forgive_attempts(outside, {who: 0})
    assert await accounts.count_attempts(outside, [who], NOW, span) == [1]
    assert await accounts.count_attempts(outside, [who], NOW + span, span) == [1]
    await accounts.sweep(outside, NOW + timedelta(days=2))
    assert await accounts.count_attempts(outside, [who], NOW + span, span) == [1]


async def test_the_index_of_positions_is_written_only_with_its_pemda(
    organisation: Organisation, sibling: Organisation
) -> None:
    statement = "SELECT tuntas.account_appoint(%(account)s, %(tenant)s, %(position)s)"
    params = {"account": uuid4(), "tenant": organisation.tenant, "position": uuid4()}
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        async with sibling.sessions.write() as tx:
            tx.execute(statement, params)


async def test_nobody_else_may_call_the_functions(organisation: Organisation) -> None:
    rows = await organisation.outside.read(
        """SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'tuntas'::regnamespace AND p.prosecdef
        AND (has_function_privilege('public', p.oid, 'EXECUTE')
             OR NOT p.proconfig::text LIKE '%%search_path%%' OR p.proowner::regrole::text <> 'tuntas_owner')"""
    )
    assert rows == []


def test_an_account_row_carries_no_secret() -> None:
    assert set(AccountRow.__slots__) == {"id", "name", "kind", "active"}
