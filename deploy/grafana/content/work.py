"""What the programme looks like from here: overdue tasks, notices, reminders, whole and partial views."""

from deploy.grafana.content.expressions import TENANT
from deploy.grafana.panels import Json, Panel, Query, Row, Text, bars, lines

_BARGAUGE: Json = {
    "orientation": "horizontal",
    "displayMode": "basic",
    "reduceOptions": {"calcs": ["lastNotNull"]},
}

_ENDPOINTS = (
    lines(
        Text("Sự kiện tới đơn vị tích hợp", "Events reach integrators"),
        Text("Từ lúc nhập đến khi nơi nhận trả lời 2xx.", "From entry of a change to the 2xx of an endpoint."),
        "s",
        Query(
            "histogram_quantile(0.5, sum by (le) (rate(tiendo_webhook_delivery_seconds_bucket[$__rate_interval])))",
            "p50",
        ),
        Query(
            "histogram_quantile(0.99, sum by (le) (rate(tiendo_webhook_delivery_seconds_bucket[$__rate_interval])))",
            "p99",
        ),
        width=8,
    ),
    lines(
        Text("Sự kiện chờ lâu nhất", "Oldest event that waits"),
        Text("Theo nơi nhận; mười nơi chậm nhất.", "By endpoint, the ten slowest."),
        "s",
        Query(
            f"topk(10, max by (tenant, endpoint) (tiendo_webhook_backlog_seconds{{{TENANT}}}))",
            "{{tenant}} {{endpoint}}",
        ),
        width=8,
    ),
    bars(
        Text("Kết quả gửi", "Outcomes of sending"),
        Text("Số lần gửi mỗi giờ theo kết quả.", "Attempts per hour by outcome."),
        "none",
        Query(f"sum by (outcome) (increase(tiendo_webhook_attempts_total{{{TENANT}}}[1h]))", "{{outcome}}"),
        width=8,
    ),
    lines(
        Text("Nơi nhận theo tình trạng", "Endpoints by state"),
        Text("Đang gửi được, hoặc đang lỗi.", "Well, or failing."),
        "none",
        Query(f"sum by (state) (max by (tenant, state) (tiendo_webhook_endpoints{{{TENANT}}}))", "{{state}}"),
        width=8,
    ),
)

_MAILS = (
    bars(
        Text("Thư đã gửi", "Mails sent"),
        Text("Số thư máy chủ thư đã nhận mỗi giờ.", "Mails that the mail server took, per hour."),
        "none",
        Query(f"sum by (sort) (increase(tiendo_emails_sent_total{{{TENANT}}}[1h]))", "{{sort}}"),
        width=8,
    ),
    bars(
        Text("Gửi thư hỏng", "Mails that failed"),
        Text("Số lần gửi hỏng mỗi giờ, theo lý do.", "Attempts that failed, per hour, by reason."),
        "none",
        Query(f"sum by (reason) (increase(tiendo_emails_failed_total{{{TENANT}}}[1h]))", "{{reason}}"),
        width=8,
    ),
    lines(
        Text("Thư chờ lâu nhất", "Oldest mail that waits"),
        Text("Thư lẽ ra phải đi trước tiên.", "The mail that should have gone out first."),
        "s",
        Query(f"max by (tenant) (tiendo_emails_oldest_seconds{{{TENANT}}})", "{{tenant}}"),
        width=8,
    ),
)

WORK = Row(
    Text("Công việc ra sao?", "How is the work?"),
    (
        Panel(
            Text("Quá hạn theo tỉnh", "Overdue by province"),
            Text("Nhiều nhất ở trên.", "The most on top."),
            "none",
            (Query(f"sort_desc(max by (tenant) (tiendo_tasks_overdue{{{TENANT}}}))", "{{tenant}}"),),
            "bargauge",
            8,
            8,
            ((1, "orange"), (10, "red")),
            _BARGAUGE,
        ),
        lines(
            Text("Quá hạn theo thời gian", "Overdue over time"),
            Text("Nhiệm vụ kế hoạch chưa xong và đã quá hạn.", "Plan tasks that are open and past their deadline."),
            "none",
            Query(f"max by (tenant) (tiendo_tasks_overdue{{{TENANT}}})", "{{tenant}}"),
            width=8,
        ),
        bars(
            Text("Thông báo theo loại", "Notices by kind"),
            Text("Số thông báo vào hộp thư mỗi giờ.", "Notices put into inboxes per hour."),
            "none",
            Query(f"sum by (kind) (increase(tiendo_notices_total{{{TENANT}}}[1h]))", "{{kind}}"),
            width=8,
        ),
        bars(
            Text("Nhắc việc theo bậc", "Reminders by step"),
            Text("Số lần nhắc của thang nhắc mỗi giờ.", "Reminders of the ladder per hour."),
            "none",
            Query("sum by (step) (increase(tiendo_reminders_fired_total[1h]))", "{{step}}"),
            width=8,
        ),
        *_ENDPOINTS,
        *_MAILS,
        bars(
            Text("Nhắc việc chưa xác nhận theo cấp", "Unacknowledged reminders by level"),
            Text(
                "Trong 7 ngày: số lần nhắc trừ số lần “tôi đã nhận”, theo cấp được nhắc.",
                "Within 7 days: reminders minus acknowledgements, by the level that was told.",
            ),
            "none",
            Query(
                "sum by (level) (increase(tiendo_ladder_notices_total[7d]))"
                " - (sum by (level) (increase(tiendo_ladder_acknowledgements_total[7d]))"
                " or 0 * sum by (level) (tiendo_ladder_notices_total))",
                "{{level}}",
            ),
            width=8,
        ),
        bars(
            Text("Trang thiếu phần", "Partial views"),
            Text("Số trang tổng quan phải trả lời mà thiếu một phần.", "Overviews that were answered without a part."),
            "none",
            Query("sum by (part) (increase(tiendo_gateway_degraded_total[$__rate_interval]))", "{{part}}"),
            width=8,
        ),
        lines(
            Text("Bảng điểm lệch theo tỉnh", "Scoreboard mismatch by province"),
            Text("Tổng bảng điểm trừ số dòng; đúng là 0.", "Scoreboard total minus rows; 0 is right."),
            "none",
            Query(f"max by (tenant) (tiendo_scoreboard_mismatch{{{TENANT}}})", "{{tenant}}"),
            width=8,
        ),
    ),
)
