import { List, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { urgeAbout, type Work } from "../../api/tasks";
import { useCommand } from "../../parts/command";
import { DayInput } from "../../parts/DayInput";
import { Dialog } from "../../parts/Dialog";
import { useNames } from "../../parts/names";
import { isoDateOf } from "../../parts/times";

interface Props {
  works: Work[];
  tenant: string;
  close: () => void;
}

interface Told {
  work: Work;
  refused: string | null;
}

const WEEK_MS = 7 * 86_400_000;

/** One letter per task to the unit that leads it; what became of each is shown (FR-BP-18). */
export function ManyUrges({ works, tenant, close }: Props) {
  const { t } = useTranslation("tasks");
  const names = useNames(tenant);
  const [text, setText] = useState("");
  const [by, setBy] = useState(isoDateOf(new Date(Date.now() + WEEK_MS)));
  const led = works.filter((work) => work.lead_unit !== null);
  // The letter has its number from the beginning, so that sending it again sends only what is missing.
  const [letter] = useState(() => `DD-${crypto.randomUUID().slice(0, 8)}`);
  const sending = useCommand(tenant, async () => {
    const told: Told[] = [];
    for (const [place, work] of led.entries()) told.push(await send(work, `${letter}-${place + 1}`));
    return told;
  });
  const send = async (work: Work, id: string): Promise<Told> => {
    try {
      await urgeAbout(tenant, work, { id, text_vi: text.trim(), reply_by: by });
      return { work, refused: null };
    } catch (error) {
      return { work, refused: error instanceof Error ? error.message : String(error) };
    }
  };
  return (
    <Dialog
      title={t("urge")}
      action={sending.data ? t("done_close") : t("urge_all", { count: led.length })}
      carryOut={() => (sending.data ? close() : sending.mutate())}
      close={close}
      running={sending}
      ready={sending.data !== undefined || (led.length > 0 && text.trim() !== "" && by !== "")}
    >
      {sending.data ? (
        <List size="sm" data-outcomes>
          {sending.data.map(({ work, refused }) => (
            <List.Item key={work.id}>
              {work.id}: {refused ?? t("urged", { unit: names.unit(work.lead_unit) })}
            </List.Item>
          ))}
        </List>
      ) : (
        <>
          {led.length < works.length && (
            <Text size="sm">{t("without_lead", { count: works.length - led.length })}</Text>
          )}
          <Textarea
            label={t("urge_text")}
            required
            rows={3}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            data-autofocus
          />
          <DayInput label={t("reply_by")} required value={by} onChange={setBy} />
        </>
      )}
    </Dialog>
  );
}
