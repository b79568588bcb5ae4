"""Open streams, and what the processes and the store use."""

from deploy.grafana.content.expressions import CHOSEN, JOBS, quantile, rate
from deploy.grafana.panels import Query, Row, Text, bars, lines

LIVE = Row(
    Text("Luồng trực tiếp", "Live streams"),
    (
        lines(
            Text("Kết nối SSE theo bản chạy", "SSE connections by replica"),
            Text("Mỗi bản chạy của cổng được tính cho 1.000 kết nối.", "A gateway replica is sized for 1,000."),
            "none",
            Query('tiendo_sse_clients{service="gateway"}', "{{instance}}"),
        ),
        lines(
            Text("Sự kiện gửi qua SSE", "Events written to SSE"),
            Text("Sự kiện nhân với số người nghe.", "Events times listeners."),
            "eps",
            Query(rate("tiendo_sse_events_total", "", "instance"), "{{instance}}"),
        ),
    ),
)

RESOURCES = Row(
    Text("Tài nguyên có đủ không?", "Are there enough resources?"),
    (
        lines(
            Text("Bộ nhớ", "Memory"),
            Text("Bộ nhớ thường trú của từng tiến trình.", "Resident memory of each process."),
            "bytes",
            Query(f"process_resident_memory_bytes{{{JOBS}, {CHOSEN}}}", "{{service}} {{instance}}"),
            width=8,
        ),
        lines(
            Text("CPU", "CPU"),
            Text("1 là trọn một nhân.", "1 is a whole core."),
            "none",
            Query(f"rate(process_cpu_seconds_total{{{JOBS}, {CHOSEN}}}[$__rate_interval])", "{{service}} {{instance}}"),
            width=8,
        ),
        lines(
            Text("Tệp đang mở", "Open files"),
            Text("So với giới hạn của tiến trình.", "As a share of what the process may open."),
            "percentunit",
            Query(
                f"process_open_fds{{{JOBS}, {CHOSEN}}} / process_max_fds{{{JOBS}, {CHOSEN}}}",
                "{{service}} {{instance}}",
            ),
            width=8,
        ),
        lines(
            Text("Kho dữ liệu, p99", "Store, p99"),
            Text("Theo thao tác.", "By operation."),
            "s",
            Query(
                quantile(0.99, "tiendo_store_operation_seconds", CHOSEN, "service, operation"),
                "{{service}} {{operation}}",
            ),
        ),
        lines(
            Text("Thao tác kho dữ liệu", "Store operations"),
            Text("Số thao tác mỗi giây.", "Operations per second."),
            "ops",
            Query(
                rate("tiendo_store_operation_seconds_count", CHOSEN, "service, operation"),
                "{{service}} {{operation}}",
            ),
        ),
        lines(
            Text("Thời gian ở kho dữ liệu", "Time in the store"),
            Text(
                "Số giây chờ kho trong mỗi giây: thao tác nào tốn nhất.",
                "Seconds spent waiting for the store in each second: which operation costs most.",
            ),
            "none",
            Query(
                rate("tiendo_store_operation_seconds_sum", CHOSEN, "service, operation"), "{{service}} {{operation}}"
            ),
        ),
        bars(
            Text("Kho dữ liệu không phục vụ", "Store failures"),
            Text("Thao tác mà kho không thực hiện được.", "Operations that the store did not carry out."),
            "none",
            Query(
                f"sum by (service, operation) (increase(tiendo_store_failures_total{{{CHOSEN}}}[$__rate_interval]))",
                "{{service}} {{operation}}",
            ),
        ),
    ),
)
