import { Button, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Ladder, useLadder } from "../../api/settings";
import { Asked } from "../../parts/Asked";
import { Section } from "../../parts/Section";
import { momentOf } from "../../parts/times";
import { LadderForm } from "./LadderForm";
import { LadderHistory } from "./LadderHistory";
import { Lines } from "./Lines";
import { Preview } from "./Preview";
import { SaveLadder } from "./SaveLadder";

/** Who is reminded when: the version in force, the ones before, and what a day would bring. */
export function LadderTab({ tenant, may }: { tenant: string; may: boolean }) {
  return (
    <Asked of={useLadder(tenant)} lines={8}>
      {(ladder) => (
        <Stack gap="lg">
          <InForce ladder={ladder} tenant={tenant} may={may} />
          {may && <Preview tenant={tenant} />}
          <LadderHistory tenant={tenant} />
        </Stack>
      )}
    </Asked>
  );
}

function InForce({ ladder, tenant, may }: { ladder: Ladder; tenant: string; may: boolean }) {
  const { t } = useTranslation("settings");
  const [changing, change] = useState<Ladder | null>(null);
  return (
    <Section
      title={t("ladder.title")}
      help="ladder"
      actions={
        !changing && (
          <>
            <SaveLadder lines={ladder.lines} />
            {may && (
              <Button variant="default" size="xs" className="no-print" onClick={() => change(ladder)}>
                {t("ladder.change")}
              </Button>
            )}
          </>
        )
      }
    >
      <Edition ladder={ladder} />
      {changing ? (
        <LadderForm
          key={changing.version}
          from={changing}
          newest={ladder}
          tenant={tenant}
          close={() => change(null)}
          restart={change}
        />
      ) : (
        <Lines lines={ladder.lines} />
      )}
    </Section>
  );
}

export function Edition({ ladder }: { ladder: Ladder }) {
  const { t } = useTranslation("settings");
  return (
    <Text mb="sm" data-version={ladder.version}>
      {ladder.set_at
        ? t("ladder.version", {
            version: ladder.version,
            at: momentOf(ladder.set_at),
            by: t(`roles.${ladder.set_by}`, ladder.set_by ?? ""),
          })
        : t("ladder.shipped")}
      {ladder.note && ` – ${ladder.note}`}
    </Text>
  );
}
