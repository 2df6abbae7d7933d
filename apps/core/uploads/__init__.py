"""Files that people send: checked by content, kept privately, served as attachments."""

from .checking import ACCEPT, ENDINGS, FILE_LIMIT, FILES_LIMIT, KINDS, PLAIN, ZIPPED, check_upload, clean_name
from .fields import FilesField, FilesForm, FilesInput
from .row import Upload
from .serving import serve, serve_preview
from .shelves import StorageDown, reached
from .stored import Sent, StoredFile, StoredFileQuerySet, storing, upload_path
from .sweeping import sweep_due
from .taking import claim, let_go, put, take, throw_away

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
    "Sent",
    "StorageDown",
    "StoredFile",
    "StoredFileQuerySet",
    "Upload",
    "check_upload",
    "claim",
    "clean_name",
    "let_go",
    "put",
    "reached",
    "serve",
    "serve_preview",
    "storing",
    "sweep_due",
    "take",
    "throw_away",
    "upload_path",
]
