import { Select, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useOutletContext } from "react-router";
import { useOffices } from "../../api/offices";
import type { Session } from "../../api/session";
import { isTask, writeAbout } from "../../api/tasks";
import { useCommand } from "../../parts/command";
import { DayInput } from "../../parts/DayInput";
import { Dialog } from "../../parts/Dialog";
import { useNames } from "../../parts/names";
import { isoDateOf } from "../../parts/times";
import type { DialogProps } from "./Telling";

const WEEK_MS = 7 * 86_400_000;

/** A word to another unit about this work; it answers, and both stay with the work (FR-NA-09, FR-TW-14). */
export function WriteDialog({ work, tenant, close }: DialogProps) {
  const { t } = useTranslation("task");
  const session = useOutletContext<Session>();
  const names = useNames(tenant);
  const standing = useOffices(tenant)?.standing;
  const helping = isTask(work) ? work.coordinating_units : [];
  const near = [work.lead_unit, ...helping, standing].filter((unit) => unit && unit !== session.unit);
  const [chosen, choose] = useState<string | null>(null);
  const [text, setText] = useState("");
  const [by, setBy] = useState(isoDateOf(new Date(Date.now() + WEEK_MS)));
  const [id] = useState(() => `TD-${crypto.randomUUID().slice(0, 8)}`);
  const to = chosen ?? near[0] ?? null;
  const said = { id, text_vi: text.trim(), reply_by: by };
  const sending = useCommand(tenant, () => writeAbout(tenant, work, to ?? "", said), {
    done: t("letters.sent"),
    after: close,
  });
  const others = names.units.filter(({ value }) => value !== session.unit);
  const [nearby, rest] = [others.filter(({ value }) => near.includes(value)), others];
  return (
    <Dialog
      title={t("letters.write")}
      action={t("letters.send")}
      carryOut={() => sending.mutate()}
      close={close}
      running={sending}
      ready={Boolean(to && said.text_vi && by)}
    >
      <Select
        label={t("letters.to")}
        required
        searchable
        allowDeselect={false}
        data={[...nearby, ...rest.filter((one) => !nearby.includes(one))]}
        value={to}
        onChange={choose}
      />
      <Textarea
        label={t("letters.text")}
        required
        rows={3}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        data-autofocus
      />
      <DayInput label={t("field.reply_by")} required value={by} onChange={setBy} />
    </Dialog>
  );
}
