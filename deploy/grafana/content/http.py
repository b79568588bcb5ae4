"""How requests are answered."""

from deploy.grafana.content.expressions import CHOSEN, FAILED, SHORT, TRAFFIC, quantile, rate
from deploy.grafana.panels import Panel, Query, Row, Text, bars, lines

HTTP = Row(
    Text("HTTP trả lời thế nào?", "How does HTTP answer?"),
    (
        lines(
            Text("Yêu cầu theo dịch vụ", "Requests by service"),
            Text("Không tính kiểm tra sức khỏe và thu số liệu.", "Without probes and scrapes."),
            "reqps",
            Query(rate("tiendo_http_request_seconds_count", TRAFFIC, "service"), "{{service}}"),
            width=8,
        ),
        lines(
            Text("Thời gian trả lời", "Time to answer"),
            Text("Không tính luồng SSE và nguồn chờ lâu.", "Without SSE and the long-poll feed, which stay open."),
            "s",
            Query(quantile(0.5, "tiendo_http_request_seconds", SHORT, "service"), "p50 {{service}}"),
            Query(quantile(0.99, "tiendo_http_request_seconds", SHORT, "service"), "p99 {{service}}"),
            width=8,
        ),
        bars(
            Text("Lỗi 5xx theo đường dẫn", "5xx by route"),
            Text("Lỗi máy chủ trong mỗi giây.", "Server errors per second."),
            "reqps",
            Query(
                rate("tiendo_http_request_seconds_count", FAILED, "service, route, status"),
                "{{service}} {{route}} {{status}}",
            ),
            width=8,
        ),
        lines(
            Text("Phiên đăng nhập", "Sessions"),
            Text(
                "Phiên bắt đầu theo cách đăng nhập, và lần bị từ chối theo lý do.",
                "Sessions begun by way of signing in, and refusals by reason.",
            ),
            "ops",
            Query(rate("tiendo_sessions_begun_total", CHOSEN, "way"), "{{way}}"),
            Query(rate("tiendo_sessions_refused_total", CHOSEN, "reason"), "✗ {{reason}}"),
            width=24,
        ),
        Panel(
            Text("Theo đường dẫn", "By route"),
            Text(
                "Yêu cầu/giây, lỗi/giây và p99 (giây) của từng đường dẫn.",
                "Requests/s, errors/s and p99 (s) of each route.",
            ),
            "none",
            (
                Query(rate("tiendo_http_request_seconds_count", TRAFFIC, "service, method, route")),
                Query(rate("tiendo_http_request_seconds_count", FAILED, "service, method, route")),
                Query(quantile(0.99, "tiendo_http_request_seconds", SHORT, "service, method, route")),
            ),
            "table",
            24,
            10,
            custom={"filterable": True},
            transformations=(
                {"id": "merge", "options": {}},
                {
                    "id": "organize",
                    "options": {
                        "excludeByName": {"Time": True},
                        "indexByName": {
                            "service": 0,
                            "method": 1,
                            "route": 2,
                            "Value #A": 3,
                            "Value #B": 4,
                            "Value #C": 5,
                        },
                        "renameByName": {
                            "service": "Dịch vụ · Service",
                            "method": "Phương thức · Method",
                            "route": "Đường dẫn · Route",
                            "Value #A": "Yêu cầu/giây · Requests/s",
                            "Value #B": "Lỗi/giây · Errors/s",
                            "Value #C": "p99 (s)",
                        },
                    },
                },
            ),
        ),
    ),
)
