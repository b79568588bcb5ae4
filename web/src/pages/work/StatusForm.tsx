import { Button, Group, NativeSelect, Stack, Textarea, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { changeStatus, type Status } from "../../api/tasks";
import type { Work } from "../../api/work";
import { useCommand } from "../../parts/command";
import { Failure } from "../../parts/Failure";
import { OffTargetFields, useOffTarget } from "../../parts/OffTarget";
import { askedBy, judgedSteps, reportedSteps } from "../../parts/works";

export interface FormProps {
  tenant: string;
  work: Work;
  judging: boolean;
  close: () => void;
  /** What is said about a refusal beside the refusal itself. */
  children: (error: Error | null) => ReactNode;
}

/** Three fields: the new state, the product or the reason, a note. */
export function StatusForm({ tenant, work, judging, close, children }: FormProps) {
  const { t } = useTranslation("work");
  const steps = judging ? judgedSteps(work) : reportedSteps(work);
  const [to, setTo] = useState<Status | undefined>(steps[0]);
  const [proof, setProof] = useState("");
  const [note, setNote] = useState("");
  const asked = to && askedBy(work, to)?.field;
  const off = useOffTarget(tenant, work, to);
  const reporting = useCommand(
    tenant,
    () =>
      changeStatus(tenant, work, {
        to: to as Status,
        note: note.trim() || null,
        ...(asked ? { [asked]: proof.trim() || null } : {}),
        off_target: off.wish,
      }),
    { done: t("reported", { status: t(`status.${to}`) }), after: close },
  );
  return (
    <Stack
      component="form"
      gap="sm"
      onSubmit={(event: React.FormEvent) => {
        event.preventDefault();
        reporting.mutate();
      }}
    >
      <NativeSelect
        label={t("new_status")}
        ref={(field) => field?.focus()}
        value={to}
        onChange={(event) => setTo(event.currentTarget.value as Status)}
        data={steps.map((value) => ({ value, label: t(`status.${value}`) }))}
      />
      {asked && <TextInput label={t(asked)} value={proof} onChange={(event) => setProof(event.currentTarget.value)} />}
      <OffTargetFields work={work} of={off} />
      <Textarea label={t("note")} autosize value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      {children(reporting.error) || (reporting.error && <Failure error={reporting.error} />)}
      <Group gap="xs">
        <Button type="submit" size="compact-md" loading={reporting.isPending} disabled={!off.ready}>
          {t(judging ? "judge" : "submit")}
        </Button>
        <Button size="compact-md" variant="default" onClick={close}>
          {t("cancel")}
        </Button>
      </Group>
    </Stack>
  );
}
