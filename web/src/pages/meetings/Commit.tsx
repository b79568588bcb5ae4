import { NativeSelect, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { commit, type WholeMeeting } from "../../api/meetings";
import { speaksFor } from "../../api/rights";
import type { Session } from "../../api/session";
import { useCommand } from "../../parts/command";
import { DayInput } from "../../parts/DayInput";
import { Dialog } from "../../parts/Dialog";
import { useNames } from "../../parts/names";

interface Props {
  tenant: string;
  known: WholeMeeting;
  session: Session;
  close: () => void;
}

/** Who, what, by when; from then on it is owed and reminded of (FR-NA-13). */
export function Commit({ tenant, known, session, close }: Props) {
  const { t } = useTranslation("meetings");
  const names = useNames(tenant);
  const units = known.participants.filter((one) => speaksFor(session, tenant, one));
  const [unit, setUnit] = useState(units[0] ?? "");
  const [title, setTitle] = useState("");
  const [due, setDue] = useState("");
  const wish = { unit, title_vi: title.trim().replace(/\s+/g, " "), due_date: due };
  const committing = useCommand(tenant, () => commit(tenant, known, wish), { done: t("commit.done"), after: close });
  return (
    <Dialog
      title={t("commit.action")}
      action={t("commit.send")}
      carryOut={() => committing.mutate()}
      close={close}
      running={committing}
      ready={Boolean(unit && wish.title_vi && due)}
      standsNow={t("promised", { count: known.commitments.length })}
    >
      <NativeSelect
        label={t("commit.unit")}
        value={unit}
        onChange={(event) => setUnit(event.currentTarget.value)}
        data={units.map((value) => ({ value, label: names.unit(value) }))}
      />
      <Textarea
        label={t("commit.title")}
        required
        rows={2}
        maxLength={500}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
        data-autofocus
      />
      <DayInput label={t("commit.due")} required minDate={known.held_on} value={due} onChange={setDue} />
    </Dialog>
  );
}
