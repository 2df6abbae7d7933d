"""How a file leaves the house. Check who may have it before."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.http.response import HttpResponseBase

from .stored import StoredFile


def serve(stored: StoredFile) -> HttpResponseBase:
    """The download: an attachment from disk, or an expiring link of the private bucket."""
    if hasattr(default_storage, "bucket_name"):
        disposition = {"ResponseContentDisposition": f'attachment; filename="{stored.name.encode("ascii", "replace").decode()}"'}
        return HttpResponseRedirect(default_storage.url(stored.file.name, parameters=disposition))  # type: ignore[call-arg]
    try:
        content = stored.file.open("rb")
    except FileNotFoundError:
        raise Http404("The file is gone.") from None
    return FileResponse(content, as_attachment=True, filename=stored.name, content_type="application/octet-stream")


def serve_preview(stored: StoredFile) -> HttpResponseBase:
    """The small picture of an image, to be shown in a page. Raises Http404 where there is none."""
    if not stored.preview:
        raise Http404("There is no preview.")
    try:
        content = default_storage.open(stored.preview, "rb")
    except FileNotFoundError:
        raise Http404("The preview is gone.") from None
    response = FileResponse(content, content_type="image/webp")
    response["Cache-Control"] = "private, max-age=3600"
    response["X-Content-Type-Options"] = "nosniff"
    return response
