"""A backup is one zip: manifest.json, one JSON-lines file per table, the uploaded files, and the secret.

The same form on both engines, so a ward may begin on the embedded database and move to PostgreSQL. A backup is read in one
transaction; a restore goes into an empty installation, in one transaction, and is then compared with its manifest.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from base64 import b64encode
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, models, transaction

from guong import __version__
from guong.audit.selectors import verify
from guong.kernel import clock
from guong.kernel.errors import Invalid

FORMAT = 1
BATCH = 1000
KEPT = {"allauth.mfa"}
NOT_KEPT = {"accounts.OpenSession"}  # keys of sessions


def archived_models() -> list[type[models.Model]]:
    """Every table of ours, the join tables too, and the second steps that allauth keeps; sessions are not kept."""
    ours = [config for config in apps.get_app_configs() if config.name.startswith("guong.") or config.name in KEPT]
    models_ = [model for config in ours for model in config.get_models(include_auto_created=True)]
    return [model for model in models_ if model._meta.managed and model._meta.label not in NOT_KEPT]


def _plain(value: Any) -> Any:
    """Dates with all their microseconds: the audit chain is computed from them."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return b64encode(bytes(value)).decode()  # as the field reads it back
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"cannot archive {type(value).__name__}")


def _rows(model: type[models.Model]) -> Iterator[bytes]:
    """Canonical lines: PostgreSQL does not keep the order of keys in JSON, so they are always sorted."""
    fields = model._meta.concrete_fields
    for row in model._default_manager.order_by("pk").iterator(chunk_size=BATCH):
        values = {field.attname: getattr(row, field.attname) for field in fields}
        yield json.dumps(values, ensure_ascii=False, sort_keys=True, default=_plain).encode() + b"\n"


def write_backup(target: Path) -> dict[str, Any]:
    """Write the archive beside `target`, then move it into place; returns the manifest."""
    draft = target.with_name(f".{target.name}.part")
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "version": __version__,
        "made_at": clock.now().isoformat(),
        "tables": {},
        "files": {},
    }
    descriptor = os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as raw, zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
            with transaction.atomic():
                if connection.vendor == "postgresql":
                    connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                for model in archived_models():
                    manifest["tables"][model._meta.label] = _write_table(archive, model)
            for path in sorted(settings.MEDIA_ROOT.rglob("*")) if settings.MEDIA_ROOT.exists() else []:
                if path.is_file():
                    name = path.relative_to(settings.MEDIA_ROOT).as_posix()
                    manifest["files"][name] = hashlib.sha256(path.read_bytes()).hexdigest()
                    archive.write(path, f"files/{name}")
            archive.writestr("secret.key", settings.SECRET_KEY)
            archive.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1))
        os.replace(draft, target)
    finally:
        draft.unlink(missing_ok=True)
    return manifest


def _write_table(archive: zipfile.ZipFile, model: type[models.Model]) -> dict[str, Any]:
    count, total = 0, hashlib.sha256()
    with archive.open(f"tables/{model._meta.label}.jsonl", "w", force_zip64=True) as out:
        for line in _rows(model):
            out.write(line)
            total.update(line)
            count += 1
    return {"rows": count, "sha256": total.hexdigest()}


def read_manifest(source: Path) -> dict[str, Any]:
    """The manifest of an archive; Invalid when the file is no backup of ours."""
    try:
        with zipfile.ZipFile(source) as archive:
            manifest: dict[str, Any] = json.loads(archive.read("manifest.json"))
    except (OSError, KeyError, ValueError, zipfile.BadZipFile):
        raise Invalid(
            f"{source} không phải bản sao lưu của Gương, hoặc tệp hỏng. / is not a backup of Gương, or is damaged."
        ) from None
    if manifest.get("format") != FORMAT:
        raise Invalid("Bản sao lưu của phiên bản khác. / This backup is of another format.")
    return manifest


def restore_backup(source: Path) -> dict[str, Any]:
    """Fill an empty installation; all or nothing. Returns the manifest."""
    manifest = read_manifest(source)
    filled = [model._meta.label for model in archived_models() if model._default_manager.exists()]
    if filled:
        raise Invalid(
            "Cơ sở dữ liệu này không trống; đặt GUONG_DATA vào một thư mục mới. / "
            "This database is not empty; point GUONG_DATA to a new folder."
        )
    with zipfile.ZipFile(source) as archive, transaction.atomic():
        _restore_files(archive, manifest)
        with connection.constraint_checks_disabled():
            for model in archived_models():
                with archive.open(f"tables/{model._meta.label}.jsonl") as lines:
                    _restore_table(model, lines)
        connection.check_constraints()
        for statement in connection.ops.sequence_reset_sql(no_style(), archived_models()):
            connection.cursor().execute(statement)
    return manifest


def _restore_table(model: type[models.Model], lines: IO[bytes]) -> None:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    batch: list[models.Model] = []
    for line in lines:
        values = {name: fields[name].to_python(value) for name, value in json.loads(line).items() if name in fields}
        batch.append(model(**values))
        if len(batch) >= BATCH:
            model._default_manager.bulk_create(batch)
            batch = []
    if batch:
        model._default_manager.bulk_create(batch)


def _restore_files(archive: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    base = settings.MEDIA_ROOT.resolve()
    for name, expected in manifest["files"].items():
        target = (base / name).resolve()
        if not target.is_relative_to(base):
            raise Invalid(f"Tên tệp lạ trong bản sao lưu. / A strange file name in the backup: {name}")
        data = archive.read(f"files/{name}")
        if hashlib.sha256(data).hexdigest() != expected:
            raise Invalid(f"Tệp hỏng trong bản sao lưu. / A damaged file in the backup: {name}")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    (settings.DATA / "secret.key").write_bytes(archive.read("secret.key"))
    (settings.DATA / "secret.key").chmod(0o600)


def compare(manifest: dict[str, Any]) -> list[str]:
    """What in this installation differs from a manifest: row counts and contents, file hashes, the audit chain."""
    wrong = []
    for model in archived_models():
        expected = manifest["tables"].get(model._meta.label, {"rows": 0, "sha256": hashlib.sha256().hexdigest()})
        total, count = hashlib.sha256(), 0
        for line in _rows(model):
            total.update(line)
            count += 1
        if (count, total.hexdigest()) != (expected["rows"], expected["sha256"]):
            wrong.append(f"{model._meta.label}: {count} ≠ {expected['rows']}, hoặc nội dung khác / or contents differ")
    for name, expected_hash in manifest["files"].items():
        path = settings.MEDIA_ROOT / name
        if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != expected_hash:
            wrong.append(f"files/{name}")
    return wrong + verify()[1]
