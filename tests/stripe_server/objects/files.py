"""Uploads: evidence for disputes."""

from pathlib import PurePath

from ..calls import Call
from ..errors import Json, Refusal
from ..forms import Upload

LARGEST = 5 * 1024 * 1024  # of dispute evidence
MAGIC = {b"%PDF": ("pdf", "application/pdf"), b"\x89PNG": ("png", "image/png"), b"\xff\xd8\xff": ("jpg", "image/jpeg")}


def create(call: Call) -> Json:
    upload, purpose = call.params["file"], call.params["purpose"]
    if not isinstance(upload, Upload):
        raise Refusal("Invalid file: must be an uploaded file.", param="file", ours=True)
    kind = next((kind for magic, (kind, _) in MAGIC.items() if upload.content.startswith(magic)), None)
    if purpose == "dispute_evidence" and kind is None:
        raise Refusal("Uploads of dispute evidence must be PDF, JPEG or PNG.", param="file")
    if len(upload.content) > LARGEST:
        raise Refusal("File is too large.", code="file_too_large", param="file")
    file_id = call.world.new_id("file")
    return call.world.files.add(
        {
            "id": file_id,
            "object": "file",
            "created": call.world.now(),
            "expires_at": None,
            "filename": PurePath(upload.filename).name,
            "links": {"object": "list", "data": [], "has_more": False, "url": f"/v1/file_links?file={file_id}"},
            "purpose": purpose,
            "size": len(upload.content),
            "title": None,
            "type": kind,
            "url": f"{call.base_url}/v1/files/{file_id}/contents",
            "_content": upload.content,
        }
    )


def retrieve(call: Call) -> Json:
    return call.row(call.world.files)


def listing(call: Call) -> Json:
    return call.page(call.world.files, purpose=call.params.get("purpose"))
