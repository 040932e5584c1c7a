"""`guong copies`: where texts of a folder run word for word alike (no database, nothing stored); fingerprints made anew."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

import click

from guong.cli import common
from guong.copies.collection import Comparison, Pair, compare
from guong.copies.files import Folder, decode, read_cells, read_folder
from guong.copies.services import refresh_prints


@click.group()
def copies() -> None:
    """Tìm những đoạn giống nhau giữa các bản tự soi.

    Find the passages that texts of a folder have in common.
    """


@copies.command("compare")
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--template",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Tệp chứa lời in sẵn trên mẫu; lời ấy không tính là chép. / File with the words printed on the form: never a copy.",
)
@click.option(
    "--units",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Tệp CSV “id;unit”: bản nào của chi bộ nào. / CSV “id;unit”: which report is of which cell.",
)
@click.option("--json", "as_json", is_flag=True, help="In JSON. / Print JSON.")
def compare_folder(folder: Path, template: Path | None, units: Path | None, as_json: bool) -> None:
    """So từng bản (mỗi tệp *.txt trong DIR) với mọi bản khác và chỉ ra đoạn giống nhau.

    Chỉ so chữ, không xét ý; kết quả là gợi ý để người viết xem lại, không phải kết luận. Mã thoát: 0 xong (dù có đoạn giống
    hay không), 1 có tệp đọc không được, 2 dùng sai.

    Compare every report (each *.txt in DIR) with all others and show what they have in common. It compares letters, never
    meaning; what it shows is a hint to the author, not a finding. Exit codes: 0 done (whether or not passages were found), 1 a
    file could not be read, 2 used wrongly.
    """
    begun = time.monotonic()
    reports = read_folder(folder)
    cells = _cells(units, reports)
    names = sorted(set(cells.values()))
    numbers = {name: number for number, name in enumerate(names)}
    found = compare(
        list(reports.texts.values()), template=_template(template),
        cells=[numbers[cells[report]] if report in cells else -1 for report in reports.texts] if cells else None,
    )  # fmt: skip
    seconds = time.monotonic() - begun
    ids = list(reports.texts)
    if as_json:
        common.show(_as_json(found, ids, names, reports, seconds))
    else:
        _say(found, ids, names, seconds)
    for name, why in reports.wrong:
        click.echo(f"{name}: đọc không trọn vẹn. / could not be read cleanly. [{why}]", err=True)
    sys.exit(common.FOUND_WRONG if reports.wrong else 0)


@copies.command("refresh")
def refresh() -> None:
    """Lập lại dấu của những bản đã nộp: sau khi nâng cấp hoặc đổi khóa bí mật.

    Make the fingerprints of what was handed in that are missing, or were made under another secret.
    """
    with common.plain_errors():
        made = refresh_prints(actor=common.system("copies"))
    click.echo(f"{made} bản đã lập lại dấu. / {made} fingerprints made.")


def _read(path: Path) -> str:
    try:
        text, clean = decode(path.read_bytes())
    except OSError as error:
        common.fail(f"{path.name}: không đọc được. / cannot be read. [{error.strerror}]")
    if not clean:
        common.fail(f"{path.name}: không phải UTF-8; lưu lại ở dạng UTF-8. / is not UTF-8; save it as UTF-8.")
    return text


def _template(path: Path | None) -> str:
    return _read(path) if path else ""


def _cells(path: Path | None, reports: Folder) -> dict[str, str]:
    if path is None:
        return {}
    try:
        found = read_cells(_read(path), reports.texts)
    except ValueError as error:
        common.fail(f"{path.name}, dòng {error}: cần hai cột “id;unit”. / line {error}: needs two columns “id;unit”.")
    known = {report: cell for report, cell in found.items() if report in reports.texts}
    if found and reports.texts and not known:
        common.fail(
            f"{path.name}: không mã nào trùng với tên tệp trong thư mục. / no id is the name of a file in the folder."
        )
    return known


def _as_json(found: Comparison, ids: list[str], names: list[str], reports: Folder, seconds: float) -> dict[str, Any]:
    return {
        "reports": len(ids),
        "seconds": round(seconds, 3),
        "pairs": [_pair(pair, ids) for pair in found.pairs],
        "units": [
            {"unit": names[cell], "uniformity": round(share, 4)} for cell, share in sorted(found.uniformity.items())
        ],
        "unreadable": [name for name, _ in reports.wrong],
    }


def _pair(pair: Pair, ids: list[str]) -> dict[str, Any]:
    return {
        "a": ids[pair.a], "b": ids[pair.b], "words": pair.words, "share": round(pair.share, 4),
        "passages": [[p.a0, p.a1, p.b0, p.b1] for p in pair.passages],
    }  # fmt: skip


def _say(found: Comparison, ids: list[str], names: list[str], seconds: float) -> None:
    if found.pairs:
        width = max(len(ids[n]) for pair in found.pairs for n in (pair.a, pair.b))
        click.echo(f"{'Bản / report':<{width}}  {'giống / like':<{width}}  {'chữ':>6}  {'phần':>5}  {'đoạn':>4}")
    for pair in found.pairs:
        click.echo(
            f"{ids[pair.a]:<{width}}  {ids[pair.b]:<{width}}  {pair.words:>6}  {pair.share:>4.0%}  {len(pair.passages):>4}"
        )
    for cell, share in sorted(found.uniformity.items()):
        if share > 0:
            click.echo(
                f"{names[cell]}: {share:.0%} lời viết giống nhau trong cả chi bộ. / of the words are the cell's."
            )
    click.echo(
        f"{len(ids)} bản, {len(found.pairs)} cặp có đoạn giống nhau, {seconds:.1f} giây. / "
        f"{len(ids)} reports, {len(found.pairs)} pairs with passages in common, {seconds:.1f} s."
    )
