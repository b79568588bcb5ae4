import { Progress, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { isTask, type OneWork } from "../../api/tasks";
import { useMeasure } from "../../parts/measures";
import { dateOf, useDeadline, useDistance, useNumber } from "../../parts/times";

/** The deadline, how far it is, the words of the text, and what it was at first (FR-X-08). */
export function Due({ work }: { work: OneWork }) {
  const { t } = useTranslation("task");
  const deadline = useDeadline();
  const distance = useDistance();
  const { due_at, original_due_at, moves } = work.obligation;
  const open = work.outcome === "open_overdue" || work.outcome === "open_in_time";
  const original = original_due_at ? dateOf(original_due_at) : t("common:deadline.none");
  return (
    <>
      <Text>{[deadline(work.obligation), open && due_at && distance(due_at)].filter(Boolean).join(", ")}</Text>
      {isTask(work) && work.due_raw && <Text size="sm">“{work.due_raw}”</Text>}
      {moves > 0 && (
        <Text size="sm" data-moves={moves}>
          {t("moved", { count: moves, original })}
        </Text>
      )}
    </>
  );
}

export function Reached({ progress }: { progress: Schemas["Progress"] }) {
  const { t } = useTranslation("task");
  const number = useNumber();
  const measure = useMeasure();
  const { done, total, percent, unit, as_of } = progress;
  return (
    <>
      <Text>
        {number(done)}
        {total != null && `/${number(total)}`} {measure(unit)} {percent != null && `(${number(percent)} %)`}
      </Text>
      {percent != null && <Progress value={Math.min(100, percent)} color="gray.7" aria-label={t("reached")} />}
      <Text size="sm">{t("as_of", { date: dateOf(as_of) })}</Text>
    </>
  );
}
