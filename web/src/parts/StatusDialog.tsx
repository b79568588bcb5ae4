import { Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changeStatus, type OneWork, type Status, useTask, type Work } from "../api/tasks";
import { useCommand } from "./command";
import { Dialog } from "./Dialog";
import { OffTargetFields, useOffTarget } from "./OffTarget";
import { useField } from "./said";
import { askedBy } from "./works";

interface Props {
  tenant: string;
  work: Work | OneWork;
  to: Status;
  close: () => void;
}

/** Reports a new status with what that step needs: a product to complete, a reason to rest or to call off. */
export function StatusDialog({ tenant, work, to, close }: Props) {
  const { t } = useTranslation("works");
  const field = useField();
  const asked = askedBy(work, to);
  const Proof = asked?.field === "product" ? Textarea : TextInput;
  const [proof, setProof] = useState(asked?.field === "product" ? (work.product ?? "") : "");
  const [note, setNote] = useState("");
  const now = useTask(tenant, work.id).data;
  const off = useOffTarget(tenant, now ?? work, to);
  const body = {
    to,
    ...(asked && { [asked.field]: proof.trim() || undefined }),
    note: note.trim() || undefined,
    off_target: off.wish,
  };
  const sending = useCommand(tenant, () => changeStatus(tenant, now ?? work, body), {
    done: t("status_changed"),
    after: close,
  });
  return (
    <Dialog
      title={t(`step.${to}`)}
      action={t(`step.${to}`)}
      carryOut={() => sending.mutate()}
      close={close}
      running={sending}
      ready={(!asked?.required || proof.trim() !== "") && off.ready}
      standsNow={now && t(`status.${now.status}`)}
    >
      <Text>{field(work, "title")}</Text>
      {asked && (
        <Proof
          label={t(`field.${asked.field}`)}
          required={asked.required}
          value={proof}
          onChange={(event) => setProof(event.currentTarget.value)}
          data-autofocus
        />
      )}
      <OffTargetFields work={now ?? work} of={off} />
      <Textarea
        label={t("field.note")}
        rows={2}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </Dialog>
  );
}
