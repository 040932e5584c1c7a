"""What the invented people say: concrete facts, causes and measures, by kind of cell. Data, in Vietnamese."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """A shortcoming as its owner tells it, and what he or she will do about it. `kind` is a FindingKind value."""

    kind: str
    fact: str
    circumstances: str
    cause: str
    measure: str


STREET = [
    Fault("speaking", "Ba buổi sinh hoạt chi bộ liền tôi chỉ ngồi nghe, không phát biểu ý nào.", "Buổi họp thường kết thúc muộn.", "Tôi ngại nói trước đông người, chưa đọc tài liệu trước.", "Đọc tài liệu trước một ngày, mỗi buổi nêu ít nhất một ý kiến cụ thể."),
    Fault("discipline", "Tôi đến họp chi bộ muộn hai lần trong quý, một lần gần 20 phút.", "Ca làm kết thúc lúc 19 giờ.", "Tôi chưa báo trước để đổi ca.", "Xin đổi ca ngày họp, nếu vướng thì báo bí thư trước 17 giờ."),
    Fault("people", "Tổ dân phố tổng vệ sinh ngõ hai lần, cả hai lần tôi vắng mà không báo tổ trưởng.", "Cuối tuần tôi phải trông cháu.", "Tôi coi việc chung của tổ là việc người khác.", "Tham gia tổng vệ sinh mỗi tháng một lần, bận thì báo và làm bù."),
    Fault("style", "Trong cuộc họp tổ dân phố tôi nói gắt với một hộ phản ánh về tiếng ồn.", "Hôm đó cuộc họp kéo dài quá giờ.", "Tôi nóng nảy, chưa nghe hết ý kiến của bà con.", "Xin lỗi hộ dân, lần sau nghe hết rồi mới trả lời."),
    Fault("work", "Tôi nhận vận động 12 hộ phân loại rác, đến hết quý mới được 5 hộ.", "Nhiều hộ đi làm cả ngày.", "Tôi chỉ đi vào giờ hành chính, chưa hẹn trước.", "Mỗi tối thứ Ba, thứ Năm đến hai hộ, xong trước hạn và báo tổ trưởng."),
    Fault("avoidance", "Thấy hàng xóm cơi nới lấn ngõ, tôi biết mà không nhắc, cũng không báo.", "Hai nhà có quan hệ họ hàng.", "Tôi nể nang, sợ mất lòng.", "Gặp gia đình nói chuyện, báo tổ trưởng cùng đến giải thích quy định."),
    Fault("discipline", "Tôi nộp đảng phí chậm hai tháng.", "Thời gian đó tôi đi viện.", "Tôi không nhờ người nộp giúp.", "Nộp đủ trong tuần đầu mỗi tháng, khi vắng thì nhờ đồng chí cùng tổ."),
    Fault("work", "Là tổ trưởng tổ vay vốn, tôi nộp báo cáo quý chậm chín ngày.", "Ba hộ vay đi làm xa.", "Tôi chưa lập sổ theo dõi ngày hẹn.", "Lập sổ hẹn, gọi các hộ trước năm ngày, nộp báo cáo đúng ngày 25."),
    Fault("people", "Hộ bà neo đơn ở cuối ngõ ốm hai tuần tôi mới biết.", "Ngõ có nhiều nhà trọ, người ra vào thường xuyên.", "Tôi ít qua lại thăm hỏi bà con.", "Mỗi tháng thăm hai hộ già yếu trong tổ, ghi lại việc bà con cần."),
    Fault("style", "Tôi đăng lại trên mạng một tin chưa kiểm chứng về giá đất, sau phải gỡ.", "Tin lan rất nhanh trong nhóm cư dân.", "Tôi vội, không xem nguồn.", "Chỉ đăng tin có nguồn chính thức; thấy tin sai thì báo tổ dân phố."),
    Fault("other", "Kế hoạch học tập và làm theo Bác tôi đăng ký đầu năm, đến nay chưa làm việc nào.", "Đầu năm gia đình có việc hiếu.", "Tôi đăng ký chung chung nên không biết bắt đầu từ đâu.", "Chọn một việc: giữ sạch đoạn ngõ trước nhà, mỗi sáng Chủ nhật 30 phút."),
    Fault("avoidance", "Được giao góp ý dự thảo nghị quyết chi bộ, tôi chỉ ghi “nhất trí”.", "Dự thảo gửi sát ngày họp.", "Tôi ngại va chạm.", "Đọc kỹ và ghi ít nhất hai ý cụ thể cho mỗi dự thảo."),
]  # fmt: skip
SCHOOL = [
    Fault("work", "Học kỳ I tôi chấm và trả bài chậm bốn lần so với quy định.", "Lớp đông, 48 học sinh.", "Tôi chưa sắp xếp thời gian chấm trong tuần.", "Trả bài trong bảy ngày, ghi ngày trả vào sổ để tổ chuyên môn xem."),
    Fault("style", "Tôi trả lời phụ huynh trong nhóm lớp với lời lẽ chưa nhẹ nhàng.", "Tin nhắn đến lúc gần 22 giờ.", "Tôi nóng vội, chưa hẹn gặp trực tiếp.", "Trả lời trong giờ làm việc, việc khó thì hẹn gặp tại trường."),
    Fault("speaking", "Họp chi bộ nhà trường tôi ít góp ý về chuyên môn của đồng nghiệp.", "Tôi mới chuyển trường một năm.", "Tôi ngại bị cho là soi mói.", "Mỗi tháng dự hai giờ và góp ý trực tiếp bằng việc thấy được."),
    Fault("work", "Tôi dự giờ đồng nghiệp thiếu 5 tiết so với chỉ tiêu.", "Lịch dạy trùng nhau.", "Tôi chưa đăng ký lịch từ đầu tháng.", "Đăng ký lịch dự giờ trước ngày 5 hằng tháng, bù đủ trong học kỳ này."),
    Fault("discipline", "Hai lần tôi vào lớp muộn khoảng năm phút.", "Đường trước trường hay tắc.", "Tôi đi sát giờ.", "Có mặt trước giờ dạy 15 phút."),
    Fault("ethics", "Có lần tôi để học sinh trực nhật làm việc lẽ ra là của tôi.", "Buổi đó tôi phải họp đột xuất.", "Tôi chưa nêu gương.", "Tự làm phần việc của mình, phân công học sinh đúng quy định."),
    Fault("work", "Hồ sơ theo dõi trẻ của lớp tôi ghi thiếu hai tháng.", "Giáo viên cùng lớp nghỉ thai sản.", "Tôi dồn việc cuối kỳ.", "Ghi hồ sơ vào chiều thứ Sáu hằng tuần."),
]  # fmt: skip
POLICE = [
    Fault("work", "Tôi xử lý chậm ba tin báo về trật tự đường hè trong quý.", "Địa bàn rộng, ca trực mỏng.", "Tôi chưa phân loại việc gấp.", "Phân loại tin trong ngày, trả lời người báo trong 48 giờ."),
    Fault("style", "Có lần tôi giải thích thủ tục cư trú cho dân chưa tận tình, dân phải quay lại hai lần.", "Buổi sáng thứ Hai đông người.", "Tôi nói vắn tắt, không đưa phiếu hướng dẫn.", "Phát phiếu hướng dẫn từng loại việc, ghi rõ giấy tờ còn thiếu ngay lần đầu."),
    Fault("discipline", "Sổ giao ca của tôi ghi thiếu hai lần.", "Đổi ca đột xuất.", "Tôi chủ quan.", "Ghi sổ trước khi rời ca, trưởng ca ký."),
    Fault("people", "Cả quý tôi mới dự một buổi họp tổ dân phố tại địa bàn phụ trách.", "Lịch trực tối dày.", "Tôi chưa chủ động hẹn tổ trưởng.", "Mỗi tháng dự một buổi họp tổ, báo trước lịch cho chi bộ."),
    Fault("speaking", "Tôi ít góp ý thẳng với đồng chí cùng ca khi thấy làm sai giờ giấc.", "Làm việc cùng nhau lâu năm.", "Tôi nể nang.", "Nhắc trực tiếp ngay trong ca, việc lặp lại thì nêu trong sinh hoạt."),
]  # fmt: skip
STRENGTHS = [
    "Tôi giữ quỹ khuyến học của tổ ba năm nay, cuối năm công khai từng khoản.",
    "Tôi tham gia trực chốt đủ các ca được phân công.",
    "Gia đình tôi giữ nếp sinh hoạt văn hóa, không vi phạm trật tự ngõ phố.",
    "Tôi hoàn thành các việc được chi bộ giao đúng hẹn, có báo cáo lại.",
    "Tôi vận động được bốn hộ hiến phần lấn chiếm để mở rộng ngõ.",
    "Tôi học hết các chuyên đề của đợt và ghi chép đầy đủ.",
    "Tôi giúp hai đảng viên cao tuổi đi lại mỗi kỳ sinh hoạt.",
    "Tôi đạt danh hiệu lao động tiên tiến của đơn vị.",
    "Tôi thường xuyên gặp bà con ở dãy trọ, nắm được tình hình tạm trú.",
]
EXAMPLES = [
    "Nói đi đôi với làm: việc đã hứa với bà con thì ghi ngày hẹn và làm đúng hẹn.",
    "Mỗi tháng dành một buổi sáng làm việc chung của tổ.",
    "Đi đầu trong giữ vệ sinh, trật tự trước cửa nhà mình.",
    "Dự sinh hoạt đúng giờ, đọc tài liệu trước, nói thẳng và có căn cứ.",
    "Sống giản dị, không nhận quà khi giải quyết công việc.",
    "Giúp đỡ đảng viên trẻ mới chuyển về chi bộ.",
]
PLEDGE = "Tôi cam kết thực hiện kế hoạch này, chịu sự giám sát của chi bộ và Mặt trận, báo cáo kết quả khi kiểm điểm cuối năm."
REMARKS = [  # (fact, judgement)
    ("Hai buổi tổng vệ sinh tháng 2 đồng chí vắng mà không báo với tổ trưởng, chị em phải làm thay.", "Đồng chí cần coi việc của tổ là việc của mình."),
    ("Ba buổi họp gần đây đồng chí không phát biểu ý kiến nào.", "Đồng chí có kinh nghiệm, nên nói để chi bộ học."),
    ("Buổi họp tháng trước đồng chí đến muộn 20 phút.", "Đề nghị đồng chí sắp xếp đến đúng giờ."),
    ("Việc vận động các hộ phân loại rác đồng chí nhận từ quý trước mới xong chưa đến một nửa.", "Nên chia nhỏ, có gì khó thì báo để chi bộ cùng làm."),
    ("Đồng chí trả lời một hộ dân ở cuộc họp tổ khá gắt.", "Nên nghe hết rồi hãy nói."),
    ("Nhóm mạng xã hội của tổ có tin sai mà đồng chí đăng lại.", "Đảng viên cần xem nguồn trước khi đăng."),
    ("Sổ theo dõi của tổ đồng chí phụ trách ghi chậm hai tuần.", "Ghi ngay trong tuần sẽ đỡ dồn việc."),
    ("Đồng chí biết việc cơi nới ở ngõ mà chưa nhắc.", "Nói sớm thì nhẹ, để lâu thành khó."),
]  # fmt: skip
PRAISE = [
    "Đồng chí trông nom tủ sách của tổ rất chu đáo, các cháu ngày nào cũng đến.",
    "Đợt dịch vừa rồi đồng chí đi chợ hộ sáu nhà phải cách ly.",
    "Đồng chí ghi biên bản đầy đủ, ai vắng đọc cũng hiểu.",
]
COMMITTEE_REMARKS = [
    (
        "Sổ họp tháng 3 ghi chậm chín ngày, đảng viên vắng không biết nội dung.",
        "Chi ủy nên gửi tóm tắt trong hai ngày.",
    ),
    ("Nghị quyết quý trước có năm việc, đến nay chưa thông báo việc nào xong.", "Cần đọc kết quả đầu mỗi buổi họp."),
]
UPWARD_REMARKS = [
    ("Đèn ngõ 42 hỏng từ tháng 1, tổ đã báo phường ba lần.", "Đề nghị Đảng ủy cho biết ngày sửa."),
    (
        "Tài liệu học tập gửi xuống sát ngày, đảng viên cao tuổi không kịp đọc.",
        "Đề nghị gửi trước ít nhất ba ngày, in chữ to.",
    ),
]
REPLIES = {
    "accept": ["Tôi tiếp thu và sẽ sửa ngay từ tháng này.", "Tôi nhận thiếu sót, cảm ơn đồng chí đã nói thẳng."],
    "partly": ["Tôi tiếp thu phần đi muộn; buổi thứ hai tôi có báo bí thư từ chiều."],
    "explain": ["Thời gian đó tôi chăm người ốm ở viện, có báo tổ trưởng qua điện thoại."],
}
COLLECTIVE = [  # of a cell: (kind, fact, cause, measures)
    ("leadership", "Năm nghị quyết quý của chi bộ chỉ có hai nghị quyết được kiểm tra kết quả.", "Chi ủy chưa phân công người theo dõi từng việc.", ["Đọc kết quả từng việc ở đầu mỗi buổi sinh hoạt", "Phân công mỗi chi ủy viên theo dõi một nghị quyết", "Lập bảng việc, hạn, người làm treo tại nhà văn hóa"]),
    ("discipline", "Trong sáu tháng có ba buổi sinh hoạt bắt đầu muộn quá 15 phút.", "Chi ủy chưa nhắc giờ trước ngày họp.", ["Nhắc lịch trước một ngày", "Bắt đầu đúng giờ dù chưa đủ người", "Báo vắng trước 17 giờ ngày họp"]),
    ("people", "Khu tập thể cũ có 14 hộ chưa được chi bộ đến thăm lần nào trong năm.", "Chia tổ đảng theo ngõ, khu này không ai nhận.", ["Nhận phụ trách dãy A, thăm mỗi tháng ba hộ", "Nhận phụ trách dãy B, ghi ý kiến của bà con", "Tổng hợp ý kiến gửi Đảng ủy mỗi quý"]),
]  # fmt: skip
WARD_FAULT = (
    "land",
    "Hồ sơ đất đai trả chậm: quý IV có 46 trong 212 hồ sơ quá hạn trả.",
    "Thiếu sổ hẹn chung, người ký hay vắng, chưa kiểm tra giữa kỳ.",
)
SMALL = "Sổ điểm danh buổi trước quên ghi giờ kết thúc."
RETURN_REASONS = [
    "Phần hạn chế còn chung chung, chưa nêu việc cụ thể; đề nghị viết lại theo hướng dẫn của Đảng ủy.",
    "Biện pháp chưa nói sẽ làm gì, bao giờ xong.",
    "Hạn khắc phục để đến cuối năm là quá xa so với việc đã nêu.",
]
MAKEUP_NOTES = [
    "Gửi ảnh chép tay bốn trang ghi chép.",
    "Gửi ảnh đang học tại nhà khu cách ly.",
    "Nộp bản thu hoạch hai trang.",
]
SPEECHES = [
    "Đề nghị các đồng chí nói vào việc, không nói chung chung.",
    "Tôi thấy ý kiến vừa rồi đúng, chi ủy cần nhận trước.",
    "Đề nghị chi bộ giúp tổ 3 việc đỗ xe trong ngõ.",
    "Đồng chí bí thư nhận lỗi trước như vậy làm chúng tôi cũng mạnh dạn hơn.",
]
VAGUE = "Đôi lúc tôi còn chưa thật sự nỗ lực trong công tác."


def faults_for(kind: str) -> list[Fault]:
    """The pool that fits a kind of cell."""
    return {"cell_school": SCHOOL, "cell_police": POLICE}.get(kind, STREET)
