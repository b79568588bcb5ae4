"""What the standing agency is told of an endpoint to which nothing is sent any more."""

from datetime import datetime

from services.notifications.domain.mailboxes import of_standing_agency
from services.notifications.domain.notices import Message, Notice, NoticeKind, Owed, Part, due_text, notice_id
from services.notifications.domain.phrases import Said
from services.notifications.domain.subscriptions.endpoints import without_query
from services.notifications.domain.subscriptions.progress import Progress
from services.notifications.domain.subscriptions.subscription import Subscription
from shared.tenancy import TenantId

_REASONS = {
    "gone": Said("Địa chỉ nhận báo đã ngừng (410)", "The endpoint says that it is gone (410)"),
    "failing": Said("Năm ngày liền không gửi được", "Nothing was delivered for five days"),
}


def endpoint_disabled(
    tenant: TenantId, subscription: Subscription, reason: str, progress: Progress, now: datetime
) -> Notice:
    """The same for the same run of failures."""
    mailbox = of_standing_agency(tenant)
    name = subscription.wish.description or without_query(subscription.wish.url)
    why = _REASONS[reason]
    message = Message(
        subject=subscription.id,
        title=Said(f"Đã ngừng gửi sự kiện: {name}", f"Events are no longer sent: {name}"),
        text=Said(
            f"{why.vi}. Đăng ký “{name}” đã tạm ngừng; sự kiện vẫn được giữ và sẽ gửi tiếp khi mở lại.",
            f"{why.en}. The subscription “{name}” is disabled; events are kept and go on when it is resumed.",
        ),
        created_at=now,
        effective_at=now,
        sequence=progress.cursor,
        obligation=Owed(subscription.id),
    )
    return Notice(
        notice_id(mailbox, subscription.id, str(progress.cursor), due_text(progress.failing_since)),
        mailbox,
        NoticeKind.ENDPOINT_DISABLED,
        Part.OVERSIGHT,
        message,
    )
