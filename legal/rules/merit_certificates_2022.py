"""Merit certificates for persons under Law 06/2022/QH15: Article 73 (1 to 3, 7), Article 74 (1, 2)."""

from __future__ import annotations

from legal.rules.checks.chains import ConsecutiveTitles
from legal.rules.checks.judgement import Judgement
from legal.rules.checks.ladders import Ladder
from legal.rules.checks.people import (
    ForAbroad,
    ForFarmers,
    ForLabourers,
    ForNationals,
    ForNationalsButScholars,
    ForScholars,
    ForWorkers,
    ForWorkingPeople,
    ProductionModel,
)
from legal.rules.composites import AnyOf

_LAW = "Luật Thi đua, khen thưởng 2022"
_ANSWER = "văn bản trả lời của Bộ Nội vụ trên chinhsachonline.chinhphu.vn"


# --- Điều 73: Bằng khen của Thủ tướng Chính phủ ----------------------------------------------


class Luat2022_D73_ChapHanh(ForNationals, Judgement):  # noqa: N801  # rule names are citation keys
    """Chấp hành tốt chủ trương của Đảng, chính sách, pháp luật của Nhà nước."""

    citation = f"Điều 73 khoản 1, 2, 3 {_LAW}"


class Luat2022_D73_CaNhan(ForNationals, AnyOf):  # noqa: N801
    """Tiêu chuẩn của cá nhân tại khoản 1; tại khoản 2 với công nhân, nông dân, người lao động; tại
    khoản 3 với doanh nhân, trí thức, nhà khoa học.
    """

    citation = f"Điều 73 khoản 1, 2, 3 {_LAW}"


class Luat2022_D73_K1(AnyOf):  # noqa: N801
    """Tiêu chuẩn tại khoản 1."""

    citation = f"Điều 73 khoản 1 {_LAW}"


class Luat2022_D73_K1_a(Judgement):  # noqa: N801
    """Thành tích tiêu biểu, được bình xét trong phong trào thi đua."""

    citation = f"Điều 73 khoản 1 điểm a {_LAW}"
    claim = "MOVEMENT"


class Luat2022_D73_K1_b(Ladder):  # noqa: N801
    """Đã được tặng Bằng khen bộ, ban, ngành, tỉnh và có đủ số năm liên tục đến thời điểm đề nghị hoàn
    thành tốt nhiệm vụ trở lên, trong thời gian đó có đủ số lần chiến sĩ thi đua cơ sở. Điểm này
    không ghi “sau đó”: bằng khen có thể nằm trong các năm ấy.
    """

    citation = f"Điều 73 khoản 1 điểm b {_LAW}"
    until_proposal = True


class Luat2022_D73_K1_c(Judgement):  # noqa: N801
    """Lập nhiều thành tích hoặc thành tích đột xuất có ảnh hưởng trong bộ, ban, ngành, tỉnh, hoặc
    đạt giải thưởng của khu vực.
    """

    citation = f"Điều 73 khoản 1 điểm c {_LAW}"
    claim = "SUDDEN|PRIZE"


class Luat2022_D73_K1_d(Judgement):  # noqa: N801
    """Có đóng góp vào phát triển kinh tế - xã hội, ứng dụng khoa học, công tác xã hội, từ thiện."""

    citation = f"Điều 73 khoản 1 điểm d {_LAW}"
    claim = "GIVING"


class Luat2022_D73_K2(ForLabourers, AnyOf):  # noqa: N801
    """Tiêu chuẩn của công nhân, nông dân, người lao động tại khoản 2."""

    citation = f"Điều 73 khoản 2 {_LAW}"


class Luat2022_D73_K2_a(AnyOf):  # noqa: N801
    """Tiêu chuẩn tại các điểm a, b, d khoản 1."""

    citation = f"Điều 73 khoản 2 điểm a {_LAW}"


class Luat2022_D73_K2_b(Judgement):  # noqa: N801
    """Lập nhiều thành tích hoặc thành tích đột xuất trong lao động, có ảnh hưởng trong lĩnh vực,
    ngành, nghề.
    """

    citation = f"Điều 73 khoản 2 điểm b {_LAW}"
    claim = "SUDDEN|LABOUR"


class Luat2022_D73_K2_c(ForWorkers, Judgement):  # noqa: N801
    """Công nhân có sáng kiến giá trị cao, ảnh hưởng trên địa bàn cấp huyện, và tham gia đào tạo, giúp
    đỡ đồng nghiệp. Cấp huyện không còn từ ngày 01/7/2025: người xét xác định địa bàn tương đương.
    """

    citation = f"Điều 73 khoản 2 điểm c {_LAW}"
    claim = "LABOUR"


class Luat2022_D73_K2_d(ForFarmers, ProductionModel):  # noqa: N801
    """Nông dân có mô hình sản xuất hiệu quả, ổn định, ảnh hưởng trên địa bàn cấp huyện, giúp đỡ hộ
    nông dân, tạo việc làm. Cấp huyện không còn từ ngày 01/7/2025: người xét xác định địa bàn tương
    đương.
    """

    citation = f"Điều 73 khoản 2 điểm d {_LAW}"


class Luat2022_D73_K3(ForScholars, Judgement):  # noqa: N801
    """Doanh nhân, trí thức, nhà khoa học có thành tích đóng góp vào phát triển kinh tế - xã hội, quốc
    phòng, an ninh, được bộ, ban, ngành, tỉnh công nhận.
    """

    citation = f"Điều 73 khoản 3 {_LAW}"
    claim = "GIVING|INVENTION"


class Luat2022_D73_K7_CaNhan_TonTrong(ForAbroad, Judgement):  # noqa: N801
    """Người Việt Nam ở nước ngoài, người nước ngoài tôn trọng độc lập, chủ quyền, thống nhất, pháp
    luật, phong tục của Việt Nam.
    """

    citation = f"Điều 73 khoản 7 {_LAW}"


class Luat2022_D73_K7_CaNhan_ThanhTich(ForAbroad, Judgement):  # noqa: N801
    """Có thành tích đóng góp vào phát triển kinh tế - xã hội của Việt Nam, được bộ, ban, ngành, tỉnh
    công nhận.
    """

    citation = f"Điều 73 khoản 7 {_LAW}"


# --- Điều 74: Bằng khen của bộ, ban, ngành, tỉnh ---------------------------------------------


class Luat2022_D74_K1_GuongMau(ForNationalsButScholars, Judgement):  # noqa: N801
    """Gương mẫu chấp hành tốt chủ trương của Đảng, chính sách, pháp luật của Nhà nước."""

    citation = f"Điều 74 khoản 1 {_LAW}"


class Luat2022_D74_K2_ChapHanh(ForScholars, Judgement):  # noqa: N801
    """Doanh nhân, trí thức, nhà khoa học chấp hành tốt chủ trương của Đảng, chính sách, pháp luật của
    Nhà nước. Khoản này không ghi “gương mẫu”.
    """

    citation = f"Điều 74 khoản 2 {_LAW}"


class Luat2022_D74_CaNhan(ForNationals, AnyOf):  # noqa: N801
    """Tiêu chuẩn của cá nhân tại khoản 1; tại khoản 2 với doanh nhân, trí thức, nhà khoa học."""

    citation = f"Điều 74 khoản 1, 2 {_LAW}"


class Luat2022_D74_K1(AnyOf):  # noqa: N801
    """Tiêu chuẩn tại khoản 1."""

    citation = f"Điều 74 khoản 1 {_LAW}"


class Luat2022_D74_K1_a(Judgement):  # noqa: N801
    """Thành tích xuất sắc, được bình xét trong các phong trào thi đua do bộ, ban, ngành, tỉnh phát
    động.
    """

    citation = f"Điều 74 khoản 1 điểm a {_LAW}"
    claim = "MOVEMENT"


class Luat2022_D74_K1_b(Judgement):  # noqa: N801
    """Lập nhiều thành tích hoặc thành tích đột xuất có ảnh hưởng trong một lĩnh vực thuộc bộ, ban,
    ngành, tỉnh.
    """

    citation = f"Điều 74 khoản 1 điểm b {_LAW}"
    claim = "SUDDEN"


class Luat2022_D74_K1_c(Judgement):  # noqa: N801
    """Có đóng góp vào phát triển kinh tế - xã hội, khoa học, công tác xã hội, từ thiện."""

    citation = f"Điều 74 khoản 1 điểm c {_LAW}"
    claim = "GIVING"


class Luat2022_D74_K1_d(AnyOf):  # noqa: N801
    """Chiến sĩ thi đua cơ sở liên tục; hoàn thành xuất sắc nhiệm vụ liên tục có sáng kiến, công
    trình; kết hợp hai cách qua các năm.
    """

    citation = f"Điều 74 khoản 1 điểm d {_LAW}"
    claim = "MERIT"


class Luat2022_D74_K1_d_ChienSi(ConsecutiveTitles):  # noqa: N801
    """Có đủ số lần liên tục danh hiệu chiến sĩ thi đua cơ sở."""

    citation = f"Điều 74 khoản 1 điểm d {_LAW}"


class Luat2022_D74_K1_d_SangKien(Ladder):  # noqa: N801
    """Có đủ số năm liên tục hoàn thành xuất sắc nhiệm vụ, trong thời gian đó có đủ số sáng kiến được
    công nhận, áp dụng, hoặc công trình khoa học và công nghệ được nghiệm thu, áp dụng tại cơ sở.
    """

    citation = f"Điều 74 khoản 1 điểm d {_LAW}"
    yearly = True


class Luat2022_D74_K1_d_KetHop(Ladder):  # noqa: N801
    """Trong các năm liên tục, mỗi năm là chiến sĩ thi đua cơ sở, hoặc hoàn thành xuất sắc nhiệm vụ và
    có sáng kiến hoặc công trình: hai cách của điểm d được kết hợp theo trả lời của Bộ Nội vụ.
    """

    citation = f"Điều 74 khoản 1 điểm d {_LAW}; {_ANSWER}"
    yearly = True


class Luat2022_D74_K1_dd(ForWorkingPeople, Judgement):  # noqa: N801
    """Công nhân, nông dân, người lao động có nhiều thành tích trong lao động, có ảnh hưởng trong xã,
    phường, cơ quan, đơn vị, doanh nghiệp.
    """

    citation = f"Điều 74 khoản 1 điểm đ {_LAW}"
    claim = "LABOUR|MODEL"


class Luat2022_D74_K2(ForScholars, AnyOf):  # noqa: N801
    """Tiêu chuẩn của doanh nhân, trí thức, nhà khoa học tại khoản 2."""

    citation = f"Điều 74 khoản 2 {_LAW}"


class Luat2022_D74_K2_ThanhTich(Judgement):  # noqa: N801
    """Có thành tích đóng góp cho bộ, ngành, địa phương, được bộ, ban, ngành, tỉnh công nhận."""

    citation = f"Điều 74 khoản 2 {_LAW}"
    claim = "GIVING|INVENTION"
