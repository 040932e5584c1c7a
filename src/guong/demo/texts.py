"""What the invented people say to each other. Data, in Vietnamese; `spoken` fills in the braces (see `faults`)."""

from __future__ import annotations

STRENGTHS = [
    "Tôi giữ quỹ khuyến học của tổ, cuối năm công khai từng khoản.",
    "Tôi trực chốt đủ {so} ca được phân công trong {thang}.",
    "Nhà tôi giữ sạch đoạn {ngo}, ba năm không ai phải nhắc.",
    "Việc chi bộ giao trong {thang} tôi làm xong trước hạn {so} ngày và báo lại bí thư.",
    "Tôi vận động được {so} hộ lùi tường để mở rộng {ngo}.",
    "Tôi ghi chép đủ các chuyên đề và đọc lại cho hai cụ không đến được.",
    "Kỳ sinh hoạt nào tôi cũng đón một đồng chí cao tuổi cùng đi.",
    "Tôi được khen ở hội thi {thang} của phường.",
    "Tôi quen bà con dãy trọ {ngo}, nhà nào mới đến tôi đều hỏi thăm.",
    "Tôi sửa giúp {nhieu} xe đạp cho học trò nghèo.",
    "Hội đồng hương nhờ tôi giữ sổ, chưa khi nào lệch.",
    "Tôi cùng tổ trồng {nhieu} cây bóng mát dọc bờ mương.",
    "Đợt nước ngập {thang} tôi chuyển đồ cho {so} nhà ở thấp.",
    "Tôi dạy đàn miễn phí cho thiếu nhi chiều {ngay}.",
    "Con cháu trong nhà không ai vi phạm, cháu lớn vừa nhập ngũ.",
    "Tôi đọc loa tin của tổ mỗi sáng {ngay}, chưa bỏ buổi nào.",
    "Tôi góp ý {so} điều vào quy chế dân chủ, hai điều được nhận.",
    "Tôi hiến máu lần thứ {nhieu}.",
    "Tôi hòa giải xong vụ chung ngõ kéo dài từ {thang}.",
    "Cơ quan giao số hóa sổ cũ, tôi làm xong {nhieu} tập.",
    "Tôi kèm hai đoàn viên, một em đã vào lớp cảm tình Đảng.",
    "Nhà tôi cho tổ mượn sân họp suốt khi sửa nhà văn hóa.",
    "Tôi nấu cháo cho bệnh viện vào {ngay} tuần đầu tháng.",
    "Phiên chợ {thang} tôi đứng quầy không túi ni lông.",
    "Tôi tự bỏ tiền thay {so} bóng đèn ở {ngo}.",
]
EXAMPLES = [
    "Nói đi đôi với làm: việc đã hứa với bà con thì ghi ngày hẹn và làm đúng hẹn.",
    "Mỗi tháng dành một buổi sáng {ngay} làm việc chung của tổ.",
    "Đi đầu trong giữ vệ sinh, trật tự ở {ngo}.",
    "Dự sinh hoạt đúng giờ, đọc tài liệu trước, nói thẳng và có căn cứ.",
    "Sống giản dị, không nhận quà khi giải quyết công việc.",
    "Giúp một đảng viên trẻ mới chuyển về chi bộ.",
    "Lời tuyên thệ là gần dân: tôi đã đến {nhieu} nhà trong năm, còn thiếu dãy cuối.",
    "Hứa khi nhận việc là trả lời dân trong ba ngày; {thang} tôi trễ {so} lần.",
    "Gia đình cam kết không lấn hè, đến nay giữ được.",
    "Tự nhận lỗi trước khi góp ý cho người khác.",
    "Tiết kiệm điện nước nơi làm việc, tắt máy khi ra về.",
    "Mỗi tuần đọc một bài về Bác, kể lại cho con cháu.",
]
PLEDGES = [
    "Tôi cam kết thực hiện kế hoạch này, chịu sự giám sát của chi bộ và Mặt trận, báo cáo kết quả khi kiểm điểm cuối năm.",
    "Tôi sẽ làm đúng những điều đã ghi; đề nghị chi bộ và bà con nhắc khi tôi chậm.",
    "Tôi hứa trước chi bộ làm xong đúng hạn, cuối năm báo cáo lại từng việc.",
    "Việc nào không kịp hạn tôi sẽ nói trước, không để chi bộ phải hỏi.",
]
REMARKS = [  # (fact, judgement)
    ("Hai buổi tổng vệ sinh {thang} đồng chí vắng mà không báo với tổ trưởng, chị em phải làm thay.", "Đồng chí cần coi việc của tổ là việc của mình."),
    ("{so} buổi họp gần đây đồng chí không phát biểu ý kiến nào.", "Đồng chí có kinh nghiệm, nên nói để chi bộ học."),
    ("Buổi họp {thang} đồng chí đến muộn {nhieu} phút.", "Đề nghị đồng chí sắp xếp đến đúng giờ."),
    ("Việc vận động các hộ ở {ngo} phân loại rác đồng chí nhận từ quý trước mới xong chưa đến một nửa.", "Nên chia nhỏ, có gì khó thì báo để chi bộ cùng làm."),
    ("Đồng chí trả lời một hộ dân ở cuộc họp {thang} khá gắt.", "Nên nghe hết rồi hãy nói."),
    ("Nhóm mạng xã hội của tổ có tin sai mà đồng chí đăng lại hôm {ngay}.", "Đảng viên cần xem nguồn trước khi đăng."),
    ("Sổ theo dõi của tổ đồng chí phụ trách ghi chậm {so} tuần.", "Ghi ngay trong tuần sẽ đỡ dồn việc."),
    ("Đồng chí biết việc cơi nới ở {ngo} mà chưa nhắc.", "Nói sớm thì nhẹ, để lâu thành khó."),
    ("Đồng chí hứa gửi danh sách hội viên cho chi ủy trước {ngay}, đến nay chưa có.", "Đã hẹn ngày thì nên giữ, vướng thì báo lại."),
    ("{Thang} đồng chí bỏ {so} ca trực không nhờ ai thay.", "Mong đồng chí đổi ca cho rõ ràng."),
    ("Khi lấy ý kiến về quỹ {ngo}, đồng chí ngắt lời một chị đang nói.", "Ai cũng cần được nói hết câu."),
    ("Bản đăng ký việc làm theo của đồng chí giống hệt năm trước.", "Chọn một việc mới, nhỏ thôi mà làm được."),
    ("Xe hàng nhà đồng chí đỗ kín lối vào {ngo} sáng {ngay}.", "Nhà đảng viên nên làm trước cho bà con theo."),
    ("Đồng chí nhận kèm một đoàn viên từ {thang}, em ấy nói mới gặp một lần.", "Mỗi tháng một buổi là đủ, nhưng phải đều."),
    ("Đồng chí nói ở ngoài quán điều không nói trong họp chi bộ.", "Có gì nói trong họp, chúng ta cùng nghe."),
    ("Buổi học {thang} đồng chí ra ngoài nghe điện thoại {so} lần.", "Nên để việc riêng sau giờ học."),
]  # fmt: skip
PRAISE = [
    "Đồng chí trông nom tủ sách của tổ rất chu đáo, các cháu ngày nào cũng đến.",
    "Đợt ngập {thang} đồng chí chuyển đồ giúp {so} nhà.",
    "Đồng chí ghi biên bản đầy đủ, ai vắng đọc cũng hiểu.",
    "Đồng chí đưa bác hàng xóm đi cấp cứu lúc nửa đêm.",
    "Hòm thư góp ý ở {ngo} là do đồng chí tự đóng, tuần nào cũng mở.",
    "Đồng chí nhận lỗi về sổ quỹ trước khi ai hỏi.",
]
COMMITTEE_REMARKS = [
    ("Sổ họp {thang} ghi chậm {nhieu} ngày, đảng viên vắng không biết nội dung.", "Chi ủy nên gửi tóm tắt trong hai ngày."),
    ("Nghị quyết quý trước có năm việc, đến nay chưa thông báo việc nào xong.", "Cần đọc kết quả đầu mỗi buổi họp."),
    ("{so} kỳ liền chương trình họp đến tay chúng tôi lúc vào phòng.", "Gửi trước hai ngày để còn chuẩn bị ý kiến."),
    ("Chi ủy phân công ba đồng chí thăm {ngo}, nửa năm chưa nghe báo cáo.", "Ai được phân công nên nói vài phút mỗi kỳ."),
    ("Góp ý của tôi ở kỳ {thang} không thấy trong biên bản.", "Ghi đủ cả ý kiến trái chiều."),
    ("Quỹ thăm hỏi chi {nhieu} lần trong năm mà chưa công khai.", "Dán bảng thu chi ở nhà họp."),
]  # fmt: skip
UPWARD_REMARKS = [
    ("Đèn {ngo} hỏng từ {thang}, tổ đã báo phường {so} lần.", "Đề nghị Đảng ủy cho biết ngày sửa."),
    ("Tài liệu học tập gửi xuống sát ngày, đảng viên cao tuổi không kịp đọc.", "Đề nghị gửi trước ít nhất ba ngày, in chữ to."),
    ("Cống ở {ngo} tắc, mưa {nhieu} phút là nước vào nhà.", "Xin phường xếp vào kế hoạch nạo vét quý tới."),
    ("Một việc chứng thực bà con phải đến {so} buổi vì người ký vắng.", "Nên công khai lịch người ký và người ký thay."),
    ("Điểm đỗ xe cạnh chợ thu tiền không có vé.", "Đề nghị kiểm tra và trả lời công khai."),
    ("Mẫu báo cáo gửi xuống ba bản khác nhau trong {thang}.", "Gửi một mẫu, một lần, có ví dụ điền sẵn."),
    ("Nhà họp tổ dột, {so} kỳ phải họp nhờ trường học.", "Mong Đảng ủy đến xem và hẹn ngày sửa."),
    ("Kiến nghị của kỳ trước về xe tải chạy qua {ngo} chưa thấy trả lời.", "Đề nghị trả lời từng kiến nghị trước kỳ họp sau."),
]  # fmt: skip
UPWARD_ANSWERS = [
    "Đảng ủy đã giao tổ kiểm tra đến xem trong tuần và trả lời chi bộ ở kỳ giao ban sau.",
    "Phần thuộc phường đã làm xong; phần thuộc công ty thoát nước đã gửi công văn, có trả lời sẽ báo.",
    "Văn phòng nhận gửi chậm. Từ tháng này tài liệu gửi trước bảy ngày, kèm bản chữ to.",
    "Đã công khai lịch người ký ở bảng tin và trên trang của phường.",
]
REPLIES = {
    "accept": ["Tôi tiếp thu và sửa ngay từ tháng này.", "Tôi nhận thiếu sót, cảm ơn đồng chí đã nói thẳng.", "Đúng là tôi để chậm; tôi hẹn xong trước {ngay} tuần sau.", "Tôi nhận. Kỳ sau đề nghị đồng chí hỏi lại tôi việc này."],
    "partly": ["Tôi tiếp thu phần đi muộn; buổi thứ hai tôi có báo bí thư từ chiều.", "Phần sổ sách tôi nhận; phần danh sách do phường gửi chậm.", "Tôi nhận chưa nói lại với chi ủy, còn việc thì đã xong từ {thang}."],
    "explain": ["Thời gian đó tôi chăm người ốm ở viện, có báo tổ trưởng qua điện thoại.", "Hôm ấy tôi đi công tác theo phân công, có giấy kèm theo.", "Việc này chuyển cho đồng chí khác từ {thang}, tôi đã bàn giao bằng giấy."],
}  # fmt: skip
COLLECTIVE = [  # of a cell: (kind, fact, cause, measures)
    ("leadership", "Năm nghị quyết quý của chi bộ chỉ có hai nghị quyết được kiểm tra kết quả.", "Chi ủy chưa phân công người theo dõi từng việc.", ["Đọc kết quả từng việc ở đầu mỗi buổi sinh hoạt", "Phân công mỗi chi ủy viên theo dõi một nghị quyết", "Lập bảng việc, hạn, người làm treo ở nơi họp"]),
    ("discipline", "Trong sáu tháng có {so} buổi sinh hoạt bắt đầu muộn quá 15 phút.", "Chi ủy chưa nhắc giờ trước ngày họp.", ["Nhắc lịch trước một ngày", "Bắt đầu đúng giờ dù chưa đủ người", "Báo vắng trước 17 giờ ngày họp"]),
    ("people", "Có {nhieu} hộ chưa được chi bộ đến thăm lần nào trong năm.", "Chia tổ đảng chưa rõ, dãy này không ai nhận.", ["Nhận phụ trách dãy A, thăm mỗi tháng ba hộ", "Nhận phụ trách dãy B, ghi ý kiến của bà con", "Tổng hợp ý kiến gửi Đảng ủy mỗi quý"]),
    ("leadership", "Ba đồng chí được giao bồi dưỡng quần chúng, {nhieu} tháng chưa giới thiệu được ai.", "Chi ủy giao việc rồi không hỏi lại.", ["Mỗi quý nghe từng đồng chí báo cáo", "Gặp Đoàn thanh niên chọn hai người để giúp", "Lập sổ theo dõi, ghi ngày gặp"]),
    ("people", "Hòm thư góp ý của chi bộ từ {thang} không ai mở.", "Chìa khóa để ở một người, người ấy chuyển chỗ ở.", ["Mở hòm thư sáng {ngay} hằng tuần", "Trả lời từng thư trong mười ngày", "Dán câu trả lời ở bảng tin"]),
    ("discipline", "Quỹ đảng phí {thang} nộp lên chậm {nhieu} ngày.", "Chi ủy để dồn đến cuối quý mới thu.", ["Thu xong trước ngày 10", "Đối chiếu sổ mỗi tháng một lần", "Nhắc riêng các đồng chí hay vắng"]),
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
    "Nghe lại bản ghi âm cùng con gái, ghi ba trang.",
    "Học ở bệnh viện, gửi ảnh trang ghi chép có chữ ký.",
]
SPEECHES = [
    "Đề nghị các đồng chí nói vào việc, không nói chung chung.",
    "Tôi thấy ý kiến vừa rồi đúng, chi ủy cần nhận trước.",
    "Đề nghị chi bộ giúp tổ {so} việc đỗ xe ở {ngo}.",
    "Đồng chí bí thư nhận lỗi trước như vậy làm chúng tôi cũng mạnh dạn hơn.",
    "Việc rác ở chợ nói từ {thang}, xin chốt người làm và ngày xong.",
    "Tôi đề nghị ghi cả ý kiến không tán thành vào biên bản.",
    "Lớp trẻ ít nói vì sợ sai; mong các bác nghe rồi hãy góp.",
    "Nên mời tổ trưởng dân phố dự phần nói về {ngo}.",
]
CONCLUSIONS = [
    "Buổi sinh hoạt thẳng thắn, nói rõ việc, rõ người. Các khuyết điểm đã có người nhận, biện pháp và hạn.",
    "Các đồng chí tự soi có việc cụ thể. Chi ủy nhận phần của tập thể trước, kỳ tới kiểm lại từng việc.",
    "Ý kiến góp cho chi ủy được ghi đủ. Việc nào chưa có ngày xong thì bổ sung trong tuần.",
    "Không khí chân tình; bốn việc cần sửa đã giao xong, đồng chí phó bí thư theo dõi.",
    "Phần soi của đảng viên trẻ tốt hơn kỳ trước. Kỳ sau đọc kết quả từng việc ở đầu buổi.",
]
VAGUE = "Đôi lúc tôi còn chưa thật sự nỗ lực trong công tác."
