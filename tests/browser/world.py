"""A small office for the browser: the cast, with passwords, in an embedded database. Run as a process of its own."""

from __future__ import annotations

import os
import sys

import django

PASSWORD = "muc-xanh-giay-sang-7"


def build() -> None:
    """Tables, the cast, one password for all, and one document."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guong.web.settings")
    django.setup()
    from datetime import date

    from django.core.management import call_command

    from guong.accounts.services import set_password
    from guong.directives.services import register_directive
    from tests.cast import SYSTEM, build_cast

    call_command("migrate", verbosity=0)
    cast = build_cast()
    for account in cast.accounts.values():
        set_password(actor=SYSTEM, account=account, password=PASSWORD)
    register_directive(
        actor=SYSTEM, unit=cast.ward, symbol="34-KH/ĐU", issued_on=date(2026, 2, 9), issuer="Đảng ủy phường Mai Khê",
        kind="plan", title="Tổ chức đợt sinh hoạt “Tự soi, tự sửa”",
    )  # fmt: skip
    sys.stdout.write(f"{cast.ward.pk} {cast.cell.pk} {cast.front.pk}\n")


if __name__ == "__main__":
    build()
