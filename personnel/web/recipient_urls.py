"""Addresses of the pages about recipients outside the staff lists."""

from django.urls import path

from personnel.web import recipients

urlpatterns = [
    path("nhan-su/doi-tuong-ngoai/", recipients.recipient_list, name="recipient_list"),
    path("nhan-su/them-doi-tuong-ngoai/", recipients.recipient_add, name="recipient_add"),
    path(
        "nhan-su/doi-tuong-ngoai/<str:code>/", recipients.recipient_detail, name="recipient_detail"
    ),
    path(
        "nhan-su/doi-tuong-ngoai/<str:code>/sua/", recipients.recipient_edit, name="recipient_edit"
    ),
]
