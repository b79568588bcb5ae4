import { Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Commitment } from "../../api/meetings";
import { stepUndertaking } from "../../api/work";
import { useCommand } from "../../parts/command";
import { Dialog } from "../../parts/Dialog";
import { useField } from "../../parts/said";

export type Closing = "accepted" | "returned" | "waived";

interface Props {
  tenant: string;
  one: Commitment;
  to: Closing;
  close: () => void;
}

/** A commitment is closed: what was reported will do, or it is let go; or it is owed again. The last two say why. */
export function Judging({ tenant, one, to, close }: Props) {
  const { t } = useTranslation("meetings");
  const field = useField();
  const [read] = useState(one);
  const [text, setText] = useState("");
  const said = text.trim();
  const explained = to !== "accepted";
  const judging = useCommand(tenant, () => stepUndertaking(tenant, read, { to, text: said || null, documents: [] }), {
    done: t(`closed.${to}`),
    after: close,
  });
  return (
    <Dialog
      title={t(`close.${to}`)}
      action={t(`close.${to}`)}
      carryOut={() => judging.mutate()}
      close={close}
      running={judging}
      ready={!explained || said !== ""}
      standsNow={t(`work:status.${one.status}`)}
    >
      <Text>{field(one, "title")}</Text>
      <Textarea
        label={t(explained ? "works:field.reason" : "works:field.note")}
        required={explained}
        rows={2}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        data-autofocus
      />
    </Dialog>
  );
}
