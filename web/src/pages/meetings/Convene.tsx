import { Group, NativeSelect, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { Schemas } from "../../api/client";
import { useDirectives } from "../../api/directives";
import { convene, usePeriods } from "../../api/meetings";
import { useCommand } from "../../parts/command";
import { DayInput } from "../../parts/DayInput";
import { Dialog } from "../../parts/Dialog";
import { useField } from "../../parts/said";
import { isoDateOf } from "../../parts/times";
import { UnitsInput } from "../../parts/UnitsInput";

type New = Schemas["NewSession"];
const SORTS: New["sort"][] = ["working_session", "meeting", "conference"];
const CHAIRS: New["chair_role"][] = ["chairman", "permanent_vice_chairman", "standing_officer", "office_officer"];
const CHAIRS_AT_THE_CENTRE: New["chair_role"][] = ["central_wg_officer"];

/** A meeting that was held, or one that is to be, with those who take part (FR-BP-12). */
export function Convene({ tenant, close }: { tenant: string; close: () => void }) {
  const { t } = useTranslation("meetings");
  const go = useNavigate();
  const chairs = tenant === "central" ? CHAIRS_AT_THE_CENTRE : CHAIRS;
  const [id] = useState(() => `PLV-${Date.now().toString(36).toUpperCase()}`);
  const [sort, setSort] = useState<New["sort"]>("working_session");
  const [title, setTitle] = useState("");
  const [day, setDay] = useState(isoDateOf(new Date()));
  const [chair, setChair] = useState(chairs[0] as New["chair_role"]);
  const [participants, invite] = useState<string[]>([]);
  const [links, link] = useState<Linked>({ statements: null, conclusion: null });
  const wish = { id, sort, title_vi: title.trim(), held_on: day, chair_role: chair, participants, ...links };
  const convening = useCommand(tenant, () => convene(tenant, wish as New), {
    done: t("convene.done"),
    after: () => void go(`/t/${tenant}/meetings/${id}`),
  });
  return (
    <Dialog
      title={t("convene.action")}
      action={t("convene.send")}
      carryOut={() => convening.mutate()}
      close={close}
      running={convening}
      ready={Boolean(wish.title_vi && day && participants.length > 0)}
    >
      <TextInput
        label={t("convene.name")}
        required
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
        data-autofocus
      />
      <Group grow align="flex-start">
        <NativeSelect
          label={t("convene.sort")}
          value={sort}
          onChange={(event) => setSort(event.currentTarget.value as New["sort"])}
          data={SORTS.map((value) => ({ value, label: t(`sort.${value}`) }))}
        />
        <DayInput label={t("convene.day")} required value={day} onChange={setDay} />
      </Group>
      <NativeSelect
        label={t("convene.chair")}
        value={chair}
        onChange={(event) => setChair(event.currentTarget.value as New["chair_role"])}
        data={chairs.map((value) => ({ value, label: t(`task:role.${value}`) }))}
      />
      <UnitsInput tenant={tenant} label={t("participants")} value={participants} onChange={invite} on={day} />
      <Links tenant={tenant} links={links} link={link} />
    </Dialog>
  );
}

interface Linked {
  statements: string | null;
  conclusion: string | null;
}

interface LinksProps {
  tenant: string;
  links: Linked;
  link: (links: Linked) => void;
}

/** What units state there are their reports of a period; what is concluded is a directive. Either may be missing. */
function Links({ tenant, links, link }: LinksProps) {
  const { t } = useTranslation("meetings");
  const field = useField();
  const periods = usePeriods(tenant).data ?? [];
  const directives = useDirectives(tenant, "").data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {periods.length > 0 && (
        <Select
          label={t("convene.statements")}
          clearable
          clearButtonProps={{ "aria-label": t("convene.no_statements") }}
          value={links.statements}
          onChange={(statements) => link({ ...links, statements })}
          data={periods.map((period) => ({
            value: period.id,
            label: `${field(period, "name") || period.cycle} ${period.period}`,
          }))}
        />
      )}
      {directives.length > 0 && (
        <Select
          label={t("convene.conclusion")}
          searchable
          clearable
          clearButtonProps={{ "aria-label": t("convene.no_conclusion") }}
          value={links.conclusion}
          onChange={(conclusion) => link({ ...links, conclusion })}
          data={directives.map((one) => ({ value: one.id, label: `${one.full_number} ${field(one, "subject")}` }))}
        />
      )}
    </>
  );
}
