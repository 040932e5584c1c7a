"""`guong backup` and `guong restore`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from guong.cli import archive, common


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--json", "as_json", is_flag=True, help="In JSON. / Print JSON.")
def backup(file: Path, as_json: bool) -> None:
    """Sao lưu mọi dữ liệu và tệp vào FILE (zip). Bản sao lưu chứa dữ liệu riêng: cất nơi an toàn.

    Back up all data and files into FILE (zip). It holds personal data: keep it safe.
    """
    with common.plain_errors():
        try:
            manifest = archive.write_backup(file.resolve())
        except OSError as error:
            common.fail(f"Không ghi được / cannot write {file}: {error}")
    rows = sum(table["rows"] for table in manifest["tables"].values())
    if as_json:
        common.show({"file": str(file), "rows": rows, "files": len(manifest["files"])})
    else:
        click.echo(f"{file}: {rows} dòng / rows, {len(manifest['files'])} tệp / files")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--verify", is_flag=True, help="So lại từng bảng, tệp và nhật ký. / Compare tables, files and the log afterwards."
)
@click.option("--json", "as_json", is_flag=True, help="In JSON. / Print JSON.")
def restore(file: Path, verify: bool, as_json: bool) -> None:
    """Phục hồi FILE vào một bản cài đặt còn trống. / Restore FILE into an empty installation."""
    with common.plain_errors():
        common.migrate()
        manifest = archive.restore_backup(file)
        wrong = archive.compare(manifest) if verify else []
    rows = sum(table["rows"] for table in manifest["tables"].values())
    if as_json:
        common.show({"rows": rows, "files": len(manifest["files"]), "verified": verify, "differences": wrong})
    else:
        click.echo(f"{rows} dòng / rows, {len(manifest['files'])} tệp / files")
        for line in wrong:
            click.echo(f"  ✗ {line}")
        if verify and not wrong:
            click.echo("Giống hệt bản sao lưu. / Equal to the backup.")
    sys.exit(common.FOUND_WRONG if wrong else 0)
