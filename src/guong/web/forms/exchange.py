"""The upload of a member list."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _


class ListForm(forms.Form):
    file = forms.FileField(
        label=_("Member list"),
        help_text=_("Excel (.xlsx, .xls), LibreOffice (.ods) or .csv, just as the office keeps it. The order and the words of the columns do not matter."),
        error_messages={
            "required": _("Choose the file that holds the member list."),
            "empty": _("The file is empty. Choose the file that holds the member list."),
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.txt"}),
    )  # fmt: skip
    create_units = forms.BooleanField(
        label=_("Create cells that do not exist yet"), required=False,
        help_text=_("For the first list. Later leave it off: then a misspelt cell is found instead of being created."),
    )  # fmt: skip

    def clean_file(self) -> UploadedFile[bytes]:
        """Refuses what is too large before it is read into memory."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if file.size is None or file.size > settings.UPLOAD_LIMIT:
            raise forms.ValidationError(
                _(
                    "The file is larger than %(limit)s MB. A member list is far smaller: save the list alone and send that."
                ),
                params={"limit": settings.UPLOAD_LIMIT // 1024 // 1024},
            )
        return file
