"""From an application to a contract."""

from django.conf import settings
from django.db.models import F

from apps.applications import services as applications
from apps.applications.models import Application
from apps.challenges.models import Challenge
from apps.contracts import notices
from apps.contracts.models import Contract, Milestone
from apps.core.db import is_transient, run_atomic
from apps.core.errors import Refused, Stale
from apps.core.models import record
from apps.core.moves import take_turn
from apps.users.models import User

from .stock import take_stock

BUSY = "Somebody is deciding on this challenge at this very moment. Nothing was done; look again in a few seconds."


def accept_application(application: Application, *, by: User) -> Contract:
    """The application is accepted: its challenge is awarded, the others are declined and told, and the contract waits for its first funding.

    Pressed twice by the owner, the second press finds the same contract. Raises Stale when the application or the challenge has moved
    meanwhile, NotAllowed for others, Refused when the plan does not add up to the price.
    """
    try:
        return accept(application, by=by)
    except Exception as error:
        if not is_transient(error):
            raise
        raise Stale(BUSY, row=application) from error  # telling fifty others takes longer than a conflict is worth waiting for


@run_atomic
def accept(application: Application, *, by: User) -> Contract:
    take_turn(Challenge, application.challenge_id)
    found = Application.objects.get(pk=application.pk)
    made: Contract | None = Contract.objects.filter(application=found, owner=by).first()
    if made:
        return made
    found = applications.mark_accepted(found, by=by)
    contract = make_contract(found)
    record(contract, "accept", by=by, after=contract.status)
    User.objects.filter(pk=contract.solver_id).update(won_count=F("won_count") + 1)
    take_stock(contract)
    notices.tell(contract.solver, notices.ACCEPTED, contract, actor=by)
    return contract


def make_contract(application: Application) -> Contract:
    """The contract as it was agreed: later changes of challenge, application or settings do not reach it."""
    plan = application.plan or [{"title": application.challenge.title, "amount_minor": application.price_minor, "days": application.days}]
    if sum(part["amount_minor"] for part in plan) != application.price_minor:
        raise Refused("The plan of this application does not add up to its price. Ask the solver to correct it first.", row=application)
    contract = Contract.objects.create(
        application=application,
        challenge=application.challenge,
        owner=application.owner,
        solver=application.solver,
        title=application.challenge.title,
        criteria=list(application.challenge.criteria),
        currency=application.currency,
        total_minor=application.price_minor,
        fee_basis_points=settings.FEE_BASIS_POINTS,
        review_days=settings.REVIEW_DAYS,
    )
    for position, part in enumerate(plan, start=1):
        Milestone.objects.create(
            contract=contract,
            owner=contract.owner,
            solver=contract.solver,
            position=position,
            title=part["title"][:120],
            currency=contract.currency,
            amount_minor=part["amount_minor"],
            days=part["days"],
        )
    return contract
