import { Badge } from "@mantine/core";
import { CircleCheck, CircleX, Gavel, Lightbulb, type LucideIcon, OctagonAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Bottleneck } from "../../api/bottlenecks";

const LOOKS: Record<Bottleneck["status"], { colour: string; icon: LucideIcon }> = {
  open: { colour: "var(--due-soon)", icon: OctagonAlert },
  proposed: { colour: "var(--in-time)", icon: Lightbulb },
  decided: { colour: "var(--done-late)", icon: Gavel },
  resolved: { colour: "var(--done-on-time)", icon: CircleCheck },
  rejected: { colour: "var(--no-deadline)", icon: CircleX },
};

export function StatusBadge({ status }: { status: Bottleneck["status"] }) {
  const { t } = useTranslation("bottlenecks");
  const { colour, icon: Icon } = LOOKS[status];
  return (
    <Badge color={colour} tt="none" leftSection={<Icon size={12} aria-hidden />}>
      {t(`status.${status}`)}
    </Badge>
  );
}
