"""How a file leaves the house. Check who may have it before."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.http.response import HttpResponseBase

from . import shelves
from .stored import StoredFile


def serve(stored: StoredFile, *, preview: bool = False) -> HttpResponseBase:
    """The download: an attachment from disk, or a link of five minutes into the private bucket. `preview`: the small picture instead."""
    if preview:
        return serve_preview(stored)
    if shelves.is_bucket():
        return HttpResponseRedirect(shelves.link(str(stored.file.name), stored.name))
    try:
        content = stored.file.open("rb")
    except FileNotFoundError:
        raise Http404("The file is gone.") from None
    return FileResponse(content, as_attachment=True, filename=stored.name, content_type=shelves.OCTETS)


def serve_preview(stored: StoredFile) -> HttpResponseBase:
    """The small picture of an image, made by us, to be shown in a page. Raises Http404 where there is none."""
    if not stored.preview:
        raise Http404("There is no preview.")
    try:
        with shelves.reached():
            content = default_storage.open(stored.preview, "rb")
    except FileNotFoundError:
        raise Http404("The preview is gone.") from None
    headers = {"Cache-Control": "private, max-age=86400, immutable", "X-Content-Type-Options": "nosniff"}
    return FileResponse(content, content_type="image/webp", headers=headers)
