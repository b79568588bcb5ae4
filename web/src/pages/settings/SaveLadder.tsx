import { useTranslation } from "react-i18next";
import type { Line } from "../../api/settings";
import { SaveCsv } from "../../parts/SaveCsv";
import { useLineName, useWhen } from "./Lines";

/** A row for each step, those of the general line first. */
export function SaveLadder({ lines }: { lines: Line[] }) {
  const { t } = useTranslation("settings");
  const name = useLineName();
  const when = useWhen();
  return (
    <SaveCsv
      name={t("tabs.ladder")}
      rows={() => lines.flatMap((line) => line.steps.map((step) => ({ line, step })))}
      columns={[
        [t("ladder.kinds"), ({ line }) => name(line)],
        [t("ladder.when"), ({ step }) => when(step)],
        [t("ladder.to"), ({ step }) => step.to.map((rung) => t(`rungs.${rung}`)).join("; ")],
        [t("ladder.holds_label"), ({ step }) => step.holds],
      ]}
    />
  );
}
