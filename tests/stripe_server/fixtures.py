"""`stripe_server`: one per test, and the test fails when it sent something that Stripe's typed definitions do not know."""

from collections.abc import Iterator

import pytest
import stripe

from .server import StripeServer


@pytest.fixture
def stripe_server() -> Iterator[StripeServer]:
    """A fresh server. A test that sends a wrong request on purpose empties `stripe_server.state.violations` itself."""
    with StripeServer(seed=20) as server:
        yield server
    if server.state.violations:
        pytest.fail("Stripe would have refused:\n" + "\n".join(server.state.violations))


@pytest.fixture
def stripe_client(stripe_server: StripeServer) -> stripe.StripeClient:
    """The SDK, speaking with the server."""
    return client_of(stripe_server)


def client_of(server: StripeServer, key: str | None = None) -> stripe.StripeClient:
    return stripe.StripeClient(key or server.key, base_addresses=server.base_addresses, max_network_retries=0)  # type: ignore[arg-type]
