import { Button, Group, NumberInput, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { reportProgress } from "../../api/tasks";
import { useCommand } from "../../parts/command";
import { Failure } from "../../parts/Failure";
import { useNumber } from "../../parts/times";
import type { FormProps } from "./StatusForm";

/** Three fields: how much is done, of how much, a note; counted from the beginning. */
export function NumberForm({ tenant, work, close, children }: FormProps) {
  const { t } = useTranslation("work");
  const number = useNumber();
  const last = work.measured?.progress;
  const [done, setDone] = useState<number | string>("");
  const [total, setTotal] = useState<number | string>(last?.total ?? "");
  const [note, setNote] = useState("");
  const reporting = useCommand(
    tenant,
    () => {
      const counted = total === "" ? { value: Number(done) } : { done: Number(done), total: Number(total) };
      return reportProgress(tenant, work, { ...counted, note: note.trim() || null });
    },
    { done: t("counted"), after: close },
  );
  const known = last?.done;
  return (
    <Stack
      component="form"
      gap="sm"
      onSubmit={(event: React.FormEvent) => {
        event.preventDefault();
        reporting.mutate();
      }}
    >
      {known != null && <Text size="sm">{t("last_number", { value: number(known) })}</Text>}
      <NumberInput label={t("done")} required min={0} hideControls value={done} onChange={setDone} />
      <NumberInput label={t("total")} min={0} hideControls value={total} onChange={setTotal} />
      <Textarea label={t("note")} autosize value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      {children(reporting.error) || (reporting.error && <Failure error={reporting.error} />)}
      <Group gap="xs">
        <Button type="submit" size="compact-md" loading={reporting.isPending} disabled={done === ""}>
          {t("submit")}
        </Button>
        <Button size="compact-md" variant="default" onClick={close}>
          {t("cancel")}
        </Button>
      </Group>
    </Stack>
  );
}
