"""Only the session begins and ends a transaction: one mutation, one transaction (docs/adr/0003).

Tools of the owner have no exception either: they ask tenants.session.owner_transaction.
"""

import ast

import pytest

from tests.architecture.codebase import Module, module, modules, name_called

ENDS = {"commit", "rollback", "transaction", "begin_nested", "set_autocommit", "tpc_begin", "tpc_commit"}
SAID = ("begin", "commit", "rollback", "start transaction", "savepoint", "end")

ALONE = {"BEGIN", "COMMIT", "ROLLBACK", "START TRANSACTION"}

SESSION = "tenants/session.py"


def transactions(subject: Module) -> list[str]:
    if subject.path == SESSION:
        return []
    told = [f"{subject.at(call)} {ast.unparse(call.func)}" for call in subject.calls() if opens_or_closes(call)]
    return told + [f"{subject.at(text)} {text.value!r}" for text in statements_alone(subject)]


def statements_alone(subject: Module) -> list[ast.Constant]:
    """The text BEGIN, COMMIT or ROLLBACK and nothing else, wherever it waits to be sent; docstrings are sentences."""
    texts = (node for node in ast.walk(subject.tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return [text for text in texts if str(text.value).strip("; \n") in ALONE]


def opens_or_closes(call: ast.Call) -> bool:
    """`connection.commit()`, `engine.begin()` (without arguments: others begin something else), `execute("commit")`."""
    method = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    if method in ENDS or (method == "begin" and not call.args):
        return True
    first = call.args[0] if call.args else None
    if name_called(call) != "execute" or not isinstance(first, ast.Constant) or not isinstance(first.value, str):
        return False
    return first.value.strip().lower().rstrip(";").startswith(SAID)


def test_only_the_session_opens_and_closes() -> None:
    assert [complaint for subject in modules() for complaint in transactions(subject)] == []


@pytest.mark.parametrize(
    "text",
    [
        "async def f(session):\n    await session.commit()\n",
        "async def f(connection):\n    async with connection.transaction():\n        pass\n",
        "def f(connection):\n    connection.execute('commit;')\n",
        "_END = ('COMMIT', {})\n",
        "def f(engine):\n    with engine.begin():\n        pass\n",
    ],
)
@pytest.mark.parametrize("path", ["graph/complaints/mutations.py", "tenants/stores/complaints.py", "gateway/view.py"])
def test_it_is_noticed(path: str, text: str) -> None:
    assert len(transactions(module(path, text))) == 1
