/** One colour means one outcome everywhere, and is never alone: a word and an icon go with it. */
import { Group, Text } from "@mantine/core";
import { CircleCheck, CircleDashed, CircleHelp, Clock, type LucideIcon, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import classes from "./outcomes.module.css";

export const OUTCOMES = ["open_overdue", "open_in_time", "done_late", "done_on_time", "no_deadline"] as const;
export type Outcome = (typeof OUTCOMES)[number];
export type Shown = Outcome | "due_soon";
export type OutcomeCounts = Record<Outcome, number>;

const LOOKS: Record<Shown, { colour: string; icon: LucideIcon }> = {
  open_overdue: { colour: "var(--overdue)", icon: TriangleAlert },
  due_soon: { colour: "var(--due-soon)", icon: Clock },
  open_in_time: { colour: "var(--in-time)", icon: CircleDashed },
  done_late: { colour: "var(--done-late)", icon: CircleCheck },
  done_on_time: { colour: "var(--done-on-time)", icon: CircleCheck },
  no_deadline: { colour: "var(--no-deadline)", icon: CircleHelp },
};

/** Plain, for it stands in every row of long lists. */
export function OutcomeBadge({ outcome }: { outcome: Shown }) {
  const { t } = useTranslation();
  const { colour, icon: Icon } = LOOKS[outcome];
  return (
    <span className={classes.badge} style={{ background: colour }}>
      <Icon size={12} aria-hidden /> {t(`outcome.${outcome}`)}
    </span>
  );
}

/** Stacked: the overdue first, the parts as long as they are many. The numbers stand beside it, so nobody reads lengths alone. */
export function OutcomeBar({ counts, label }: { counts: OutcomeCounts; label: string }) {
  const { t } = useTranslation();
  const shown = OUTCOMES.filter((outcome) => counts[outcome] > 0);
  const words = shown.map((outcome) => `${t(`outcome.${outcome}`)} ${counts[outcome]}`).join(", ");
  return (
    <div className={classes.bar} role="img" aria-label={`${label}: ${words || t("outcome.none")}`}>
      {shown.map((outcome) => (
        <span key={outcome} className={classes.part} data-outcome={outcome} style={{ flexGrow: counts[outcome] }} />
      ))}
    </div>
  );
}

/** The same numbers in words, each a link to exactly the rows that it counts. */
export function OutcomeLinks({ counts, to }: { counts: OutcomeCounts; to: (outcome: Outcome) => string }) {
  const { t } = useTranslation();
  return (
    <Group gap="md">
      {OUTCOMES.filter((outcome) => counts[outcome] > 0).map((outcome) => {
        const { colour, icon: Icon } = LOOKS[outcome];
        return (
          <Text key={outcome} component={Link} to={to(outcome)} c={colour} size="sm" className={classes.link}>
            <Icon size={14} aria-hidden /> {t(`outcome.${outcome}`)} <b>{counts[outcome]}</b>
          </Text>
        );
      })}
    </Group>
  );
}
