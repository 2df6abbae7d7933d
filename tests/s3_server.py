"""A bucket on loopback: moto's S3 server, behind a gate that is as strict as S3 where moto is not.

The gate holds browsers to the policy of their form (signature, expiry, key, type, size) and lets nobody read without a signed link that still
holds. It can fail (`is_down`), be slow to take what browsers post (`pause`, in seconds), and live in another hour (`hours`).
"""

import base64
import hashlib
import hmac
import io
import json
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

import boto3
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

KEY, SECRET, REGION, NAME = "loopback", "a-secret-of-loopback", "eu-central-1", "media"
UNSIGNED = {"policy", "x-amz-signature", "file"}


class Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:
        pass


class Bucket:
    def __init__(self) -> None:
        self.is_down, self.hours, self.pause = False, 0.0, 0.0
        self.refusals: list[str] = []
        self.moto = DomainDispatcherApplication(create_backend_app)
        self.server = make_server("127.0.0.1", 0, self.gate, threaded=True, request_handler=Quiet)
        self.url = f"http://127.0.0.1:{self.server.port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        words = {"endpoint_url": self.url, "region_name": REGION, "aws_access_key_id": KEY, "aws_secret_access_key": SECRET}
        self.client: Any = boto3.client("s3", **words)
        with suppress(self.client.exceptions.BucketAlreadyOwnedByYou):  # moto's world is the process's
            self.client.create_bucket(Bucket=NAME, CreateBucketConfiguration={"LocationConstraint": REGION})

    def stop(self) -> None:
        self.server.shutdown()

    @property
    def keys(self) -> set[str]:
        return {one["Key"] for one in self.client.list_objects_v2(Bucket=NAME).get("Contents", [])}

    def empty(self) -> None:
        self.is_down, self.hours, self.pause = False, 0.0, 0.0
        for key in self.keys:
            self.client.delete_object(Bucket=NAME, Key=key)

    @property
    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(hours=self.hours)

    def gate(self, environ: Any, start: Any) -> Any:
        length = int(environ.get("CONTENT_LENGTH") or 0)
        body = environ["wsgi.input"].read(length) if length else b""
        environ["wsgi.input"] = io.BytesIO(body)
        refusal = "ServiceUnavailable" if self.is_down else self.refusal(Request(environ))
        environ["wsgi.input"] = io.BytesIO(body)
        if refusal:
            self.refusals.append(refusal)
            return Response(f"<Error><Code>{refusal}</Code></Error>", 503 if self.is_down else 403, content_type="application/xml")(environ, start)
        return self.moto(environ, start)

    def refusal(self, request: Request) -> str:
        """Why S3 would not do it; empty where it would."""
        if request.method == "POST" and request.mimetype == "multipart/form-data":
            time.sleep(self.pause)
            return self.policy_refusal(request)
        if request.method == "GET" and "Authorization" not in request.headers:
            asked = {name: values[0] for name, values in parse_qs(request.query_string.decode()).items()}
            if "X-Amz-Signature" not in asked:
                return "AccessDenied"
            signed = datetime.strptime(asked["X-Amz-Date"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            return "AccessDenied: expired" if self.now > signed + timedelta(seconds=int(asked["X-Amz-Expires"])) else ""
        return ""

    def policy_refusal(self, request: Request) -> str:
        fields = {name.lower(): value for name, value in request.form.items()}
        if not hmac.compare_digest(signature(fields.get("policy", ""), fields.get("x-amz-credential", "")), fields.get("x-amz-signature", "")):
            return "SignatureDoesNotMatch"
        policy = json.loads(base64.b64decode(fields["policy"]))
        if self.now > datetime.fromisoformat(policy["expiration"]):
            return "AccessDenied: expired"
        fields["bucket"] = request.path.split("/")[1]
        covered = set()
        for one in policy["conditions"]:
            rule = ["eq", f"${next(iter(one))}", next(iter(one.values()))] if isinstance(one, dict) else one
            if rule[0] == "content-length-range":
                if not rule[1] <= len(request.files["file"].read()) <= rule[2]:
                    return "EntityTooLarge"
                continue
            name = rule[1].removeprefix("$").lower()
            covered.add(name)
            if not (fields.get(name) == rule[2] if rule[0] == "eq" else fields.get(name, "").startswith(rule[2])):
                return f"AccessDenied: {name}"
        return "AccessDenied: extra fields" if set(fields) - covered - UNSIGNED else ""


def signature(policy: str, credential: str) -> str:
    """AWS Signature Version 4 of a form's policy."""
    key = f"AWS4{SECRET}".encode()
    for part in [*credential.split("/")[1:4], "aws4_request"]:
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return hmac.new(key, policy.encode(), hashlib.sha256).hexdigest()
