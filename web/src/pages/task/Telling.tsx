import { NumberInput, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type OneWork, reportProgress, urgeAbout } from "../../api/tasks";
import { useCommand } from "../../parts/command";
import { DayInput } from "../../parts/DayInput";
import { Dialog } from "../../parts/Dialog";
import { isoDateOf } from "../../parts/times";

export interface DialogProps {
  work: OneWork;
  tenant: string;
  close: () => void;
}

const WEEK_MS = 7 * 86_400_000;

/** How far it is, in numbers: what was reached since the beginning, of how many where there is a whole. */
export function ProgressDialog({ work, tenant, close }: DialogProps) {
  const { t } = useTranslation("task");
  const [done, setDone] = useState<number | string>("");
  const [total, setTotal] = useState<number | string>(work.measured?.progress?.total ?? "");
  const [note, setNote] = useState("");
  const said = note.trim() || undefined;
  const numbers = total === "" ? { value: Number(done) } : { done: Number(done), total: Number(total) };
  const sending = useCommand(tenant, () => reportProgress(tenant, work, { ...numbers, note: said }), {
    done: t("progress_reported"),
    after: close,
  });
  return (
    <Dialog
      title={t("deed.progress")}
      action={t("deed.progress")}
      carryOut={() => sending.mutate()}
      close={close}
      running={sending}
      ready={done !== ""}
      standsNow={t(`works:status.${work.status}`)}
    >
      <NumberInput label={t("field.done")} required min={0} value={done} onChange={setDone} data-autofocus />
      <NumberInput label={t("field.total")} min={0} value={total} onChange={setTotal} />
      <Textarea label={t("works:field.note")} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
    </Dialog>
  );
}

/** A letter to the unit that leads it (FR-BP-18). */
export function UrgeDialog({ work, tenant, close }: DialogProps) {
  const { t } = useTranslation("task");
  const [text, setText] = useState("");
  const [by, setBy] = useState(isoDateOf(new Date(Date.now() + WEEK_MS)));
  const [id] = useState(() => `DD-${crypto.randomUUID().slice(0, 8)}`);
  const sending = useCommand(tenant, () => urgeAbout(tenant, work, { id, text_vi: text.trim(), reply_by: by }), {
    done: t("urged"),
    after: close,
  });
  return (
    <Dialog
      title={t("deed.urge")}
      action={t("deed.urge")}
      carryOut={() => sending.mutate()}
      close={close}
      running={sending}
      ready={text.trim() !== "" && by !== ""}
    >
      <Textarea
        label={t("field.urge_text")}
        required
        rows={3}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        data-autofocus
      />
      <DayInput label={t("field.reply_by")} required value={by} onChange={setBy} />
    </Dialog>
  );
}
