"""What the standing agency is told of an address that takes nothing: whose it is, never the address itself."""

from datetime import datetime

from services.notifications.domain.email.addresses import Address
from services.notifications.domain.email.letters import mailbox_title
from services.notifications.domain.mailboxes import Mailbox, of_standing_agency
from services.notifications.domain.notices import Message, Notice, NoticeKind, Owed, Part, due_text, notice_id
from services.notifications.domain.phrases import Said
from services.notifications.domain.units import Units
from shared.tenancy import TenantId


def address_failing(tenant: TenantId, address: Address, mailbox: Mailbox, units: Units, now: datetime) -> Notice:
    """The same for the same run of failures. `mailbox`: the one whose mail was refused."""
    office, told = mailbox_title(mailbox, tenant, units), of_standing_agency(tenant)
    why = address.reason or ""
    message = Message(
        subject=f"email:{address.key}",
        title=Said(
            f"Thư điện tử không đến được: {office.vi}",
            f"Email does not arrive: {office.en}",
        ),
        text=Said(
            f"Máy chủ thư từ chối một địa chỉ của {office.vi} ({why}). Đã ngừng gửi đến địa chỉ này; thông báo vẫn có trong hộp "
            "thư của hệ thống. Hãy sửa địa chỉ trong sổ địa chỉ, hoặc gửi lại thư xác nhận.",
            f"The mail server refused an address of {office.en} ({why}). Nothing more is sent to it; notices are in the inbox "
            "as before. Correct the address in the address book, or send the confirmation again.",
        ),
        created_at=now,
        effective_at=now,
        sequence=0,
        obligation=Owed(f"email:{address.key}"),
    )
    return Notice(
        notice_id(told, "address-failing", address.key, due_text(address.failing_since)),
        told,
        NoticeKind.ADDRESS_FAILING,
        Part.OVERSIGHT,
        message,
    )
