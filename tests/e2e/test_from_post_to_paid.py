"""An owner and a solver walk from registration to both reviews, with JavaScript and without."""

import pytest
from playwright.sync_api import expect

from apps.payments.models import Operation
from apps.payments.proof import problems
from tests.e2e import walk
from tests.e2e.conftest import Open


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
@pytest.mark.parametrize("width", [1280, 390], ids=["desk", "phone"])
def test_an_owner_and_a_solver_walk_from_registration_to_both_reviews(person: Open, javascript: bool, width: int) -> None:
    moves = javascript and width == 1280
    owner = person(javascript=javascript, width=width, motion=moves)
    solver = person(javascript=javascript, width=width, motion=moves)
    walk.register(owner, "Olga Lindqvist", "olga-l")
    walk.register(solver, "Sam Okafor", "sam-o")

    challenge = walk.post_challenge(owner, "Redraw the tide clock of Nordholm", "1,800")
    walk.apply(solver, "Redraw the tide clock of Nordholm", "1,800")
    contract = walk.accept(owner, challenge)
    walk.fund(owner, contract)
    walk.deliver(solver, contract)
    walk.approve(owner, contract)
    assert Operation.objects.get().status == "done"

    walk.review(owner, contract, "Precise, and quicker than we hoped.")
    expect(solver.locator("main")).not_to_contain_text("Precise, and quicker")
    walk.review(solver, contract, "A clear brief and a quick decision.")
    expect(solver.locator("main")).to_contain_text("Precise, and quicker than we hoped.")
    owner.goto("/people/sam-o/")
    expect(owner.locator("main")).to_contain_text("Precise, and quicker than we hoped.")
    assert list(problems()) == []
