"""The one form field for files.

A form that takes files inherits from FilesForm and is given `by`, who sends it. Its files are then in the storage before anything else of
the form is looked at: they survive an error in another field, and a storage that does not answer is an error of this one. What the field
gives back is for StoredFile.store.
"""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString

from apps.core.errors import Refused

from .checking import ACCEPT, FILE_LIMIT, FILES_LIMIT, check_upload
from .row import Upload
from .stored import Sent
from .taking import USED, take


@dataclass(frozen=True, slots=True)
class Received:
    """What a form brought: files, and ids of uploads that were sent ahead of it."""

    files: list[UploadedFile[Any]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.files or self.ids)


class FilesInput(forms.FileInput):
    """The input, and below it what is in the storage already: each can be left out again."""

    allow_multiple_selected = True
    kept: tuple[Upload, ...] = ()

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Received:
        ids = data.getlist(f"{name}-kept") if isinstance(data, MultiValueDict) else data.get(f"{name}-kept", [])
        found = files.getlist(name) if isinstance(files, MultiValueDict) else files.get(name, []) if files else []
        several = found if isinstance(found, list | tuple) else [found]
        return Received([one for one in several if one], list(ids))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not self.value_from_datadict(data, files, name)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = super().render(name, value, {**(attrs or {}), "data-name": f"{name}-kept"}, renderer)
        return render_to_string("components/files_input.html", {"input": chosen, "name": f"{name}-kept", "kept": self.kept})


class FilesField(forms.FileField):
    """Several files, `most` of them at most, each checked by its content; its value is a list for StoredFile.store."""

    def __init__(self, most: int = FILES_LIMIT, **options: Any) -> None:
        widget = FilesInput({"accept": ACCEPT, "data-files": "", "data-limit": FILE_LIMIT, "data-most": most})
        super().__init__(widget=widget, **({"required": False} | options))
        self.most, self.by = most, None

    def get_bound_field(self, form: Any, field_name: str) -> forms.BoundField:
        self.by = getattr(form, "by", None)
        if self.by is not None:
            self.widget.attrs["data-direct"] = reverse("uploads:announce")
        return super().get_bound_field(form, field_name)

    def clean(self, value: Any, initial: Any = None) -> list[Sent]:
        received = value if isinstance(value, Received) else Received(value if isinstance(value, list) else [value] if value else [])
        ahead = self.sent_ahead(received.ids)
        self.widget.kept = tuple(ahead)
        if len(received.files) + len(received.ids) > self.most:
            raise ValidationError(f"{self.most} files at most.")
        if len(ahead) < len(received.ids):
            raise ValidationError(USED)
        if not received and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return [*ahead, *self.store_all(received.files)]

    def store_all(self, files: list[UploadedFile[Any]]) -> list[Sent]:
        """Raises ValidationError for those that are not taken; the others are kept, for the form when it is sent again."""
        stored: list[Sent] = []
        problems: list[ValidationError] = []
        for one in files:
            try:
                check_upload(one)
                stored.append(self.store(one))
            except ValidationError as problem:
                problems += problem.error_list
            except Refused as refusal:  # the storage does not answer, or this person has sent too much today
                raise ValidationError([*problems, ValidationError(refusal.sentence)]) from None
        if problems:
            raise ValidationError(problems)
        return stored

    def sent_ahead(self, ids: list[str]) -> list[Upload]:
        """Those of one's own, in the order they were sent. One that is in use passes: its verb knows whether this is the same form again."""
        keys = list(dict.fromkeys(UUID(one) for one in ids[:100] if is_uuid(one)))
        if not keys or self.by is None:
            return []
        own = Upload.objects.filter(pk__in=keys, owner=self.by, status__in=("checked", "claimed"))
        return sorted(own, key=lambda upload: keys.index(upload.pk))

    def store(self, upload: UploadedFile[Any]) -> Sent:
        if self.by is None:
            return upload
        taken = take(upload, by=self.by)
        self.widget.kept = (*self.widget.kept, taken)
        return taken


class FilesForm(forms.Form):
    """A form with a FilesField; `by` is whose files they are."""

    def __init__(self, *args: Any, by: Any = None, **options: Any) -> None:
        self.by = by
        super().__init__(*args, **options)

    def carry(self, typed: Any, files: Any) -> None:
        """The form is shown once more before it is sent, with the files that were chosen so far."""
        for name, one in self.fields.items():
            if isinstance(one, FilesField):
                bound = self[name]
                try:
                    one.clean(one.widget.value_from_datadict(typed, files, bound.html_name))
                except ValidationError as problem:
                    self.errors[name] = self.error_class(problem.messages)


def is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
