import { List, Select, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changeStatuses, type Status, type Work } from "../../api/tasks";
import { useCommand } from "../../parts/command";
import { Dialog } from "../../parts/Dialog";
import { askedBy, stepsOf } from "../../parts/works";

interface Props {
  works: Work[];
  tenant: string;
  close: () => void;
}

const MOST = 200;

/** One step for many: what became of each is shown row by row. */
export function ManyStatuses({ works, tenant, close }: Props) {
  const { t } = useTranslation("tasks");
  const [to, setTo] = useState<Status | null>(null);
  const [words, setWords] = useState("");
  const steps = [...new Set(works.flatMap(stepsOf))];
  const asked = to && works.map((work) => askedBy(work, to)).find((one) => one?.required);
  const said = words.trim() || undefined;
  const sending = useCommand(tenant, (step: Status) =>
    changeStatuses(tenant, works, { to: step, ...(asked && { [asked.field]: said }) }),
  );
  const outcomes = sending.data;
  return (
    <Dialog
      title={t("change_status")}
      action={outcomes ? t("done_close") : t("change_all", { count: works.length })}
      carryOut={() => (outcomes ? close() : to && sending.mutate(to))}
      close={close}
      running={sending}
      ready={outcomes !== undefined || (to !== null && works.length <= MOST && (!asked || said !== undefined))}
    >
      {works.length > MOST && <Text>{t("over_limit", { count: MOST })}</Text>}
      {!outcomes && (
        <Select
          label={t("new_status")}
          data={steps.map((step) => ({ value: step, label: t(`works:status.${step}`) }))}
          value={to}
          onChange={(value) => setTo(value as Status | null)}
          allowDeselect={false}
          data-autofocus
        />
      )}
      {!outcomes && asked && (
        <TextInput
          label={t(`works:field.${asked.field}`)}
          required
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      )}
      {outcomes && (
        <>
          <Text role="status">{t("bulk_result", { changed: outcomes.changed, refused: outcomes.refused })}</Text>
          <List size="sm" data-outcomes>
            {outcomes.items.map((item) => (
              <List.Item key={item.task}>
                {item.task}: {item.status ? t(`works:status.${item.status}`) : problemOf(item.problem)}
              </List.Item>
            ))}
          </List>
        </>
      )}
    </Dialog>
  );
}

function problemOf(problem: Record<string, unknown> | null): string {
  return String(problem?.detail ?? problem?.title ?? "");
}
