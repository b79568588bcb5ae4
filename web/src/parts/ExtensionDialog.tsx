import { Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { askForExtension, type OneWork, type Work } from "../api/tasks";
import { useCommand } from "./command";
import { DayInput } from "./DayInput";
import { Dialog } from "./Dialog";
import { useNames } from "./names";
import { useField } from "./said";
import { isoDateOf, shownDay, useDeadline } from "./times";

interface Props {
  tenant: string;
  work: Work | OneWork;
  /** The unit behind the standing agency. */
  to: string;
  close: () => void;
}

const DAY_MS = 86_400_000;

/** A later deadline is asked for: until when, and why; the standing agency answers within a week (FR-X-08). */
export function ExtensionDialog({ tenant, work, to, close }: Props) {
  const { t } = useTranslation("works");
  const field = useField();
  const deadline = useDeadline();
  const { unit } = useNames(tenant);
  const [until, setUntil] = useState("");
  const [reason, setReason] = useState("");
  const [id] = useState(() => `GH-${crypto.randomUUID().slice(0, 8)}`);
  const reply_by = isoDateOf(new Date(Date.now() + 7 * DAY_MS));
  const wish = { id, text_vi: reason.trim(), reply_by, wanted_due: until };
  const asking = useCommand(tenant, () => askForExtension(tenant, work, to, wish), {
    done: t("extension.asked"),
    after: close,
  });
  return (
    <Dialog
      title={t("extension.ask")}
      action={t("extension.send")}
      carryOut={() => asking.mutate()}
      close={close}
      running={asking}
      ready={Boolean(until && wish.text_vi)}
    >
      <Text>{field(work, "title")}</Text>
      <Text size="sm">
        {t("extension.explained", { due: deadline(work.obligation), unit: unit(to), by: shownDay(reply_by) })}
      </Text>
      <Textarea
        label={t("extension.reason")}
        required
        rows={3}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
      />
      <DayInput
        label={t("extension.until")}
        required
        minDate={isoDateOf(new Date(Date.now() + DAY_MS))}
        value={until}
        onChange={setUntil}
      />
    </Dialog>
  );
}
