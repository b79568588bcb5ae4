import { Button, Checkbox, Group, Paper, Radio, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Schemas } from "../../api/client";
import { type Clarity, chooseClarity, useClarity } from "../../api/settings";
import { Asked } from "../../parts/Asked";
import { useCommand } from "../../parts/command";
import { Failure } from "../../parts/Failure";
import { Section } from "../../parts/Section";
import { useNumber } from "../../parts/times";

type Criterion = Clarity["criteria"][number];
type Preset = Schemas["ClarityWish"]["preset"];

const CRITERIA: Criterion[] = [
  "person",
  "work",
  "time",
  "responsibility",
  "product",
  "authority",
  "progress",
  "result",
];
const PRESETS: Preset[] = ["default", "three", "four", "six", "custom"];

/** What has to be clear about every task, and about how many it is (FR-NA-15, FR-NA-16). */
export function ClarityTab({ tenant, may }: { tenant: string; may: boolean }) {
  return (
    <Asked of={useClarity(tenant)}>
      {(clarity) => (
        <Stack gap="lg">
          <Standing clarity={clarity} tenant={tenant} />
          {may && <Choice key={`${clarity.preset} ${clarity.criteria.join()}`} clarity={clarity} tenant={tenant} />}
        </Stack>
      )}
    </Asked>
  );
}

function Standing({ clarity, tenant }: { clarity: Clarity; tenant: string }) {
  const { t } = useTranslation("settings");
  const number = useNumber();
  const rate = clarity.rate_clear === null ? t("common:no_data") : `${number(clarity.rate_clear)} %`;
  return (
    <Section title={t(`presets.${clarity.preset}`)}>
      <Text>
        {clarity.chosen_by_role
          ? t("clarity.chosen_by", { role: t(`roles.${clarity.chosen_by_role}`, clarity.chosen_by_role) })
          : t("clarity.shipped")}
      </Text>
      <Text fw={600} component={Link} to={`/t/${tenant}/tasks?counted=true`}>
        {t("clarity.clear", { clear: number(clarity.clear), total: number(clarity.total), rate })}
      </Text>
      <ul>
        {clarity.criteria.map((criterion) => (
          <li key={criterion}>
            {t(`criteria.${criterion}`)}: {t("clarity.missing", { count: clarity.missing[criterion] ?? 0 })}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Choice({ clarity, tenant }: { clarity: Clarity; tenant: string }) {
  const { t } = useTranslation("settings");
  const [preset, setPreset] = useState<Preset>(clarity.preset as Preset);
  const [own, setOwn] = useState<Criterion[]>(clarity.criteria);
  const choosing = useCommand(tenant, (wish: Schemas["ClarityWish"]) => chooseClarity(tenant, wish), {
    done: t("clarity.done"),
  });
  const custom = preset === "custom";
  const wish = () => choosing.mutate(custom ? { preset, criteria: own } : ({ preset } as Schemas["ClarityWish"]));
  return (
    <Paper withBorder p="md" component="section" className="no-print">
      <Stack>
        <Radio.Group label={t("clarity.choose")} value={preset} onChange={(chosen) => setPreset(chosen as Preset)}>
          <Stack gap="xs" mt="xs">
            {PRESETS.map((one) => (
              <Radio
                key={one}
                value={one}
                label={t(`presets.${one}`)}
                description={clarity.presets[one]?.map((criterion) => t(`criteria.${criterion}`)).join(", ")}
              />
            ))}
          </Stack>
        </Radio.Group>
        {custom && (
          <Checkbox.Group label={t("clarity.own")} value={own} onChange={(chosen) => setOwn(chosen as Criterion[])}>
            <Group mt="xs">
              {CRITERIA.map((criterion) => (
                <Checkbox key={criterion} value={criterion} label={t(`criteria.${criterion}`)} />
              ))}
            </Group>
          </Checkbox.Group>
        )}
        {choosing.isError && <Failure error={choosing.error} />}
        <Group>
          <Button onClick={wish} loading={choosing.isPending} disabled={custom && own.length === 0}>
            {t("clarity.set")}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
