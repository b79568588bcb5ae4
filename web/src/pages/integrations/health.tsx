/** How an endpoint is, in one word; the rest stands beside it. */
import { Badge } from "@mantine/core";
import { CircleCheck, CircleHelp, CirclePause, CircleX, Clock, type LucideIcon, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Subscription } from "../../api/subscriptions";

/** In order of need. */
const HEALTHS = ["disabled", "failing", "pending", "behind", "paused", "well"] as const;
export type Health = (typeof HEALTHS)[number];

const LOOKS: Record<Health, { colour: string; icon: LucideIcon }> = {
  disabled: { colour: "var(--overdue)", icon: CircleX },
  failing: { colour: "var(--overdue)", icon: TriangleAlert },
  pending: { colour: "var(--due-soon)", icon: CircleHelp },
  behind: { colour: "var(--in-time)", icon: Clock },
  paused: { colour: "var(--no-deadline)", icon: CirclePause },
  well: { colour: "var(--done-on-time)", icon: CircleCheck },
};

/** Events that it has not been asked about yet; null: nobody knows the newest one. */
export function backlogOf(subscription: Subscription, head: number | null): number | null {
  return head === null ? null : Math.max(0, head - subscription.health.cursor);
}

export function healthOf(subscription: Subscription, head: number | null): Health {
  if (subscription.state !== "active") return subscription.state;
  if (subscription.health.failing_since !== null) return "failing";
  return (backlogOf(subscription, head) ?? 0) > 0 ? "behind" : "well";
}

export function byHealth(head: number | null) {
  const place = (subscription: Subscription) => HEALTHS.indexOf(healthOf(subscription, head));
  return (a: Subscription, b: Subscription) => place(a) - place(b) || a.created_at.localeCompare(b.created_at);
}

export function HealthBadge({ subscription, head }: { subscription: Subscription; head: number | null }) {
  const { t } = useTranslation("integrations");
  const health = healthOf(subscription, head);
  const { colour, icon: Icon } = LOOKS[health];
  return (
    <Badge color={colour} tt="none" fw={600} leftSection={<Icon size={12} aria-hidden />} data-health={health}>
      {t(`health.${health}`)}
    </Badge>
  );
}
