import { Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { changeStatus, type OneWork, type Status, useTask, type Work } from "../api/tasks";
import { useCommand } from "./command";
import { Dialog } from "./Dialog";
import { useField } from "./said";

interface Props {
  tenant: string;
  work: Work | OneWork;
  to: Status;
  close: () => void;
}

const EXPLAINED: Status[] = ["on_hold", "cancelled"];

/** Reports a new status with what that step needs: a product to complete, a reason to rest or to call off. */
export function StatusDialog({ tenant, work, to, close }: Props) {
  const { t } = useTranslation("works");
  const field = useField();
  const [product, setProduct] = useState(work.product ?? "");
  const [reason, setReason] = useState("");
  const [note, setNote] = useState("");
  const now = useTask(tenant, work.id).data;
  const proven = to === "completed" && work.kind !== "pilot_model";
  const explained = EXPLAINED.includes(to);
  const body = {
    to,
    product: product.trim() || undefined,
    reason: reason.trim() || undefined,
    note: note.trim() || undefined,
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
      ready={(!proven || product.trim() !== "") && (!explained || reason.trim() !== "")}
      standsNow={now && t(`status.${now.status}`)}
    >
      <p>{field(work, "title")}</p>
      {(proven || to === "basically_completed") && (
        <Textarea
          label={t("field.product")}
          required={proven}
          rows={2}
          value={product}
          onChange={(event) => setProduct(event.currentTarget.value)}
          data-autofocus
        />
      )}
      {explained && (
        <TextInput
          label={t("field.reason")}
          required
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-autofocus
        />
      )}
      <Textarea
        label={t("field.note")}
        rows={2}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </Dialog>
  );
}
