import { Select, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { openRound, useQuestionSets } from "../../api/surveys";
import { useCommand } from "../../parts/command";
import { DayInput } from "../../parts/DayInput";
import { Dialog } from "../../parts/Dialog";
import { useField } from "../../parts/said";
import { isoDateOf } from "../../parts/times";
import { UnitsInput } from "../../parts/UnitsInput";

const WEEKS_MS = 14 * 86_400_000;

/** The questions are frozen as they are now; each unit that is invited owes one response (FR-BP-08). */
export function OpenRound({ tenant, close }: { tenant: string; close: () => void }) {
  const { t } = useTranslation("surveys");
  const go = useNavigate();
  const field = useField();
  const sets = useQuestionSets(tenant, true).data?.items;
  const [chosen, choose] = useState<string | null>(null);
  const [title, setTitle] = useState("");
  const [due, setDue] = useState(isoDateOf(new Date(Date.now() + WEEKS_MS)));
  const [invited, invite] = useState<string[]>([]);
  const [id] = useState(() => `KS-${Date.now().toString(36).toUpperCase()}`);
  const set = chosen ?? sets?.[0]?.id ?? null;
  const opening = useCommand(
    tenant,
    () =>
      openRound(tenant, {
        id,
        question_set: set ?? "",
        title_vi: title.trim(),
        invited,
        due: { date: due, precision: "day" },
      } as Parameters<typeof openRound>[1]),
    { done: t("open.done"), after: () => void go(`/t/${tenant}/surveys/${id}`) },
  );
  return (
    <Dialog
      title={t("open.action")}
      action={t("open.action")}
      carryOut={() => opening.mutate()}
      close={close}
      running={opening}
      ready={Boolean(set && title.trim() && due && invited.length > 0)}
    >
      {sets?.length === 0 && <Text>{t("open.no_set")}</Text>}
      <Select
        label={t("open.set")}
        required
        value={set}
        onChange={choose}
        data={(sets ?? []).map((one) => ({
          value: one.id,
          label: t("open.set_of", { name: field(one, "title"), count: one.questions.length }),
        }))}
      />
      <TextInput
        label={t("open.name")}
        required
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
        data-autofocus
      />
      <DayInput label={t("open.due")} required value={due} onChange={setDue} />
      <UnitsInput tenant={tenant} label={t("open.units")} value={invited} onChange={invite} />
    </Dialog>
  );
}
