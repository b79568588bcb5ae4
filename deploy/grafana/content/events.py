"""Does every accepted change reach every reader, and how fast?"""

from deploy.grafana.content.expressions import TENANT, quantile, rate
from deploy.grafana.panels import Panel, Query, Row, Text, bars, lines

EVENTS = Row(
    Text("Sự kiện có đến nơi không?", "Do events arrive?"),
    (
        lines(
            Text("Lưu lượng sự kiện", "Event throughput"),
            Text(
                "Ghi số, gửi lên Kafka, áp dụng: ba đường phải đi cùng nhau.",
                "Numbered, published, applied: the curves should follow each other.",
            ),
            "eps",
            Query(rate("tiendo_events_sequenced_total", TENANT), "ghi số · numbered"),
            Query(rate("tiendo_events_published_total", f'outlet="publisher", {TENANT}'), "gửi · published"),
            Query(rate("tiendo_events_applied_total", TENANT, "subscription"), "áp dụng · applied: {{subscription}}"),
        ),
        lines(
            Text("Từ ghi nhận đến hiện ra", "From entry to visible"),
            Text(
                "Mục tiêu ở 100 thay đổi/giây: p50 ≤ 50 ms, p99 ≤ 250 ms. Khi dựng lại, số này cao là đúng.",
                "Target at 100 changes/s: p50 ≤ 50 ms, p99 ≤ 250 ms. During a rebuild high values are right.",
            ),
            "s",
            Query(quantile(0.5, "tiendo_event_visible_seconds", "", "subscription"), "p50 {{subscription}}"),
            Query(quantile(0.99, "tiendo_event_visible_seconds", "", "subscription"), "p99 {{subscription}}"),
        ),
        lines(
            Text("Nơi đọc còn thiếu", "Behind the journal"),
            Text("Sự kiện chưa áp dụng, 20 cặp nhiều nhất.", "Events not yet applied, the 20 largest."),
            "none",
            Query(
                f"topk(20, max by (tenant, subscription) (tiendo_subscription_lag_events{{{TENANT}}}))",
                "{{subscription}} {{tenant}}",
            ),
        ),
        lines(
            Text("Từ lần tiến gần nhất", "Since last progress"),
            Text(
                "Thời gian từ khi vị trí tiến lên hoặc ngang nhật ký; trên 120 giây mà còn việc thì báo động.",
                "Time since the position moved or was level; over 120 s with work waiting, an alert fires.",
            ),
            "s",
            Query(
                "time() - max by (service, subscription) (tiendo_subscription_last_progress_timestamp_seconds)",
                "{{subscription}}",
            ),
        ),
        lines(
            Text("Outbox", "Outbox"),
            Text(
                "Thay đổi chưa có số thứ tự: số lượng và tuổi cũ nhất. Bình thường gần 0.",
                "Changes without a number: how many, and the age of the oldest (s). Near 0 is normal.",
            ),
            "none",
            Query("max(tiendo_outbox_pending_events)", "số lượng · pending"),
            Query("max(tiendo_outbox_oldest_seconds)", "cũ nhất, giây · oldest, s"),
            width=8,
        ),
        lines(
            Text("Chưa gửi lên Kafka", "Not yet published"),
            Text("Theo tỉnh, 20 nhiều nhất; kèm số lần gửi lỗi.", "By tenant, the 20 largest; and failed attempts."),
            "none",
            Query(
                f"topk(20, max by (tenant, outlet) (tiendo_publisher_lag_events{{{TENANT}}}))", "{{tenant}} {{outlet}}"
            ),
            Query("sum(increase(tiendo_publish_failures_total[$__rate_interval]))", "gửi lỗi · failed attempts"),
            width=8,
        ),
        lines(
            Text("Lấy từ nhật ký, trùng lặp", "Pulled, duplicates"),
            Text(
                "Kéo từ nhật ký khi Kafka thiếu; trùng là bình thường sau khởi động lại.",
                "Pulled where Kafka lacked them; duplicates are normal after a restart.",
            ),
            "eps",
            Query(
                rate("tiendo_subscription_pulled_events_total", TENANT, "subscription"),
                "kéo · pulled: {{subscription}}",
            ),
            Query(rate("tiendo_events_duplicate_total", "", "subscription"), "trùng · duplicate: {{subscription}}"),
            width=8,
        ),
        lines(
            Text("Kafka không dùng được", "Kafka cannot be used"),
            Text(
                "1: bản chạy đó bị từ chối hoặc không tới được; lý do ở /readyz và trong nhật ký.",
                "1: that replica is refused or does not get there; /readyz and its log say why.",
            ),
            "none",
            Query("tiendo_bus_away", "{{service}} {{instance}}"),
            width=8,
        ),
        lines(
            Text("Sự kiện bị gác đang chờ", "Parked events that wait"),
            Text("Chờ người quyết định, theo nơi đọc.", "They wait for a decision, by reader."),
            "none",
            Query("max by (service, subscription) (tiendo_dead_letters)", "{{subscription}}"),
            width=8,
        ),
        bars(
            Text("Gác lại và bỏ qua theo lý do", "Parked and ignored by reason"),
            Text(
                "Sự kiện bị gác lại, và sự kiện loại chưa biết được bỏ qua, trong mỗi khoảng.",
                "Events set aside, and events of unknown types that were ignored, in each interval.",
            ),
            "none",
            Query(
                "sum by (subscription, reason) (increase(tiendo_events_parked_total[$__rate_interval]))",
                "{{subscription}}: {{reason}}",
            ),
            Query(
                "sum by (subscription, type) (increase(tiendo_events_ignored_total[$__rate_interval]))",
                "{{subscription}}: {{type}}",
            ),
            width=8,
        ),
        lines(
            Text("Nhật ký", "Journal"),
            Text("Số thứ tự mới nhất của từng tỉnh.", "Number of the newest event of each tenant."),
            "none",
            Query(f"max by (tenant) (tiendo_journal_head{{{TENANT}}})", "{{tenant}}"),
            width=8,
        ),
        Panel(
            Text("Phân bố độ trễ hiển thị", "Distribution of visibility"),
            Text("Màu đậm: nhiều sự kiện.", "Darker: more events."),
            "s",
            (Query("sum by (le) (increase(tiendo_event_visible_seconds_bucket[$__rate_interval]))", "{{le}}"),),
            "heatmap",
            8,
            options={"calculate": False, "yAxis": {"unit": "s"}, "color": {"mode": "scheme", "scheme": "Oranges"}},
        ),
    ),
)
