"""Seeded Vietnamese self-reviews with planted copies. Invented words only; no real person, unit or report.

A report: seven sections of sentences, some of them set phrases, two said by the whole cell; words follow Zipf's law. A copy knows
its source, so recall and precision can be counted.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

HEADS = [
    "I. Ưu điểm, kết quả đạt được về tư tưởng chính trị, phẩm chất đạo đức, lối sống, ý thức tổ chức kỷ luật",
    "II. Kết quả thực hiện chức trách, nhiệm vụ được giao trong năm",
    "III. Việc thực hiện cam kết tu dưỡng, rèn luyện, phấn đấu hằng năm",
    "IV. Hạn chế, khuyết điểm theo các nội dung nêu tại phần ưu điểm",
    "V. Nguyên nhân của hạn chế, khuyết điểm",
    "VI. Kết quả khắc phục những hạn chế đã được chỉ ra ở các kỳ kiểm điểm trước",
    "VII. Phương hướng, biện pháp khắc phục hạn chế, khuyết điểm trong thời gian tới",
]
FORM = "\n".join(HEADS)
_PARTS = (0.20, 0.38, 0.10, 0.09, 0.06, 0.06, 0.11)
_ONSETS = "b c ch d đ g h kh l m n ng nh ph qu r s t th tr v x".split()
_RIMES = "a an ang ao âm ân ât ây e en êu i in inh iêu o oan ong ôn ơi u ung uôi ươi ương ưu y ôm ông ăng".split()
_NAMES = "Lê Tạ Hồ Cao Mai Đào Phan Kiều Vương Tống Chu Từ Bạch Khúc Nghiêm Lưu Doãn Quách Thân Ông".split()
_FRAMES = """{t} {s} {v} {x} {x} cùng đồng chí {n} ở {p}, {v} {x} {k} {x};về {x} {x}, {s} {v} {x} rồi {v} {x} {x}, {k} {x};
{s} được phân công {v} {x} {x} {t}, qua đó {v} {x} và {x};riêng {x} {x} thì {s} {v} {x}, sang {t} lại {v} {x} {x} {k};
{t} tại {p}, {s} {v} {x} {x} cho {k} {x}, kết quả {x} {v} {x}""".replace("\n", "").split(";")
_WHO = "tôi;bản thân;cá nhân tôi;tôi cùng tổ".split(";")
_WHEN = "quý một;quý hai;đầu năm;giữa năm;cuối năm;sau Tết;mùa mưa;dịp hè;tháng tám;trước đại hội".split(";")
_SET = """Bản thân luôn kiên định mục tiêu độc lập dân tộc và chủ nghĩa xã hội, chấp hành nghiêm chủ trương của Đảng;
Thường xuyên tu dưỡng, rèn luyện phẩm chất đạo đức, giữ gìn lối sống trong sáng, giản dị;
Có ý thức tổ chức kỷ luật, chấp hành sự phân công của tổ chức, tham gia sinh hoạt đầy đủ;
Luôn giữ gìn đoàn kết nội bộ, tôn trọng và lắng nghe ý kiến của đồng chí, đồng nghiệp;
Hoàn thành tốt các nhiệm vụ được giao trong năm, bảo đảm chất lượng và tiến độ;
Tinh thần tự phê bình và phê bình đôi lúc chưa cao, còn ngại va chạm;
Việc nghiên cứu, học tập nghị quyết có lúc chưa sâu, chưa liên hệ với công việc;
Do công việc nhiều nên thời gian nghiên cứu tài liệu còn hạn chế;
Tiếp tục phát huy ưu điểm, khắc phục hạn chế để hoàn thành tốt nhiệm vụ được giao;
Gương mẫu trong lời nói và việc làm, gần gũi với quần chúng nhân dân nơi cư trú;
Không có biểu hiện suy thoái về tư tưởng chính trị, đạo đức, lối sống;
Mạnh dạn hơn trong đấu tranh tự phê bình và phê bình, cầu thị sửa chữa""".replace("\n", "").split(";")
Sections = list[list[str]]


@dataclass
class Reports:
    """`copies`: (copy, source, kind)."""

    texts: list[str] = field(default_factory=list)
    cells: list[int] = field(default_factory=list)
    copies: list[tuple[int, int, str]] = field(default_factory=list)


class Writer:
    """Draws words and sentences."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        syllables = [onset + rime for onset in _ONSETS for rime in _RIMES]
        self.words = [f"{self.draw.choice(syllables)} {self.draw.choice(syllables)}" for _ in range(9000)]

    def word(self) -> str:
        return self.words[int(len(self.words) ** self.draw.random()) - 1]

    def name(self) -> str:
        return " ".join(self.draw.sample(_NAMES, 3))

    def sentence(self) -> str:
        filled, frame = "", self.draw.choice(_FRAMES)
        for piece in frame.replace("}", "{").split("{"):
            filled += {"t": self._of(_WHEN), "s": self._of(_WHO), "n": self.name(), "p": "tổ " + self.name()}.get(
                piece, self.word() if piece in {"v", "x", "k"} else piece
            )
        return filled.capitalize() + "."

    def _of(self, some: list[str]) -> str:
        return self.draw.choice(some)

    def report(self, words: int, common: list[str]) -> Sections:
        found: Sections = []
        for part in _PARTS:
            lines: list[str] = []
            while size([lines]) < words * part:
                if self.draw.random() < 0.22:
                    lines.append(_SET[int(len(_SET) ** self.draw.random()) - 1].strip() + ".")
                else:
                    lines.append(self.sentence())
            found.append(list(dict.fromkeys(lines)))
        found[1] += [line for line in common if self.draw.random() < 0.8]
        return found

    def edited(self, line: str, share: float) -> str:
        said = [w if self.draw.random() > share else self.word().split()[0] for w in line.split(" ")]
        return " ".join(said)

    def renamed(self, line: str) -> str:
        return " ".join(self.draw.choice(_NAMES) if w.strip(",.") in _NAMES else w for w in line.split(" "))

    def pasted(self, source: Sections, own: Sections, share: float, edits: float) -> Sections:
        """A run of sentences of the source in the place of as many words of one's own."""
        wanted, lines = size(own) * share, [line for part in (1, 0, 2, 6) for line in source[part]]
        start = int(self.draw.random() * max(1, len(source[1]) - 2))
        block: list[str] = []
        for line in lines[start:] + lines[:start]:
            block.append(self.edited(self.renamed(line) if self.draw.random() < 0.5 else line, edits))
            if size([block]) >= wanted:
                break
        kept = [list(part) for part in own]
        cut = 0
        for part in (1, 0):
            while len(kept[part]) > 2 and cut < wanted:
                cut += size([[kept[part].pop()]])
        kept[1][1:1] = block
        return kept

    def shuffled(self, source: Sections) -> Sections:
        return [self.draw.sample(part, len(part)) for part in source]


def size(sections: Sections) -> int:
    return sum(line.count(" ") + 1 for part in sections for line in part)


def written(sections: Sections) -> str:
    return "\n\n".join(f"{head}\n" + "\n".join(part) for head, part in zip(HEADS, sections, strict=True))


def bare(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return plain.replace("đ", "d").replace("Đ", "D")


Make = Callable[[Writer, Sections, Sections], Sections]
KINDS: dict[str, Make] = {
    "30 % section": lambda w, source, own: w.pasted(source, own, 0.30, 0),
    "30 % section, one word in ten changed": lambda w, source, own: w.pasted(source, own, 0.30, 0.10),
    "12 % paragraph": lambda w, source, own: w.pasted(source, own, 0.12, 0),
    "whole, names changed": lambda w, source, own: [[w.renamed(line) for line in part] for part in source],
    "whole, one word in five changed": lambda w, source, own: [
        [w.edited(line, 0.2) for line in part] for part in source
    ],
    "last year's own, a little changed": lambda w, source, own: [
        [w.edited(line, 0.05) for line in part] for part in source
    ],
    "whole, without marks": lambda w, source, own: source,
    "whole, decomposed letters": lambda w, source, own: source,
    "whole, other order": lambda w, source, own: w.shuffled(source),
}


def reports(count: int, copies: int, seed: int, cell: int = 30) -> Reports:
    """`count` reports in cells of 30, `copies` of each kind among them, each of another source."""
    writer, made = Writer(seed), Reports()
    whole: list[Sections] = []
    common = [[writer.sentence(), writer.sentence()] for _ in range(count // cell + 1)]
    first_copy = count - copies * len(KINDS)
    places = writer.draw.sample(range(count), count)
    for number in range(count):
        words = int(min(900, max(200, writer.draw.lognormvariate(6.0, 0.38))))
        own = writer.report(words, common[places[number] // cell])
        kind = list(KINDS)[(number - first_copy) // copies] if number >= first_copy else ""
        if kind:
            source = number - first_copy  # each copies another of those written before
            own = KINDS[kind](writer, whole[source], own)
            made.copies.append((number, source, kind))
        whole.append(own)
        text = written(own)
        text = bare(text) if "without marks" in kind else text
        made.texts.append(unicodedata.normalize("NFD", text) if "decomposed" in kind else text)
        made.cells.append(places[number] // cell)
    return made
