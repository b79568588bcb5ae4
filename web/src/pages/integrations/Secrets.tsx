import { Button, Group, NumberInput, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { handlesOf, type Subscription } from "../../api/subscriptions";
import { useCommand } from "../../parts/command";
import { Failure } from "../../parts/Failure";
import { Section } from "../../parts/Section";
import { momentOf } from "../../parts/times";
import { Secret } from "./Secret";

const A_DAY = 24;
const LONGEST = 168;

/** Which secrets sign, until when, and a new one in good time. */
export function Secrets({ subscription, tenant }: { subscription: Subscription; tenant: string }) {
  const { t } = useTranslation("integrations");
  const handles = handlesOf(tenant, subscription.id);
  const [hours, setHours] = useState<number | string>(A_DAY);
  const [fresh, show] = useState<string | null>(null);
  const rotating = useCommand(tenant, handles.rotate, { after: (answer) => show(answer.secret) });
  const dropping = useCommand(tenant, handles.dropSecret, { done: t("done.dropped") });
  const refused = rotating.error ?? dropping.error;
  return (
    <Section title={t("secrets")}>
      <Stack gap="xs">
        {subscription.secrets.map((secret) => (
          <Group key={secret.number} justify="space-between">
            <Text>
              {t("secret.number", { number: secret.number, made: momentOf(secret.made_at) })}
              {secret.ends_at && ` – ${t("secret.ends", { at: momentOf(secret.ends_at) })}`}
            </Text>
            {subscription.secrets.length > 1 && (
              <Button
                size="compact-sm"
                variant="default"
                className="no-print"
                onClick={() => dropping.mutate(String(secret.number))}
              >
                {t("secret.drop", { number: secret.number })}
              </Button>
            )}
          </Group>
        ))}
        <Group align="flex-end" className="no-print">
          <NumberInput
            label={t("secret.old_hours")}
            value={hours}
            onChange={setHours}
            min={0}
            max={LONGEST}
            allowDecimal={false}
            w={260}
          />
          <Button
            variant="default"
            onClick={() => rotating.mutate(Number(hours))}
            loading={rotating.isPending}
            disabled={hours === ""}
          >
            {t("secret.rotate")}
          </Button>
        </Group>
        {refused && <Failure error={refused} />}
      </Stack>
      <Secret secret={fresh} close={() => show(null)} />
    </Section>
  );
}
