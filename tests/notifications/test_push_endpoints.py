"""Endpoints come from strangers: whatever they say, nothing inside is connected to.

Every connection that the process tries is counted by a guard, and those to addresses inside really go to a listener on loopback, which counts too.
The controls send to the same endpoints as one would without thinking of it, and do connect.
"""

import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from requests.adapters import HTTPAdapter

from apps.notifications.models import PushSubscription
from apps.notifications.push import vapid
from apps.notifications.push.addresses import is_public
from apps.notifications.push.forms import SubscriptionForm
from apps.notifications.push.sending import wire_send
from apps.notifications.transport import Later, Rejected

from .hostile import ENDPOINTS, PUBLIC, RESOLVES_INSIDE
from .servers.push import Device, PushServer

KNOWN = "https://updates.push.services.mozilla.com/wpush/v2/secret"
KEYS = Device("")


class Listener:
    """Counts who connects."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=200)
        self.port = self.socket.getsockname()[1]
        self.count = 0
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.count += 1
            connection.close()


class Net:
    """Names as the test says, and every connection counted: those inside reach the listener, those outside nobody."""

    def __init__(self, listener: Listener) -> None:
        self.listener = listener
        self.names: dict[str, list[list[str]]] = {}  # name → its answers, one after the other; the last one stays
        self.asked: list[str] = []
        self.inside: list[Any] = []
        self.outside: list[Any] = []
        self.allowed: set[int] = {listener.port}

    def look_up(self, host: Any, port: Any, *args: Any, **words: Any) -> list[Any]:
        name = (host.decode() if isinstance(host, bytes) else str(host)).lower()
        self.asked.append(name)
        if any(
            name.endswith(end) for end in ("nip.io", "sslip.io", "localtest.me", "lvh.me", "localhost", "localhost.", "localdomain", "ip6-localhost")
        ):
            return self.answer(["127.0.0.1"], port)
        if name in ("redis", "mongodb", "db.internal", "metadata.google.internal"):
            return self.answer(["10.0.0.9"], port)
        answers = self.names.get(name)
        if answers:
            return self.answer(answers.pop(0) if len(answers) > 1 else answers[0], port)
        return real_look_up(host, port, 0, socket.SOCK_STREAM, 0, socket.AI_NUMERICHOST)

    def answer(self, addresses: list[str], port: Any) -> list[Any]:
        return [found for one in addresses for found in real_look_up(one, port, 0, socket.SOCK_STREAM, 0, socket.AI_NUMERICHOST)]

    def connect(self, connection: socket.socket, address: Any) -> None:
        if address[1] in self.allowed - {self.listener.port}:
            return real_connect(connection, address)
        if ipaddress.ip_address(address[0].partition("%")[0]).is_global and address[0] == PUBLIC:
            self.outside.append(address)
            raise OSError("nobody there")
        self.inside.append(address)
        if connection.family == socket.AF_INET6:
            raise OSError("counted")
        return real_connect(connection, ("127.0.0.1", self.listener.port))


real_connect, real_look_up = socket.socket.connect, socket.getaddrinfo


@pytest.fixture
def net(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Net]:
    settings.VAPID_PRIVATE_KEY, settings.VAPID_PUBLIC_KEY = vapid.new_keys()
    settings.PUSH_TIMEOUT = 1.0
    listener = Listener()
    net = Net(listener)
    monkeypatch.setattr(socket, "getaddrinfo", net.look_up)
    monkeypatch.setattr(socket.socket, "connect", lambda connection, address: net.connect(connection, address))

    def net_connect_ex(connection: socket.socket, address: Any) -> int:
        net.connect(connection, address)
        return 0

    monkeypatch.setattr(socket.socket, "connect_ex", net_connect_ex)
    yield net
    listener.socket.close()


def ours(endpoint: str) -> None:
    wire_send(PushSubscription(endpoint=endpoint, p256dh=KEYS.p256dh, auth="A" * 22), b"{}", {"TTL": "60"})


class Careless(HTTPAdapter):
    """One TLS context for all: making one takes longer than everything else here."""

    def init_poolmanager(self, *args: Any, **words: Any) -> None:
        super().init_poolmanager(*args, **words, ssl_context=CONTEXT)


CONTEXT = ssl.create_default_context()
SENDER = requests.Session()
SENDER.mount("https://", Careless())


def naive(endpoint: str) -> None:
    """The control: what a sender does that thinks of nothing."""
    SENDER.post(endpoint, data=b"{}", headers={"TTL": "60"}, timeout=0.3)


def checked_before(endpoint: str) -> None:
    """The control of rebinding: the name is looked up and found public, then looked up again by whoever connects."""
    host = endpoint.split("/")[2]
    assert all(is_public(str(found[4][0])) for found in socket.getaddrinfo(host, 443))
    naive(endpoint)


def connections(net: Net, send: Callable[[str], None], endpoint: str) -> int:
    before = len(net.inside)
    with suppress(Rejected, Later, requests.RequestException, ValueError, OSError):
        send(endpoint)
    return len(net.inside) - before


def test_hostile_endpoints_connect_to_nothing(net: Net) -> None:
    endpoints = [endpoint.replace("{port}", str(net.listener.port)) for endpoint in ENDPOINTS]
    assert len(set(endpoints)) >= 150
    for endpoint in endpoints:
        with pytest.raises(Rejected):
            ours(endpoint)
        assert not SubscriptionForm({"endpoint": endpoint, "p256dh": KEYS.p256dh, "auth": "A" * 22}).is_valid(), endpoint
    assert (net.inside, net.outside, net.listener.count) == ([], [], 0)
    assert net.asked == [], "not even a name server was asked"
    led_inside = sum(connections(net, naive, endpoint) > 0 for endpoint in endpoints)
    print(f"\n{len(endpoints)} hostile endpoints: 0 connections; without the guard {led_inside} of them connect inside")
    assert led_inside >= 80, "the control connects"
    assert net.listener.count > 0


def test_known_services_whose_names_lead_inside_are_not_connected_to(net: Net) -> None:
    cases = [[address] for address in RESOLVES_INSIDE] + [[PUBLIC, "10.0.0.1"], ["127.0.0.1", PUBLIC], ["::1", PUBLIC]]
    host = KNOWN.split("/")[2]
    for addresses in cases:
        net.names[host] = [addresses]
        with pytest.raises(Rejected, match="not public"):
            ours(KNOWN)
    assert (net.inside, net.outside, net.listener.count) == ([], [], 0)
    reached = 0
    for addresses in cases:
        net.names[host] = [addresses]
        reached += connections(net, naive, KNOWN) > 0
    print(f"\n{len(cases)} names that lead inside: 0 connections; without the guard {reached}")
    assert reached >= len(cases) - 3


def test_a_name_that_changes_its_mind_is_asked_once(net: Net) -> None:
    """DNS rebinding: public when it is checked, loopback when it is connected to."""
    host = KNOWN.split("/")[2]
    for _ in range(20):
        net.names[host] = [[PUBLIC], ["127.0.0.1"]]
        net.asked.clear()
        with pytest.raises(Later):
            ours(KNOWN)
        assert net.asked == [host]
    assert net.inside == [] and net.listener.count == 0
    assert {address[0] for address in net.outside} == {PUBLIC}, "the very address that was checked"
    net.names[host] = [[PUBLIC], ["127.0.0.1"]]
    assert connections(net, checked_before, KNOWN) == 1, "the control is led inside"


def test_redirects_to_the_inside_are_not_followed(net: Net, settings: Any) -> None:
    with PushServer() as server:
        net.allowed.add(server.server_port)
        settings.PUSH_HOSTS = [server.origin]
        words = server.subscribe()
        for _ in range(10):
            server.faults.fail_next("redirecting")
            assert wire_send(PushSubscription(**words), b"{}", {"TTL": "60"}).status == 307
        assert sum(server.faults.count.values()) == server.connections == 10 and net.inside == []
        server.faults.fail_next("redirecting")
        naive(words["endpoint"])
        assert sum(server.faults.count.values()) == 12, "the control follows"


def test_the_operators_own_origin_is_exact(net: Net, settings: Any) -> None:
    """An origin that PUSH_HOSTS names is let in as it stands: no other port, scheme, or longer name with it."""
    settings.PUSH_HOSTS = ["http://127.0.0.1:9", "push.example", "*.push.example"]
    for endpoint in (
        "http://127.0.0.1/",
        "http://127.0.0.1:99/",
        "https://127.0.0.1:9/",
        "http://127.0.0.1:9@x/",
        "http://push.example/",
        "https://xpush.example/",
    ):
        with pytest.raises(Rejected):
            ours(endpoint)
    net.names |= {"push.example": [["127.0.0.1"]], "a.push.example": [["10.0.0.1"]]}
    for endpoint in ("https://push.example/", "https://a.push.example/"):
        with pytest.raises(Rejected, match="not public"):
            ours(endpoint)
    assert (net.inside, net.listener.count) == ([], 0)


def test_a_certificate_that_nobody_vouches_for_is_refused(settings: Any, tmp_path: Path) -> None:
    settings.VAPID_PRIVATE_KEY, settings.VAPID_PUBLIC_KEY = vapid.new_keys()
    certificate, key = self_signed(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with PushServer() as server:
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        origin = server.origin.replace("http://", "https://")
        settings.PUSH_HOSTS = [origin]
        with pytest.raises(Later, match="certificate"):
            ours(f"{origin}/push/x")
        assert server.problems == []


def self_signed(folder: Path) -> tuple[Path, Path]:
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
    made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1)).add_extension(address, critical=False)
    (folder / "certificate.pem").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    words = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(words)
    return folder / "certificate.pem", folder / "key.pem"


@pytest.mark.parametrize("address", ["93.184.215.14", "8.8.8.8", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::808:808", "2002:808:808::"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", [*RESOLVES_INSIDE, "no address", "", "1"])
def test_addresses_that_are_not(address: str) -> None:
    assert not is_public(address)
