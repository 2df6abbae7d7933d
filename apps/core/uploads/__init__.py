"""Files that people send: checked by content, kept privately, served as attachments."""

from .checking import ACCEPT, ENDINGS, FILE_LIMIT, FILES_LIMIT, KINDS, PLAIN, ZIPPED, check_upload, clean_name
from .fields import FilesField, FilesForm, FilesInput
from .serving import serve, serve_preview
from .stored import StoredFile, upload_path

__all__ = [
    "ACCEPT",
    "ENDINGS",
    "FILES_LIMIT",
    "FILE_LIMIT",
    "KINDS",
    "PLAIN",
    "ZIPPED",
    "FilesField",
    "FilesForm",
    "FilesInput",
    "StoredFile",
    "check_upload",
    "clean_name",
    "serve",
    "serve_preview",
    "upload_path",
]
