"""Payment intents and charges: read only, the hosted page makes them."""

from ..calls import Call
from ..errors import Json
from ..events import emit
from ..params import check_metadata


def retrieve_intent(call: Call) -> Json:
    return call.row(call.world.intents)


def list_intents(call: Call) -> Json:
    return call.page(call.world.intents, customer=call.params.get("customer"))


def retrieve_charge(call: Call) -> Json:
    return call.row(call.world.charges)


def list_charges(call: Call) -> Json:
    return call.page(call.world.charges, payment_intent=call.params.get("payment_intent"), transfer_group=call.params.get("transfer_group"))


def update_charge(call: Call) -> Json:
    row = call.row(call.world.charges)
    if "metadata" in call.params:
        row["metadata"] = {} if call.params["metadata"] == "" else check_metadata({**row["metadata"], **call.params["metadata"]})
    row |= {name: call.params[name] for name in ("description", "transfer_group") if name in call.params}
    emit(call.world, "charge.updated", row)
    return row
