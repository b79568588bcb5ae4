import { Checkbox, MultiSelect, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FREQUENCIES, registerCycle } from "../../api/reporting";
import { useCommand } from "../../parts/command";
import { Dialog } from "../../parts/Dialog";
import { useNames } from "../../parts/names";

const NUMBERS = ["cut_off_day", "due_days", "lock_days"] as const;

/** A report that units owe again and again; periods open by themselves where the first one is named. */
export function NewCycle({ tenant, close }: { tenant: string; close: () => void }) {
  const { t } = useTranslation("settings");
  const { units } = useNames(tenant);
  const [id] = useState(() => `BC-${Date.now().toString(36).toUpperCase()}`);
  const [name, setName] = useState("");
  const [frequency, setFrequency] = useState<(typeof FREQUENCIES)[number]>("monthly");
  const [numbers, setNumbers] = useState({ cut_off_day: 1, due_days: 5, lock_days: 30 });
  const [chosen, choose] = useState<string[]>([]);
  const [first, setFirst] = useState("");
  const [explained, explain] = useState(false);
  const registering = useCommand(
    tenant,
    () =>
      registerCycle(tenant, {
        id,
        name_vi: name.trim(),
        frequency,
        ...numbers,
        units: chosen,
        late_explained: explained,
        first_period: first.trim() || null,
      } as Parameters<typeof registerCycle>[1]),
    { done: t("calendar.added"), after: close },
  );
  return (
    <Dialog
      title={t("calendar.add")}
      action={t("calendar.add")}
      carryOut={() => registering.mutate()}
      close={close}
      running={registering}
      ready={Boolean(name.trim() && chosen.length > 0)}
    >
      <TextInput
        label={t("calendar.name")}
        required
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <NativeSelect
        label={t("calendar.how_often")}
        value={frequency}
        onChange={(event) => setFrequency(event.currentTarget.value as typeof frequency)}
        data={FREQUENCIES.map((value) => ({ value, label: t(`calendar.frequency.${value}`) }))}
      />
      {NUMBERS.map((number) => (
        <NumberInput
          key={number}
          label={t(`calendar.numbers.${number}`)}
          value={numbers[number]}
          allowDecimal={false}
          min={number === "cut_off_day" ? 1 : 0}
          onChange={(value) => setNumbers({ ...numbers, [number]: Number(value) })}
        />
      ))}
      <MultiSelect label={t("calendar.units")} required searchable data={units} value={chosen} onChange={choose} />
      <TextInput
        label={t("calendar.first")}
        placeholder={t(`calendar.example.${frequency}`)}
        value={first}
        onChange={(event) => setFirst(event.currentTarget.value)}
      />
      <Checkbox
        label={t("calendar.explain")}
        checked={explained}
        onChange={(event) => explain(event.currentTarget.checked)}
      />
    </Dialog>
  );
}
