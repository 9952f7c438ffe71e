"""Rows of a staff list for tests, and loading them."""

from tests.personnel.loading import STAFF, bring_in, records_file

ROW = {
    "Số hiệu nhân sự": "CB100",
    "Họ và tên": "Trần Thị Mẫu",
    "Ngày sinh": "02/01/1980",
    "Giới tính": "Nữ",
    "Loại nhân sự": "Công chức",
    "Đơn vị": "SCT.trade",
    "Chức vụ, chức danh": "Chuyên viên",
    "Lãnh đạo, quản lý": "Không",
    "Ngày vào cơ quan": "01/03/2012",
    "Giữ vị trí từ ngày": "",
    "Ngày thôi việc": "",
    "Thư điện tử": "mau@example.vn",
    "Mã ở phần mềm nhân sự": "HR-100",
}


def row(**changes):
    """A good row; keys name columns by their first letters without marks."""
    names = {
        "code": "Số hiệu nhân sự", "name": "Họ và tên", "born": "Ngày sinh", "sex": "Giới tính",
        "category": "Loại nhân sự", "unit": "Đơn vị", "above": "Thuộc đơn vị",
        "post": "Chức vụ, chức danh", "manager": "Lãnh đạo, quản lý",
        "joined": "Ngày vào cơ quan", "since": "Giữ vị trí từ ngày", "left": "Ngày thôi việc",
        "email": "Thư điện tử", "external": "Mã ở phần mềm nhân sự", "beside": "Kiêm nhiệm",
        "identity": "Số định danh cá nhân", "given": "Tên gọi", "ref": "Số quyết định",
    }  # fmt: skip
    return ROW | {names[key]: value for key, value in changes.items()}


def load(*rows, **options):
    return bring_in(STAFF, records_file(*rows), **options)
