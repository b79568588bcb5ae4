import { Badge, Text } from "@mantine/core";
import { CircleCheck, CircleHelp, Clock, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Line } from "../../api/indicators";
import { Section } from "../../parts/Section";
import { dateOf, useNumber } from "../../parts/times";
import { useFormula } from "./figures";

type Target = Line["target"];

const LOOKS = {
  met: { colour: "var(--done-on-time)", icon: CircleCheck },
  missed: { colour: "var(--overdue)", icon: TriangleAlert },
  not_met: { colour: "var(--due-soon)", icon: Clock },
  unknown: { colour: "var(--no-deadline)", icon: CircleHelp },
} as const;

export function standingOf(target: Target): keyof typeof LOOKS {
  if (!target || target.met === null) return "unknown";
  if (target.met) return "met";
  return target.overdue ? "missed" : "not_met";
}

export function TargetBadge({ target }: { target: Target }) {
  const { t } = useTranslation("indicators");
  const standing = standingOf(target);
  const { colour, icon: Icon } = LOOKS[standing];
  return (
    <Badge
      miw="max-content"
      color={colour}
      tt="none"
      leftSection={<Icon size={12} aria-hidden />}
      data-standing={standing}
    >
      {t(target ? `standings.${standing}` : "standings.no_target")}
    </Badge>
  );
}

/** The formula as it is used, what it was compared with, and how much is missing (AMB-07). */
export function TargetShown({ line }: { line: Line }) {
  const { t } = useTranslation("indicators");
  const formula = useFormula();
  const number = useNumber();
  const { target } = line;
  return (
    <Section help="target" title={t("target")}>
      {!target && <Text>{t("no_target_text")}</Text>}
      {target && (
        <>
          <Text fw={600}>{formula(line)}</Text>
          <Text>
            {target.attained === null
              ? t("nothing_to_compare")
              : t("attained", { value: number(target.attained), gap: number(target.gap ?? 0) })}
            {target.basis === "baseline" &&
              target.basis_day &&
              ` ${t("from_baseline", { date: dateOf(target.basis_day) })}`}
          </Text>
          {target.legal_basis && <Text size="sm">{t("legal_basis", { document: target.legal_basis })}</Text>}
        </>
      )}
      <TargetBadge target={target} />
    </Section>
  );
}
