import { Fieldset, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { GROUPS } from "../../api/bottlenecks";
import type { Schemas } from "../../api/client";
import type { Work } from "../../api/work";
import { DayInput } from "../../parts/DayInput";
import { useField } from "../../parts/said";

type Item = Omit<Schemas["SlowItem"], "work">;
/** What is said of each late work, by its id. */
export type Late = Record<string, Item>;

const UNSAID: Item = { cause: GROUPS[0], action: "", new_date: "", support: "" };

export function explained(late: Late): Schemas["SlowItem"][] {
  return Object.entries(late).map(([work, item]) => ({ work, ...item }));
}

interface Props {
  works: Work[];
  late: Late;
  change: (late: Late) => void;
}

/** For each late work: what holds it up, what is done about it, the new day, and the support that it needs (FR-NA-21). */
export function LateItems({ works, late, change }: Props) {
  const { t } = useTranslation("work");
  const field = useField();
  return works.map((work) => {
    const item = late[work.id] ?? UNSAID;
    const say = (said: Partial<Item>) => change({ ...late, [work.id]: { ...item, ...said } });
    return (
      <Fieldset key={work.id} legend={`${work.id} · ${field(work, "title")}`} data-late={work.id}>
        <Stack gap="xs">
          <Text size="sm">{t("late.explain")}</Text>
          <NativeSelect
            label={t("late.cause")}
            value={item.cause}
            onChange={(event) => say({ cause: event.currentTarget.value as Item["cause"] })}
            data={GROUPS.map((value) => ({ value, label: t(`bottlenecks:groups.${value}`) }))}
          />
          {(["action", "support"] as const).map((name) => (
            <TextInput
              key={name}
              label={t(`late.${name}`)}
              required
              value={item[name]}
              onChange={(event) => say({ [name]: event.currentTarget.value })}
            />
          ))}
          <DayInput
            label={t("late.new_date")}
            required
            value={item.new_date}
            onChange={(day) => say({ new_date: day })}
          />
        </Stack>
      </Fieldset>
    );
  });
}
