"""The forms of self-review, as versioned data: what each kind of member is asked (S7, S16, S20, S127, S137, S138, R39).

The words are Vietnamese because they are the form itself, not the interface: they are stored with the version, and what a
member handed in years ago still stands under the questions he or she was asked then. A change here becomes a new version
(`services.ensure_templates`); a published version is never edited.

A section: `key` stable name · `tab` short word for the step strip · `title` heading on screen and on paper · `ask` label of
the field · `hint` asks for a concrete fact · `side` strength / shortcoming / cause / direction / other · `required` ·
`dimensions` the sides on which to look at oneself (S20), where the section has some.
"""

from __future__ import annotations

from typing import NotRequired, TypedDict

from guong.org.enums import MemberKind


class Section(TypedDict):
    key: str
    tab: str
    title: str
    ask: str
    hint: str
    side: str
    required: bool
    dimensions: NotRequired[list[str]]


class Form(TypedDict):
    code: str
    title: str
    kinds: list[str]
    sections: list[Section]


def section(
    key: str, tab: str, title: str, ask: str, hint: str, *, side: str = "other", required: bool = False,
    dimensions: list[str] | None = None,
) -> Section:  # fmt: skip
    """One section of a form, as data. `dimensions`: the sides on which to look at oneself there (S20)."""
    made: Section = {
        "key": key, "tab": tab, "title": title, "ask": ask, "hint": hint, "side": side, "required": required
    }  # fmt: skip
    return {**made, "dimensions": dimensions} if dimensions else made


_SERVING = ["Công việc hằng ngày", "Tác phong", "Ứng xử với nhân dân", "Đạo đức công vụ"]
"""Where one looks at oneself in public service (S20)."""
_LIVING = ["Việc ở nơi cư trú", "Lối sống, gia đình", "Ứng xử với bà con", "Sinh hoạt chi bộ"]
"""The same for whoever does not work in an office."""


def _strengths(hint: str, dimensions: list[str] = _SERVING) -> Section:
    return section(
        "strengths", "Việc làm tốt", "Ưu điểm, việc làm tốt", "Những việc tôi đã làm được",
        hint, side="strength", required=True, dimensions=dimensions,
    )  # fmt: skip


def _shortcomings(hint: str, dimensions: list[str] = _SERVING) -> Section:
    return section(
        "shortcomings", "Khuyết điểm", "Khuyết điểm tôi tự thấy", "Một việc cụ thể chưa làm tốt",
        hint, side="shortcoming", required=True, dimensions=dimensions,
    )  # fmt: skip


def _strengths_at_home(hint: str) -> Section:
    return _strengths(hint, _LIVING)


def _shortcomings_at_home(hint: str) -> Section:
    return _shortcomings(hint, _LIVING)


def _causes(hint: str) -> Section:
    return section("causes", "Nguyên nhân", "Nguyên nhân", "Vì sao có việc ấy", hint, side="cause", required=True)


def _direction(hint: str) -> Section:
    return section(
        "direction", "Hướng sửa", "Hướng sửa chữa", "Tôi sẽ sửa bằng việc gì, xong khi nào",
        hint, side="direction", required=True,
    )  # fmt: skip


_FIXED = section(
    "fixed_before", "Đã sửa", "Những điều đã được góp ý kỳ trước", "Điều nào đã sửa, điều nào chưa",
    "Viết từng điều một: đã sửa xong, sửa được một phần hay chưa sửa; căn cứ vào việc nào mà nói vậy. "
    "Kỳ trước không ai góp ý thì để trống.",
)  # fmt: skip
_PROMISES = section(
    "promises", "Lời hứa", "Lời tuyên thệ, lời đã hứa", "Điều tôi đã hứa và việc tôi đã làm theo lời hứa",
    "Nhắc lại lời tuyên thệ khi vào Đảng, lời hứa khi nhận chức vụ, cam kết hằng năm. "
    "Mỗi lời hứa đi với một việc đã làm hoặc chưa làm.",
)  # fmt: skip
_CAUSE_HINT = "Nói hoàn cảnh trước: việc nhiều, thiếu người, gia đình bận, quy định chưa rõ. Rồi mới đến phần của mình."
_DIRECTION_HINT = "Mỗi khuyết điểm một việc làm được và một ngày xong. Tránh những câu như “cố gắng hơn nữa”."

_OFFICIAL: Form = {
    "code": "official",
    "title": "Bản tự soi của cán bộ, công chức, viên chức",
    "kinds": [MemberKind.OFFICIAL.value, ""],
    "sections": [
        _strengths(
            "Kể việc thật: việc gì, khi nào, ai được nhờ, kết quả ra sao. "
            "Soi theo bốn mặt: công việc hằng ngày, tác phong, ứng xử với nhân dân, đạo đức công vụ."
        ),
        _shortcomings(
            "Viết như kể lại: việc gì, khi nào, ở đâu. Hồ sơ nào trễ hẹn, cuộc họp nào vắng, ai phải chờ. "
            "Chưa cần nói vì sao."
        ),
        _causes(_CAUSE_HINT),
        _FIXED,
        _PROMISES,
        _direction(_DIRECTION_HINT),
    ],
}
_LEADER: Form = {
    "code": "leader",
    "title": "Bản tự soi của đảng viên giữ chức vụ lãnh đạo, quản lý",
    "kinds": [MemberKind.LEADER.value],
    "sections": [
        _strengths(
            "Kể việc thật trong phần việc được giao: việc gì, khi nào, kết quả ra sao, ai cùng làm. "
            "Việc của tập thể thì nói rõ phần của mình."
        ),
        _shortcomings(
            "Viết như kể lại: quyết định nào chậm, việc nào né tránh, lần tiếp dân nào chưa đến nơi. "
            "Nói ngày, nơi, người chịu ảnh hưởng. Chưa cần nói vì sao."
        ),
        section(
            "example", "Nêu gương", "Trách nhiệm nêu gương của người đứng đầu", "Phần trách nhiệm của tôi trong khuyết điểm của tập thể",
            "Tập thể có khuyết điểm nào? Tôi đã chỉ đạo, kiểm tra, nhắc nhở những gì; việc nào lẽ ra tôi phải làm trước?",
            required=True,
        ),
        _causes(_CAUSE_HINT),
        _FIXED,
        _PROMISES,
        _direction(_DIRECTION_HINT),
    ],
}  # fmt: skip
_RETIRED: Form = {
    "code": "retired",
    "title": "Bản tự soi của đảng viên nghỉ hưu",
    "kinds": [MemberKind.RETIRED.value],
    "sections": [
        _strengths_at_home(
            "Kể một hai việc thật ở tổ dân phố, trong họp chi bộ, trong gia đình, dòng họ. Việc gì, khi nào, ai được nhờ."
        ),
        _shortcomings_at_home("Viết như kể lại: việc gì, khi nào, ở đâu. Chưa cần nói vì sao."),
        _causes("Sức khỏe, việc nhà, đường xa đều nói được. Rồi đến phần của mình."),
        _direction("Chọn việc vừa sức: một việc làm được, một ngày xong."),
    ],
}
_WORKER: Form = {
    "code": "worker",
    "title": "Bản tự soi của đảng viên là công nhân (mẫu ngắn)",
    "kinds": [MemberKind.WORKER.value],
    "sections": [
        _strengths_at_home("Một hai câu: ở xưởng, ở khu trọ, ở chi bộ, tôi đã làm được việc gì, khi nào."),
        _shortcomings_at_home(
            "Một hai câu: việc gì chưa tốt, khi nào. Ví dụ: vắng họp tháng mấy, việc được giao nào chưa xong."
        ),
        _causes("Ca kíp, tăng ca, đi làm xa cứ nói thật. Rồi đến phần của mình."),
        _direction("Một việc sẽ làm, một ngày xong."),
    ],
}
_FREELANCE: Form = {
    "code": "freelance",
    "title": "Bản tự soi của đảng viên làm nghề tự do (mẫu ngắn)",
    "kinds": [MemberKind.FREELANCE.value],
    "sections": [
        _strengths_at_home("Một hai câu: làm ăn, buôn bán, việc xóm, việc chi bộ, tôi đã làm được gì, khi nào."),
        _shortcomings_at_home(
            "Một hai câu: việc gì chưa tốt, khi nào, ở đâu. Ví dụ: để hàng lấn hè phố, vắng họp tháng mấy."
        ),
        _causes("Mùa vụ, buôn bán, con nhỏ, đi làm ăn xa cứ nói thật. Rồi đến phần của mình."),
        _direction("Một việc sẽ làm, một ngày xong."),
    ],
}
_ARMED: Form = {
    "code": "armed",
    "title": "Bản tự soi của đảng viên trong công an, quân đội",
    "kinds": [MemberKind.ARMED.value],
    "sections": [
        _strengths(
            "Kể việc thật: ca trực, vụ việc, buổi huấn luyện, lần giúp dân. Việc gì, khi nào, kết quả. "
            "Không viết điều thuộc bí mật công tác."
        ),
        _shortcomings(
            "Viết như kể lại: điều lệnh, giờ giấc, thái độ khi tiếp dân, việc được giao. Việc gì, khi nào, ở đâu. "
            "Không viết điều thuộc bí mật công tác."
        ),
        _causes(_CAUSE_HINT),
        _FIXED,
        _PROMISES,
        _direction(_DIRECTION_HINT),
    ],
}
_TEACHER: Form = {
    "code": "teacher",
    "title": "Bản tự soi của đảng viên là nhà giáo",
    "kinds": [MemberKind.TEACHER.value],
    "sections": [
        _strengths("Kể việc thật: lớp nào, học sinh nào tiến bộ, việc gì với đồng nghiệp, với phụ huynh, khi nào."),
        _shortcomings(
            "Viết như kể lại: giờ dạy nào chưa kỹ, lời nào với học sinh chưa phải, việc nào của tổ chuyên môn chậm. "
            "Việc gì, khi nào. Chưa cần nói vì sao."
        ),
        _causes(_CAUSE_HINT),
        _FIXED,
        _PROMISES,
        _direction(_DIRECTION_HINT),
    ],
}
FORMS: tuple[Form, ...] = (_OFFICIAL, _LEADER, _RETIRED, _WORKER, _FREELANCE, _ARMED, _TEACHER)

PROMPTS: dict[str, str] = {
    "head": "Đồng chí là người đứng đầu nên tự soi trước. Nói cả phần mình trong khuyết điểm chung của tập thể.",
    "committee": "Đồng chí là cấp ủy viên. Nói phần việc được phân công: việc nào đã theo đến cùng, việc nào còn bỏ lửng.",
    "member": "Soi vào việc hằng ngày của mình, không cần nói thay cho tập thể.",
}
"""One sentence above the form, by the office somebody holds (S49)."""

DUTIES: tuple[str, ...] = (
    "Trung thành với mục đích của Đảng, chấp hành Cương lĩnh, Điều lệ, nghị quyết, chỉ thị và pháp luật.",
    "Học tập, rèn luyện, nâng cao năng lực công tác và phẩm chất; có lối sống lành mạnh; chống quan liêu, tham nhũng, lãng phí.",
    "Gắn bó với nhân dân, tôn trọng quyền làm chủ của nhân dân, chăm lo và bảo vệ lợi ích chính đáng của nhân dân.",
    "Giữ gìn đoàn kết, kỷ luật của Đảng; tự phê bình và phê bình; trung thực; sinh hoạt và đóng đảng phí đúng quy định.",
)
"""The four duties of article 2 of the Charter, shortened, to hold up before writing (S137)."""
