import { Button, Checkbox, Group, MultiSelect, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { KINDS, type Kind, OFFICES, type Office, type Rules, setRules } from "../../api/email";
import { useCommand } from "../../parts/command";
import { Failure } from "../../parts/Failure";
import { Section } from "../../parts/Section";

interface Props {
  rules: Rules;
  saved: (rules: Rules) => void;
  tenant: string;
  may: boolean;
}

/** Quiet hours, working days, what nobody can turn off, and who reads one mail a day instead of many. */
export function EmailRules({ rules, saved, tenant, may }: Props) {
  const { t } = useTranslation("settings");
  const [draft, setDraft] = useState(rules);
  const put = (changed: Partial<Rules>) => setDraft({ ...draft, ...changed });
  const { quiet, working_days_only, mandatory, urgent, digest_at, digest_for } = draft;
  const setting = useCommand(
    tenant,
    () => setRules(tenant, rules.version, { quiet, working_days_only, mandatory, urgent, digest_at, digest_for }),
    { done: t("email.rules_set"), after: saved },
  );
  const send = (event: FormEvent) => {
    event.preventDefault();
    setting.mutate();
  };
  const kinds = KINDS.map((value) => ({ value, label: t(`email.kinds.${value}`) }));
  return (
    <Section title={t("email.rules")}>
      <Stack component="form" onSubmit={send} maw={720}>
        <Group>
          <Time
            label={t("email.quiet_from")}
            value={quiet?.starts_at}
            disabled={!may}
            set={(starts_at) => put({ quiet: starts_at ? { ends_at: quiet?.ends_at ?? "07:00", starts_at } : null })}
          />
          <Time
            label={t("email.quiet_to")}
            value={quiet?.ends_at}
            disabled={!may || quiet === null}
            set={(ends_at) => put({ quiet: quiet && { ...quiet, ends_at } })}
          />
          <Time label={t("email.digest_at")} value={digest_at} disabled={!may} set={(at) => put({ digest_at: at })} />
        </Group>
        <Checkbox
          label={t("email.working_days")}
          checked={working_days_only}
          disabled={!may}
          onChange={(event) => put({ working_days_only: event.currentTarget.checked })}
        />
        <MultiSelect
          label={t("email.mandatory")}
          data={kinds}
          value={mandatory}
          disabled={!may}
          onChange={(chosen) => put({ mandatory: chosen as Kind[] })}
        />
        <MultiSelect
          label={t("email.urgent")}
          data={kinds}
          value={urgent}
          disabled={!may}
          onChange={(chosen) => put({ urgent: chosen as Kind[] })}
        />
        <MultiSelect
          label={t("email.digest_for")}
          data={OFFICES.map((value) => ({ value, label: t(`email.offices.${value}`) }))}
          value={digest_for}
          disabled={!may}
          onChange={(chosen) => put({ digest_for: chosen as Office[] })}
        />
        <Text size="sm">{t("email.own_choice")}</Text>
        {setting.error && <Failure error={setting.error} />}
        {may && (
          <Button type="submit" w="fit-content" loading={setting.isPending}>
            {t("email.set_rules")}
          </Button>
        )}
      </Stack>
    </Section>
  );
}

interface TimeProps {
  label: string;
  value: string | undefined;
  disabled: boolean;
  set: (value: string) => void;
}

/** Of 24 hours in both languages; a browser's own clock asks for a.m. and p.m. where its system does. */
function Time({ label, value, disabled, set }: TimeProps) {
  const { t } = useTranslation("settings");
  return (
    <TextInput
      label={label}
      placeholder={t("email.hour")}
      title={t("email.hour")}
      pattern="([01][0-9]|2[0-3]):[0-5][0-9]"
      value={value ?? ""}
      disabled={disabled}
      onChange={(event) => set(event.currentTarget.value)}
    />
  );
}
