"""What the programme looks like from here: overdue tasks, notices, reminders, whole and partial views."""

from deploy.grafana.content.expressions import TENANT
from deploy.grafana.panels import Json, Panel, Query, Row, Text, bars, lines

_BARGAUGE: Json = {
    "orientation": "horizontal",
    "displayMode": "basic",
    "reduceOptions": {"calcs": ["lastNotNull"]},
}

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
