"""Twelve figures: is anything wrong?"""

from deploy.grafana.content.expressions import FAILED, JOBS, TENANT, TRAFFIC, quantile, rate
from deploy.grafana.panels import Row, Text, stat

GLANCE = Row(
    Text("Nhìn nhanh", "At a glance"),
    (
        stat(
            Text("Dịch vụ chạy", "Services up"),
            Text(
                "Số dịch vụ có ít nhất một bản chạy trả lời; đủ là 4.", "Services with an answering replica; 4 is all."
            ),
            "none",
            f"sum(max by (service) (up{{{JOBS}}}))",
        ),
        stat(
            Text("Cảnh báo", "Alerts firing"),
            Text("Số cảnh báo đang kêu; cách xử lý: docs/operations.md.", "What to do about each: docs/operations.md."),
            "none",
            'count(ALERTS{alertname=~"Tiendo.+", alertstate="firing"}) or vector(0)',
            ((1, "red"),),
        ),
        stat(
            Text("Sự kiện/giây", "Events/s"),
            Text("Thay đổi được ghi số thứ tự vào nhật ký.", "Changes that got their number in the journal."),
            "eps",
            rate("tiendo_events_sequenced_total", TENANT),
        ),
        stat(
            Text("Hiện ra, p99", "Visible, p99"),
            Text(
                "Từ lúc ghi nhận đến khi mọi nơi đọc thấy; mục tiêu 250 ms.",
                "From entry to every reader; target 250 ms.",
            ),
            "s",
            quantile(0.99, "tiendo_event_visible_seconds", ""),
            ((0.25, "yellow"), (5, "red")),
        ),
        stat(
            Text("Chậm nhiều nhất", "Largest lag"),
            Text("Số sự kiện mà nơi đọc chậm nhất còn thiếu.", "Events that the slowest reader has yet to apply."),
            "none",
            f"max(tiendo_subscription_lag_events{{{TENANT}}})",
            ((100, "yellow"), (1000, "red")),
        ),
        stat(
            Text("Outbox cũ nhất", "Oldest in outbox"),
            Text("Thay đổi đã nhận nhưng chưa có số thứ tự.", "Age of the oldest accepted change without a number."),
            "s",
            "max(tiendo_outbox_oldest_seconds)",
            ((10, "yellow"), (60, "red")),
        ),
        stat(
            Text("Sự kiện bị gác", "Parked events"),
            Text("Sự kiện không xử lý được, chờ quyết định.", "Events that a reader could not handle; they wait."),
            "none",
            "sum(max by (service, subscription) (tiendo_dead_letters)) or vector(0)",
            ((1, "red"),),
        ),
        stat(
            Text("Nhiệm vụ quá hạn", "Overdue tasks"),
            Text("Nhiệm vụ kế hoạch chưa xong và đã quá hạn.", "Plan tasks that are open and past their deadline."),
            "none",
            f"sum(max by (tenant) (tiendo_tasks_overdue{{{TENANT}}}))",
        ),
        stat(
            Text("Yêu cầu/giây", "Requests/s"),
            Text("Không tính kiểm tra sức khỏe và thu số liệu.", "Without probes and scrapes."),
            "reqps",
            rate("tiendo_http_request_seconds_count", TRAFFIC),
        ),
        stat(
            Text("Lỗi 5xx", "5xx"),
            Text("Phần yêu cầu kết thúc bằng lỗi máy chủ.", "Share of requests that end in a server error."),
            "percentunit",
            f"({rate('tiendo_http_request_seconds_count', FAILED)} or vector(0))"
            f" / {rate('tiendo_http_request_seconds_count', TRAFFIC)}",
            ((0.001, "yellow"), (0.02, "red")),
        ),
        stat(
            Text("Bảng điểm lệch", "Scoreboard mismatch"),
            Text("Tổng bảng điểm trừ số dòng; đúng là 0.", "Scoreboard total minus rows, worst tenant; 0 is right."),
            "none",
            f"max(abs(tiendo_scoreboard_mismatch{{{TENANT}}}))",
            ((1, "red"),),
        ),
        stat(
            Text("Luồng trực tiếp", "Live streams"),
            Text("Số trình duyệt và hệ thống đang nghe SSE.", "Browsers and systems that listen to SSE."),
            "none",
            "sum(tiendo_sse_clients)",
        ),
    ),
)
