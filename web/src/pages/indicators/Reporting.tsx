import { Button, Group, NumberInput, Paper, Stack, TextInput, Title } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useOutletContext } from "react-router";
import type { Schemas } from "../../api/client";
import { type Line, report, useDefinition } from "../../api/indicators";
import { isStandingAgency, worksIn } from "../../api/rights";
import type { Session } from "../../api/session";
import { useCommand } from "../../parts/command";
import { Failure } from "../../parts/Failure";

/** A period's figures, numerator and denominator, by whoever reports this indicator. */
export function Reporting({ tenant, line }: { tenant: string; line: Line }) {
  const session = useOutletContext<Session>();
  const units = useDefinition(tenant, line.indicator).data?.units;
  if (units === undefined || session.tenant !== tenant || line.measure === "quality") return null;
  const whole = units.length === 0;
  const may = whole
    ? isStandingAgency(session, tenant) || worksIn(session, tenant, line.owner_unit)
    : units.includes(session.unit ?? "") && worksIn(session, tenant, session.unit);
  return may ? <Form tenant={tenant} line={line} unit={whole ? null : session.unit} /> : null;
}

function Form({ tenant, line, unit }: { tenant: string; line: Line; unit: string | null }) {
  const { t } = useTranslation("indicators");
  const [period, setPeriod] = useState("");
  const [numerator, setNumerator] = useState<number | string>("");
  const [denominator, setDenominator] = useState<number | string>("");
  const reporting = useCommand(tenant, (wish: Schemas["NewValue"]) => report(tenant, line.indicator, wish), {
    done: t("reported"),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const below = line.measure === "ratio" ? { denominator: Number(denominator) } : {};
    reporting.mutate({ period, numerator: Number(numerator), ...below, unit } as Schemas["NewValue"]);
  };
  return (
    <Paper withBorder p="md" component="form" onSubmit={submit} className="no-print">
      <Title order={2} size="h4" mb="sm">
        {t("report")}
      </Title>
      <Stack>
        <Group align="flex-end">
          <TextInput
            label={t("form.period")}
            placeholder="2024-10"
            required
            value={period}
            onChange={(event) => setPeriod(event.currentTarget.value)}
          />
          <NumberInput
            label={t(line.measure === "ratio" ? "form.numerator" : "form.count")}
            required
            min={0}
            allowDecimal={false}
            hideControls
            value={numerator}
            onChange={setNumerator}
          />
          {line.measure === "ratio" && (
            <NumberInput
              label={t("form.denominator")}
              required
              min={0}
              allowDecimal={false}
              hideControls
              value={denominator}
              onChange={setDenominator}
            />
          )}
          <Button type="submit" loading={reporting.isPending}>
            {t("report")}
          </Button>
        </Group>
        {reporting.isError && <Failure error={reporting.error} />}
      </Stack>
    </Paper>
  );
}
