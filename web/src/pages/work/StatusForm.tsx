import { Button, Group, NativeSelect, Stack, Textarea, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { changeStatus } from "../../api/tasks";
import type { Work } from "../../api/work";
import { useCommand } from "../../parts/command";
import { Failure } from "../../parts/Failure";
import { fieldOf, nextSteps, type Status } from "./steps";

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
  const steps = nextSteps(work, judging);
  const [to, setTo] = useState<Status | undefined>(steps[0]);
  const [proof, setProof] = useState("");
  const [note, setNote] = useState("");
  const asked = to && fieldOf(to);
  const reporting = useCommand(
    tenant,
    () =>
      changeStatus(tenant, work, {
        to: to as Status,
        note: note.trim() || null,
        ...(asked ? { [asked]: proof.trim() || null } : {}),
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
      <Textarea label={t("note")} autosize value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      {children(reporting.error) || (reporting.error && <Failure error={reporting.error} />)}
      <Group gap="xs">
        <Button type="submit" size="compact-md" loading={reporting.isPending}>
          {t(judging ? "judge" : "submit")}
        </Button>
        <Button size="compact-md" variant="default" onClick={close}>
          {t("cancel")}
        </Button>
      </Group>
    </Stack>
  );
}
