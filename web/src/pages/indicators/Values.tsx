import { Button, Group, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useOutletContext } from "react-router";
import { confirm, type Line, useValues, type Value } from "../../api/indicators";
import { heads, isStandingAgency } from "../../api/rights";
import type { Session } from "../../api/session";
import { useCommand } from "../../parts/command";
import { Failure } from "../../parts/Failure";
import { useNames } from "../../parts/names";
import { Section } from "../../parts/Section";
import { useFigure } from "./figures";

/** What waits to be confirmed by whoever is looking. */
export function Values({ tenant, line }: { tenant: string; line: Line }) {
  const { t } = useTranslation("indicators");
  const session = useOutletContext<Session>();
  const values = useValues(tenant, line.indicator).data?.items ?? [];
  const mine = (value: Value) => isStandingAgency(session, tenant) || heads(session, tenant, value.unit);
  const waiting = values.filter((value) => value.status === "reported" && session.tenant === tenant && mine(value));
  if (waiting.length === 0) return null;
  return (
    <Section title={t("to_confirm", { count: waiting.length })} className="no-print">
      <Stack gap="xs">
        {waiting.map((value) => (
          <OneValue key={value.id} value={value} tenant={tenant} />
        ))}
      </Stack>
    </Section>
  );
}

function OneValue({ value, tenant }: { value: Value; tenant: string }) {
  const { t } = useTranslation("indicators");
  const figure = useFigure();
  const { unit: unitName } = useNames(tenant);
  const confirming = useCommand(tenant, () => confirm(tenant, value), { done: t("confirmed") });
  const { numerator = null, denominator = null, rate, quality } = value.figures;
  const words = quality
    ? Object.entries(quality)
        .map(([criterion, score]) => `${t(`criteria.${criterion}`)} ${score} %`)
        .join(", ")
    : figure({ numerator, denominator, rate });
  const name = [value.period, value.unit ? unitName(value.unit) : t("whole_tenant"), value.item]
    .filter(Boolean)
    .join(" · ");
  return (
    <>
      <Group justify="space-between" data-value={value.id}>
        <Text>
          {name}: <b>{words}</b>
          {value.edition > 1 && ` (${t("edition", { edition: value.edition })})`}
        </Text>
        <Button
          size="compact-sm"
          onClick={() => confirming.mutate()}
          loading={confirming.isPending}
          aria-label={`${t("confirm")}: ${name}`}
        >
          {t("confirm")}
        </Button>
      </Group>
      {confirming.isError && <Failure error={confirming.error} />}
    </>
  );
}
