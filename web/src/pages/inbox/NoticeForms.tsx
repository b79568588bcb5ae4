import { Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { acknowledge, type Notice, snooze } from "../../api/inbox";
import { useCommand } from "../../parts/command";
import { DayInput } from "../../parts/DayInput";
import { Failure } from "../../parts/Failure";
import { isoDateOf, momentOf } from "../../parts/times";

interface FormProps {
  tenant: string;
  notice: Notice;
  close: () => void;
}

const DAY_MS = 86_400_000;

/** "Tôi đã nhận", with a word for those who look back; the answer says whether it holds the escalation. */
export function AcknowledgeForm({ tenant, notice, close }: FormProps) {
  const { t } = useTranslation("inbox");
  const [note, setNote] = useState("");
  const acknowledging = useCommand(tenant, () => acknowledge(tenant, notice.id, note.trim() || null), {
    after: ({ holds, next_step_at }) => {
      const next = next_step_at ? momentOf(next_step_at) : null;
      notifications.show({ message: holds && next ? t("held", { at: next }) : t("received") });
      close();
    },
  });
  return (
    <Small
      explanation={t(notice.obligation.step ? "acknowledge_holds" : "acknowledge_notes")}
      submit={t("acknowledge_submit")}
      doing={acknowledging}
      close={close}
    >
      <Textarea
        label={t("note")}
        value={note}
        maxLength={1000}
        autosize
        ref={focused}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </Small>
  );
}

export function SnoozeForm({ tenant, notice, close }: FormProps) {
  const { t } = useTranslation("inbox");
  const [until, setUntil] = useState(isoDateOf(new Date(Date.now() + DAY_MS)));
  const snoozing = useCommand(tenant, () => snooze(tenant, notice.id, until), {
    done: t("put_aside"),
    after: close,
  });
  return (
    <Small explanation={t("snooze_explained")} submit={t("snooze_submit")} doing={snoozing} close={close}>
      <DayInput
        label={t("until")}
        required
        value={until}
        minDate={isoDateOf(new Date(Date.now() + DAY_MS))}
        ref={focused}
        onChange={setUntil}
      />
    </Small>
  );
}

interface SmallProps {
  explanation: string;
  submit: string;
  doing: { mutate: () => void; isPending: boolean; error: Error | null };
  close: () => void;
  children: ReactNode;
}

/** A form of one field, in the place where its button was. */
function Small({ explanation, submit, doing, close, children }: SmallProps) {
  const { t } = useTranslation("inbox");
  const send = (event: FormEvent) => {
    event.preventDefault();
    doing.mutate();
  };
  return (
    <Stack component="form" gap="xs" onSubmit={send}>
      <Text size="sm">{explanation}</Text>
      {children}
      {doing.error && <Failure error={doing.error} />}
      <Group gap="xs">
        <Button size="compact-md" type="submit" loading={doing.isPending}>
          {submit}
        </Button>
        <Button size="compact-md" variant="default" onClick={close}>
          {t("cancel")}
        </Button>
      </Group>
    </Stack>
  );
}

function focused(field: HTMLElement | null) {
  field?.focus();
}
