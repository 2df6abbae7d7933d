"""The one form field for files.

A form that takes files inherits from FilesForm and is given `by`, who sends it. Its `files` are what StoredFile.store takes.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from .checking import ACCEPT, FILE_LIMIT, FILES_LIMIT, check_upload


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, `most` of them at most, each checked by its content; its value is a list for StoredFile.store."""

    def __init__(self, most: int = FILES_LIMIT, **options: Any) -> None:
        widget = FilesInput({"accept": ACCEPT, "data-files": "", "data-limit": FILE_LIMIT, "data-most": most})
        super().__init__(widget=widget, **({"required": False} | options))
        self.most = most

    def clean(self, value: Any, initial: Any = None) -> list[Any]:
        uploads = [upload for upload in (value if isinstance(value, list | tuple) else [value]) if upload]
        problems: list[ValidationError] = []
        for upload in uploads:
            try:
                check_upload(upload)
            except ValidationError as problem:
                problems += problem.error_list
        if len(uploads) > self.most:
            problems.append(ValidationError(f"{self.most} files at most."))
        if problems:
            raise ValidationError(problems)
        if self.required and not uploads:
            raise ValidationError(self.error_messages["required"], code="required")
        return uploads


class FilesForm(forms.Form):
    """A form with a FilesField; `by` is whose files they are."""

    def __init__(self, *args: Any, by: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.by = by
