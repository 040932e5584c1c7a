"""What is asked, answered, suggested and put on the shelf around the meetings of today's drive. Data, in Vietnamese.

Numbers are days from today; codes are those of cells.
"""

from __future__ import annotations

SHELF = [  # kind, title, about, lines, required
    ("material", "Chuyên đề 1: Soi gì, soi thế nào", "Đọc trước buổi học. Sáu trang, chữ to.", ["Soi vào việc thật: việc gì, khi nào, ở đâu, ai chịu ảnh hưởng.", "Nói hoàn cảnh trước, rồi đến phần của mình.", "Mỗi khuyết điểm đi với một việc làm được và một ngày xong."], True),
    ("material", "Chuyên đề 2: Góp ý thẳng mà không làm đau", "Mười câu mẫu để mở lời.", ["Nói việc thấy được, không nói tính nết.", "Nêu sự việc trước, nhận xét sau.", "Người được góp ý có quyền nói lại; lời đáp được ghi cùng góp ý."], True),
    ("form", "Phiếu tự soi một trang cho đảng viên cao tuổi", "In ra, viết tay; chi ủy nhập giúp và đọc lại cho đồng chí nghe.", ["Việc tôi đã làm được:", "Một việc tôi chưa làm tốt:", "Vì sao:", "Tôi sẽ sửa bằng việc gì, khi nào xong:"], False),
    ("reference", "Hỏi đáp về chia trách nhiệm khi khuyết điểm là của tập thể", "Ba tình huống ở phường mình, đã bỏ tên.", ["Tổng các phần đúng một trăm phần trăm.", "Ai không nhận phần của mình thì nói lý do; người khác quyết định.", "Không chia đều cho xong."], False),
    ("local", "Phường mình sau một năm: 17 việc đã sửa", "Báo cáo thực tế, đọc ở đầu buổi sinh hoạt.", ["Hồ sơ đất đai quá hạn giảm từ 46 xuống 3.", "Chín tổ dân phố có bảng việc treo ở nhà văn hóa.", "Bốn việc chưa giữ được và đang làm lại."], False),
]  # fmt: skip
DAYS = [  # name, kind of milestone, day
    ("Mở cao điểm “Tự soi, tự sửa”", "peak", -42),
    ("Sơ kết giai đoạn soi", "review", 7),
    ("Kỷ niệm ngày thành lập Đảng bộ phường", "anniversary", 18),
    ("Tổng kết đợt", "review", 55),
]
ANSWERED = [  # day, cell, topic, question, heading, answer
    (-40, "TDP-03", "self_review", "Đảng viên mới chuyển về hai tháng có phải viết bản tự soi ở chi bộ mới không?", "Đảng viên mới chuyển về có viết bản tự soi không?", "Có. Viết ở chi bộ đang sinh hoạt khi đợt mở; việc ở chi bộ cũ cứ kể, ghi rõ nơi."),
    (-36, "TDP-05", "division", "Khuyết điểm của chi ủy có chia cho đồng chí đã chuyển đi được không?", "Có chia trách nhiệm cho người đã chuyển đi không?", "Không chia trong hệ thống. Ghi phần ấy vào nguyên nhân; các đồng chí đang làm nhận việc sửa."),
    (-20, "MN-HOA-SEN", "meeting", "Chi bộ 24 người họp buổi chiều, thiếu giờ thì tách làm hai buổi được không?", "Có được tách buổi sinh hoạt chuyên đề không?", "Được: đăng ký từng phần, mỗi đảng viên dự đúng một phần, họp đủ các phần mới tính là xong."),
    (-12, "TDP-02", "plan", "Kế hoạch tu dưỡng của đồng chí 78 tuổi viết tay có cần gõ lại không?", "Bản kế hoạch viết tay có cần gõ lại không?", "Bí thư hoặc người giúp gõ hộ; đồng chí ấy nghe đọc lại và nói đồng ý. Bản viết tay giữ cùng hồ sơ."),
]  # fmt: skip
WAITING = [
    (-3, "TDP-08", "recheck", "Buổi soi lại trùng lịch tiếp xúc cử tri, lùi một tuần có bị tính là muộn không?"),
    (-1, "THCS-MAI-KHE", "registration", "Trường thi học kỳ, xin đổi địa điểm sang phòng hội đồng thì sửa ở đâu?"),
]
FROM_AFAR = "Tôi ở Bình Dương đến Tết mới về. Bài thu hoạch chụp ảnh gửi lên đây là đủ hay phải gửi bản giấy?"
SUGGESTED = [  # day, cell, words, answer kind or "", answer
    (-24, "TDP-02", "Đề nghị chi bộ soi việc thu tiền trông xe ở sân nhà văn hóa: bà con phản ánh hai lần trong tháng 9.", "accept", "Chi bộ nhận. Từ tuần này có vé, cuối tháng công khai thu chi ở bảng tin."),
    (-22, "TDP-04", "Đề nghị soi việc ba kỳ liền họp không đủ hai phần ba.", "explain", "Hai kỳ trong đó trùng tiêm chủng, có 31 và 33 trên 39 đồng chí; sổ điểm danh gửi kèm. Chi bộ xin giữ ý kiến này."),
    (-2, "TDP-07", "Mặt trận phản ánh vỉa hè trước cổng chợ sáng thứ Bảy. Đề nghị chi bộ xem ai nhận việc này và ngày xong.", "", ""),
    (-13, "TDP-06", "Đề nghị chi bộ xem lại việc bình xét gia đình văn hóa: bốn hộ khiếu nại.", "", ""),
]  # fmt: skip
OF_COMMITTEE = {
    "strengths": "Chi ủy họp đủ ba kỳ, phân công từng đồng chí theo một ngõ. Tủ sách mở cửa bốn buổi một tuần.",
    "shortcomings": "Sổ họp tháng 9 ghi chậm chín ngày. Hai việc bà con hỏi về bãi xe cổng chợ chưa trả lời.",
    "causes": "Đồng chí ghi sổ nằm viện, chi ủy không cử người thay. Chúng tôi chờ phường mà không hỏi lại.",
    "fixed_before": "Bảng việc, hạn, người làm đã treo từ tháng 7 và còn giữ.",
    "suggested": "Kỳ này cấp trên chưa gợi ý riêng.",
    "responsibility": "Bí thư chịu trách nhiệm việc bãi xe; đồng chí phó bí thư việc sổ họp.",
    "direction": "Gửi tóm tắt sau họp hai ngày, đồng chí phó bí thư làm, từ kỳ này. Hỏi phường về bãi xe trước ngày 15.",
}
OPINION = "Báo cáo nên nói rõ ngày trả lời bà con về bãi xe cổng chợ, tôi bán hàng ở đó nên ai cũng hỏi."
OPINION_ANSWER = "Chi ủy nhận, đã ghi ngày 15 vào phần hướng sửa."
OF_CELL = {
    "strengths": "31 đồng chí đã nộp bản tự soi; 12 đồng chí lần đầu phát biểu trong kỳ họp. Ngõ 42 đã mở rộng thêm 60 cm.",
    "shortcomings": "Nghị quyết quý III có năm việc thì hai việc chưa ai nhận.",
    "causes": "Giao việc ở cuối buổi họp, nhiều đồng chí đã về.",
    "fixed_before": "Giờ họp: hai kỳ gần đây bắt đầu đúng 19 giờ 30.",
    "suggested": "Về vỉa hè trước cổng chợ: chi bộ đang bàn, trả lời trong kỳ này.",
    "direction": "Giao việc ở đầu buổi, ghi tên và ngày lên bảng. Đồng chí bí thư đọc lại kỳ sau.",
}
OPINION_FROM_AFAR = "Xin thêm một dòng về đảng viên đi xa: chúng tôi dự được qua điện thoại, mong có đường dây ổn định."
VISITS = [  # day, cell, kind, found, asked, answer
    (-18, "TDP-05", "working", "Sổ họp ghi đủ; ba bản tự soi viết chung chung. Chi ủy đã hẹn gặp từng đồng chí.", "Gặp ba đồng chí và báo lại.", "Đã gặp cả ba; hai đồng chí viết lại, một đồng chí bổ sung ngày xong."),
    (-9, "TDP-08", "field", "Đã in phiếu chữ to cho 11 đồng chí cao tuổi; loa nhà văn hóa hỏng một bên.", "Sửa loa trước buổi sinh hoạt, báo lại Đảng ủy.", ""),
    (-4, "TH-DONG-THINH", "inspection", "Biên bản lập trong ngày, có ghi ý kiến không tán thành.", "", ""),
]  # fmt: skip
LESSONS = [  # cell, day, course, lessons, approved
    ("TDP-01", -39, "Mở đầu bằng việc chi ủy nhận khuyết điểm của tập thể trong mười phút. Sau đó đọc bản tự soi theo thứ tự, mỗi người ba phút; góp ý ngay sau từng bản.", "Phát phiếu góp ý từ hôm trước thì người ít nói cũng có ý. Mười phút cho mỗi bản là quá dài, năm phút là vừa. Nên có người ghi bảng để cả phòng nhìn thấy.", True),
    ("MN-HOA-SEN", -6, "Họp buổi chiều thứ Bảy, trẻ đã về. Chia bốn nhóm đọc cho nhau nghe trước, rồi mới đọc chung.", "Đọc trong nhóm nhỏ trước làm không khí nhẹ hẳn. Cần thêm một người trông giờ.", False),
]  # fmt: skip
WATCHED = [  # day planned, day due, what, seen, answer
    (-30, -20, "Xem việc treo kế hoạch tu dưỡng của bí thư ở nhà văn hóa.", "Bản treo ngay cửa vào, chữ to, có hộp thư góp ý bên cạnh.", "Chi bộ cảm ơn, sẽ giữ bản treo đủ ba mươi ngày."),
    (-8, -3, "Xem vỉa hè trước cổng chợ sáng thứ Bảy.", "Bảy xe máy đỗ ngoài vạch lúc 7 giờ, có hai xe của nhà đảng viên.", ""),
    (-2, 12, "Dự buổi hòa giải vụ lối đi chung ngõ 16.", "", ""),
]  # fmt: skip
ASKS_FOR_REST = "Tôi mổ khớp gối, bác sĩ dặn không leo cầu thang. Xin được miễn sinh hoạt sáu tháng."
AGENDA = [  # kind, title, minutes, least, most, fixed
    ("opening", "Khai mạc, lời mở đầu", 5, 3, 10, True),
    ("roll_call", "Điểm danh", 5, 3, 10, True),
    ("open_items", "Soi lại các việc còn mở", 15, 10, 40, True),
    ("collective", "Báo cáo tự soi của tập thể, góp ý cho tập thể", 25, 15, 40, True),
    ("reviews", "Tự phê bình và phê bình", 50, 30, 90, True),
    ("upward", "Góp ý cho cấp trên", 10, 5, 20, False),
    ("conclusion", "Kết luận, biểu quyết", 10, 5, 20, True),
]
PILOT_LESSONS = {
    "tổ dân phố": "Phiếu góp ý phát trước một ngày thì ai cũng có ý. Nên để 25 phút cho phần tập thể, cử hai đồng chí trẻ giúp các cụ đọc chữ trên màn hình.",
    "trường học": "Họp chiều thứ Bảy đủ người. Chia nhóm bốn đọc trước; cần báo phòng bảo vệ mở cửa đến 18 giờ.",
    "công an": "Tách hai ca thì mỗi đồng chí chỉ dự một phần. Sổ giao ca nên đọc trước, không chiếu lên màn hình.",
}  # fmt: skip
TAGS = ["Thủ tục hành chính", "Đất đai, trật tự hè phố", "Vệ sinh môi trường", "Gần dân, tiếp dân", "Nền nếp sinh hoạt", "Nêu gương", "Học tập nghị quyết", "Mạng xã hội"]  # fmt: skip
TARGETS = [  # scope, name, years from and to after this year's, source
    ("year", "Trên 98 % hồ sơ trả đúng hẹn", 0, "Nghị quyết số 07-NQ/ĐU về nhiệm vụ năm"),
    ("term", "Cả 17 chi bộ có bảng việc, hạn, người làm", 4, "Nghị quyết Đại hội Đảng bộ phường"),
]
CONTESTED = [  # fact, what the comrade says, why it stands, the appeal
    ("Trong buổi họp tổ, đồng chí hứa sửa nắp cống rồi để hai tháng không làm.", "Tôi hứa xin phường sửa, không hứa tự sửa; giấy xin còn đây.", "Biên bản họp tổ ghi đồng chí nhận làm; chi ủy giữ khuyết điểm này.", "Biên bản ghi sau buổi họp bốn ngày, người ghi hôm ấy vắng nửa buổi. Tôi gửi kèm tên ba người ngồi cùng bàn."),
    ("Đồng chí vắng ba buổi trực chốt không báo.", "Hai buổi tôi đổi ca với anh cùng tổ, sổ ở chốt có ghi.", "Sổ chốt không có tên người đổi ca, chi ủy giữ khuyết điểm này.", "Trang sổ ngày 9 bị xé; anh cùng tổ sẵn sàng nói trước ba đồng chí."),
]  # fmt: skip
JUDGED = "Tôi đã gặp người ngồi cùng bàn; lời kể khớp với đơn của đồng chí ấy."
LATER = [  # reason to ask for a later day
    "Ba nhà đi vắng đến cuối tháng, tôi chưa gặp được.",
    "Xưởng giao tăng ca, xin thêm hai tuần.",
]
UPWARD = "Bãi xe cổng chợ kẻ vạch từ tháng 8 mà chưa có người trông; sáng thứ Bảy xe tràn ra đường."
UPWARD_WISH = "Đề nghị Đảng ủy cho biết ai chịu trách nhiệm và ngày có người trông."
UPWARD_ANSWER = "Đảng ủy nhận. Ban quản lý chợ chậm tuyển người; đã giao đồng chí phụ trách đô thị làm."
UPWARD_PROMISE = "Có người trông xe và vé niêm yết giá."
TASK = "Tọa đàm “Đảng viên trẻ tự soi”"
TASK_WORDS = "Mời đảng viên và quần chúng tiêu biểu; ghi năm việc bà con mong đảng viên sửa, gửi về văn phòng."
TASK_REPORT = (
    "64 người dự, trong đó 41 đảng viên trẻ. Năm việc đã gửi: để xe, rác cổng chợ, nhóm mạng, giờ họp, lời nói."
)
PHASE_REASONS = {
    "TDP-01": "Hai đồng chí đi viện dài ngày, sẽ soi khi về; các đồng chí khác đã nêu đủ.",
    "TDP-02": "Còn ba đồng chí đi làm xa chưa gửi được bản tự soi, hẹn trong tháng.",
}
