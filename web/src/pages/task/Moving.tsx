import { Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { changeLead, moveDeadline } from "../../api/tasks";
import { useCommand } from "../../parts/command";
import { DayInput } from "../../parts/DayInput";
import { Dialog } from "../../parts/Dialog";
import { decidersOf } from "../../parts/deciders";
import { useNames } from "../../parts/names";
import { useDeadline } from "../../parts/times";
import type { DialogProps } from "./Telling";

type Role = Schemas["Role"];

/** A deadline moves by a decision only: its reason, its document and who decided are kept (FR-X-08). */
export function DeadlineDialog({ work, tenant, close }: DialogProps) {
  const { t } = useTranslation("task");
  const deadline = useDeadline();
  const [date, setDate] = useState("");
  const [reason, setReason] = useState("");
  const [document, setDocument] = useState("");
  const deciders = decidersOf(tenant);
  const [decider, setDecider] = useState<Role>(deciders[0] ?? "chairman");
  const said = { reason: reason.trim(), document: document.trim() };
  const wish = { ...said, date, precision: "day" as const, decided_by_role: decider };
  const told = { done: t("deadline_moved"), after: close };
  const sending = useCommand(tenant, () => moveDeadline(tenant, work, wish), told);
  return (
    <Dialog
      title={t("deed.deadline")}
      action={t("deed.deadline")}
      carryOut={() => sending.mutate()}
      close={close}
      running={sending}
      ready={Boolean(date && said.reason && said.document)}
      standsNow={`${t(`works:status.${work.status}`)}, ${deadline(work.obligation)}`}
    >
      <DayInput label={t("field.new_deadline")} required value={date} onChange={setDate} data-autofocus />
      <Grounds reason={reason} setReason={setReason} document={document} setDocument={setDocument} />
      <Select
        label={t("field.decided_by")}
        data={deciders.map((role) => ({ value: role, label: t(`role.${role}`) }))}
        value={decider}
        onChange={(role) => role && setDecider(role as Role)}
        allowDeselect={false}
      />
    </Dialog>
  );
}

interface GroundsProps {
  reason: string;
  setReason: (reason: string) => void;
  document: string;
  setDocument: (document: string) => void;
}

function Grounds({ reason, setReason, document, setDocument }: GroundsProps) {
  const { t } = useTranslation("task");
  return (
    <>
      <TextInput
        label={t("works:field.reason")}
        required
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <TextInput
        label={t("field.document")}
        required
        value={document}
        onChange={(event) => setDocument(event.currentTarget.value)}
      />
    </>
  );
}

/** Another unit leads from now on; what is owed goes with the task (FR-NT-10). */
export function LeadDialog({ work, tenant, close }: DialogProps) {
  const { t } = useTranslation("task");
  const names = useNames(tenant);
  const [unit, setUnit] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const [document, setDocument] = useState("");
  const said = { reason: reason.trim(), document: document.trim() };
  const wish = { ...said, lead_unit: unit ?? "", stays_coordinating: false };
  const sending = useCommand(tenant, () => changeLead(tenant, work, wish), { done: t("lead_changed"), after: close });
  return (
    <Dialog
      title={t("deed.lead")}
      action={t("deed.lead")}
      carryOut={() => sending.mutate()}
      close={close}
      running={sending}
      ready={Boolean(unit && said.reason && said.document)}
      standsNow={`${t(`works:status.${work.status}`)}, ${names.unit(work.lead_unit)}`}
    >
      <Select
        label={t("field.new_lead")}
        searchable
        required
        data={names.units.filter(({ value }) => value !== work.lead_unit)}
        value={unit}
        onChange={setUnit}
        data-autofocus
      />
      <Grounds reason={reason} setReason={setReason} document={document} setDocument={setDocument} />
    </Dialog>
  );
}
