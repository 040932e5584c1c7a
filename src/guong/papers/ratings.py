"""The minutes of a secret vote, in three copies, and the list of levels that is made public (R38, R45)."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from guong.kernel import clock
from guong.kernel.actor import Actor
from guong.kernel.errors import Invalid
from guong.org.models import Unit
from guong.papers import docx
from guong.papers.compose.words import archive_of, long_day
from guong.papers.letterhead import head_of, signer_of
from guong.papers.services import note_paper
from guong.papers.shapes import Block, Column, Lines, Paper, Para, Section, Signature, Table
from guong.papers.xlsx.plain import render_table
from guong.ratings import rules
from guong.ratings.enums import Level, Subject
from guong.ratings.models import Ballot, Campaign, Publication, Rating
from guong.ratings.schemebook import Book

_VOTES = (
    Column("Đồng chí (tập thể)", 5), Column("Hợp lệ", 2, "center"), Column("Không hợp lệ", 2, "center"),
    Column("Xuất sắc", 2, "center"), Column("Tốt", 2, "center"), Column("Hoàn thành", 2, "center"),
    Column("Không hoàn thành", 2, "center"),
)  # fmt: skip
_LIST = (
    Column("TT", 1, "center"), Column("Họ và tên", 4), Column("Chức vụ", 5), Column("Đơn vị", 4), Column("Mức xếp loại", 4),
)  # fmt: skip
COPIES = 3


_FORM = (Column("Tiêu chí", 9), Column("Điểm tối đa", 2, "center"), Column("Tự chấm", 2, "center"))
_CHOICE = (
    Column("Đồng chí (tập thể)", 5), Column("Xuất sắc", 2, "center"), Column("Tốt", 2, "center"),
    Column("Hoàn thành", 2, "center"), Column("Không hoàn thành", 2, "center"),
)  # fmt: skip


def form_paper(campaign: Campaign) -> Paper:
    """The form of the frozen scheme to fill in by hand (law 9): lines, conditions, levels."""
    book = Book(campaign.scheme)
    lines = book.lines(Subject.PERSON)
    rows = tuple((str(line["name"]), rules.show_points(int(line["points"])), "") for line in lines)
    conditions = [
        str(one["text"])
        for row in book.levels
        for one in rules.conditions(book.levels, str(row["code"]), Subject.PERSON)
    ]
    blocks: list[Block] = [
        Para("............................................................", lead="Họ và tên: "),
        Para("............................................................", lead="Chi bộ: "),
        Table(_FORM, rows, ("Cộng", "100", "")),
        Section("Căn cứ, minh chứng"), Lines(4),
        Section("Những điều kiện đã đạt (đánh dấu)"), *(Para(f"□ {text}") for text in conditions),
        Section("Mức tự xếp loại (đánh dấu một mức)"), *(Para(f"□ {level.label}") for level in Level),
    ]  # fmt: skip
    if not book.confirmed(Subject.PERSON):
        blocks.append(Para("Các tiêu chí và điểm của mẫu này chưa xác nhận với văn phòng cấp ủy.", italic=True))
    unit = campaign.drive.scope_unit
    return Paper(
        head=head_of(unit, None), kind="PHIẾU TỰ CHẤM", subject=(f"năm {campaign.drive.year}",), blocks=tuple(blocks),
        right=Signature(("NGƯỜI TỰ CHẤM",)), text_size=13,
    )  # fmt: skip


def voting_paper(unit: Unit, rated: Sequence[Rating]) -> Paper:
    """One paper of a secret vote: names and boxes, no place for a voter's name or number (R38)."""
    names = [row.person.full_name if row.person else row.unit.name for row in rated]
    return Paper(
        head=head_of(unit, None), kind="PHIẾU ĐỀ NGHỊ", subject=("mức xếp loại",),
        blocks=(
            Para("Đánh dấu X vào một ô ở mỗi dòng. Phiếu không ghi tên, không ký, không đánh số."),
            Table(_CHOICE, tuple((name, "□", "□", "□", "□") for name in names)),
        ),
    )  # fmt: skip


def form_docx(*, actor: Actor, campaign: Campaign) -> bytes:
    """The blank form, for everybody who sees the drive."""
    with translation.override("vi"):
        made = docx.render(form_paper(campaign))
    note_paper(actor=actor, kind="rating_form", target=campaign, unit_path=campaign.drive.scope_unit.path)
    return made


def voting_docx(*, actor: Actor, unit: Unit, rated: Sequence[Rating]) -> bytes:
    """The paper of the vote, to be copied; for whoever leads the body. Invalid while nobody stands on it."""
    if not rated:
        raise Invalid(_("Nobody of this body has handed in a self-rating yet."))
    with translation.override("vi"):
        made = docx.render(voting_paper(unit, rated))
    note_paper(actor=actor, kind="rating_vote", target=unit, unit_path=unit.path)
    return made


def ballot_paper(ballot: Ballot) -> Paper:
    """The minutes of those who counted: sums only. Nothing in it knows who voted how, for the room does not either."""
    lines = sorted(ballot.lines.all(), key=lambda one: (one.rating.person is not None, _key(one.rating.person)))
    rows = tuple(
        (
            line.rating.person.full_name if line.rating.person else line.rating.unit.name, str(line.valid),
            str(line.invalid), *(str(count) for count in line.counts),
        )
        for line in lines
    )  # fmt: skip
    blocks: list[Block] = [
        Para(f"Hôm nay, {long_day(ballot.held_on)}, {ballot.unit.name} bỏ phiếu kín đề nghị mức xếp loại."),
        Para(ballot.counters, lead="Tổ kiểm phiếu: "),
        Para(f"{ballot.issued} phiếu", lead="Số phiếu phát ra: "),
        Para(f"{ballot.returned} phiếu", lead="Số phiếu thu về: "),
        Table(_VOTES, rows),
        Para(
            f"Biên bản lập thành {COPIES:02d} bản, có giá trị như nhau. Phiếu được niêm phong, không gắn với người bỏ phiếu."
        ),
    ]
    return Paper(
        head=head_of(ballot.unit, ballot.held_on), kind="BIÊN BẢN", subject=("kiểm phiếu đề nghị mức xếp loại",),
        blocks=tuple(blocks), recipients=(archive_of(ballot.unit.name),),
        left=Signature(("CHỦ TRÌ", "HỘI NGHỊ")), right=Signature(("T/M TỔ KIỂM PHIẾU",)),
    )  # fmt: skip


def _key(person: object) -> str:
    return str(getattr(person, "name_key", ""))


def ballot_docx(*, actor: Actor, ballot: Ballot) -> bytes:
    """The minutes, for whoever leads the body."""
    with translation.override("vi"):
        made = docx.render(ballot_paper(ballot))
    note_paper(actor=actor, kind="ballot", target=ballot, unit_path=ballot.unit.path)
    return made


def _rows(publication: Publication) -> list[tuple[str, ...]]:
    """Name, office, unit, level: all that is published."""
    return [
        (
            str(number), str(one["name"]), str(one["posts"]), str(one["unit"]),
            f"{one['level']} (đang xem xét)" if one["reviewing"] else str(one["level"]),
        )
        for number, one in enumerate(publication.lines, start=1)
    ]  # fmt: skip


def list_paper(publication: Publication) -> Paper:
    """The list as it is signed and hung."""
    on = publication.published_at.astimezone(clock.ZONE).date()
    title, name = signer_of(publication.unit, on)
    year = publication.campaign.drive.year
    return Paper(
        head=head_of(publication.unit, on), kind="THÔNG BÁO", subject=(f"kết quả xếp loại năm {year}",),
        blocks=(Table(_LIST, tuple(_rows(publication))),), recipients=(archive_of(publication.unit.name),),
        right=Signature(("T/M ĐẢNG ỦY", title), name),
    )  # fmt: skip


def list_docx(*, actor: Actor, publication: Publication) -> bytes:
    """The list as .docx, for whoever may read it."""
    with translation.override("vi"):
        made = docx.render(list_paper(publication))
    note_paper(actor=actor, kind="rating_list", target=publication, unit_path=publication.unit.path)
    return made


def list_xlsx(*, actor: Actor, publication: Publication) -> bytes:
    """The same as a spreadsheet."""
    year = publication.campaign.drive.year
    made = render_table(
        f"Kết quả xếp loại năm {year}", publication.unit.name, [column.title for column in _LIST], _rows(publication)
    )
    note_paper(actor=actor, kind="rating_list", target=publication, unit_path=publication.unit.path)
    return made
