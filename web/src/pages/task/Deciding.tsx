import { Radio, Stack, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { confirmProgress, decideApproval } from "../../api/tasks";
import { useCommand } from "../../parts/command";
import { DayInput } from "../../parts/DayInput";
import { Dialog } from "../../parts/Dialog";
import { useMeasure } from "../../parts/measures";
import { useNames } from "../../parts/names";
import { isoDateOf, useNumber } from "../../parts/times";
import type { DialogProps } from "./Telling";

type Decision = "submitted" | "returned" | "approved";

/** The lead submits; what the authority decided is entered with its document, or with why it goes back (FR-TW-06). */
export function ApprovalDialog({ work, tenant, close, to }: DialogProps & { to: Decision }) {
  const { t } = useTranslation("task");
  const [words, setWords] = useState("");
  const [on, setOn] = useState(isoDateOf(new Date()));
  const said = words.trim();
  const grounds = { submitted: {}, returned: { reason: said }, approved: { document: said, decided_on: on } }[to];
  const told = { done: t("approval_told"), after: close };
  const sending = useCommand(tenant, () => decideApproval(tenant, work, { to, ...grounds }), told);
  return (
    <Dialog
      title={t(`deed.approval.${to}`)}
      action={t(`deed.approval.${to}`)}
      carryOut={() => sending.mutate()}
      close={close}
      running={sending}
      ready={to === "submitted" || said !== ""}
      standsNow={t(`works:status.${work.status}`)}
    >
      {to !== "submitted" && (
        <TextInput
          label={to === "approved" ? t("field.document") : t("works:field.reason")}
          required
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
          data-autofocus
        />
      )}
      {to === "approved" && <DayInput label={t("field.decided_on")} value={on} onChange={setOn} />}
    </Dialog>
  );
}

/** What another unit reported counts once the lead confirms it (FR-NT-21). */
export function ConfirmDialog({ work, tenant, close }: DialogProps) {
  const { t } = useTranslation("task");
  const names = useNames(tenant);
  const number = useNumber();
  const measure = useMeasure();
  const waiting = (work.measured?.unconfirmed ?? []).map((one) => ({ ...one, from: one.by_unit ?? "" }));
  const [unit, setUnit] = useState(waiting[0]?.from ?? "");
  const [verdict, setVerdict] = useState("accept");
  const [note, setNote] = useState("");
  const wish = { unit, accept: verdict === "accept", note: note.trim() || undefined };
  const told = { done: t("confirmed"), after: close };
  const sending = useCommand(tenant, () => confirmProgress(tenant, work, wish), told);
  const figure = (done: number, total?: number | null) =>
    total == null ? number(done) : `${number(done)}/${number(total)}`;
  return (
    <Dialog
      title={t("deed.confirm")}
      action={t(`verdict.${verdict}`)}
      carryOut={() => sending.mutate()}
      close={close}
      running={sending}
      ready={unit !== ""}
      standsNow={t(`works:status.${work.status}`)}
    >
      <Radio.Group label={t("field.reported")} value={unit} onChange={setUnit}>
        <Stack gap="xs" mt="xs">
          {waiting.map(({ from, done, total, unit: counted }) => (
            <Radio key={from} value={from} label={`${names.unit(from)}: ${figure(done, total)} ${measure(counted)}`} />
          ))}
        </Stack>
      </Radio.Group>
      <Radio.Group label={t("field.verdict")} value={verdict} onChange={setVerdict}>
        <Stack gap="xs" mt="xs">
          <Radio value="accept" label={t("verdict.accept")} />
          <Radio value="refuse" label={t("verdict.refuse")} />
        </Stack>
      </Radio.Group>
      <Textarea label={t("works:field.note")} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
    </Dialog>
  );
}
