import { Button, Card, Select, Stack, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { type Choice, type Named, signIn } from "../api/session";
import { Failure } from "../parts/Failure";
import { useSaid } from "../parts/said";

interface Somebody {
  tenant: string | null;
  role: string | null;
  unit: string | null;
}

/** With sample data: whom to be. Tenant, then a role there, then a unit where the role has one. */
export function AsSomebody({ choices, next }: { choices: Choice[]; next: string }) {
  const { t } = useTranslation();
  const go = useNavigate();
  const [who, setWho] = useState<Somebody>({ tenant: choices[0]?.tenant ?? null, role: null, unit: null });
  const roles = choices.find((choice) => choice.tenant === who.tenant)?.roles ?? [];
  const units = roles.find((choice) => choice.role === who.role)?.units ?? null;
  const entering = useMutation({
    mutationFn: () => signIn(who.tenant ?? "", who.role ?? "", who.unit),
    onSuccess: (session) => go(next === "/" ? `/t/${session.tenant}/overview` : next),
  });
  const enter = (event: FormEvent) => {
    event.preventDefault();
    entering.mutate();
  };
  const ready = who.tenant !== null && who.role !== null && (units === null || who.unit !== null);
  return (
    <Card withBorder component="form" onSubmit={enter}>
      <Stack>
        <Text>{t("sign_in.demo")}</Text>
        <Pick
          label={t("sign_in.tenant")}
          options={choices.map(({ tenant, name }) => ({ id: tenant, name }))}
          value={who.tenant}
          onPick={(tenant) => setWho({ tenant, role: null, unit: null })}
        />
        <Pick
          label={t("sign_in.role")}
          options={roles.map(({ role, name }) => ({ id: role, name }))}
          value={who.role}
          onPick={(role) => setWho({ ...who, role, unit: null })}
        />
        {units !== null && (
          <Pick
            label={t("sign_in.unit")}
            options={units}
            value={who.unit}
            onPick={(unit) => setWho({ ...who, unit })}
          />
        )}
        {entering.isError && <Failure error={entering.error} />}
        <Button type="submit" disabled={!ready} loading={entering.isPending}>
          {t("sign_in.enter")}
        </Button>
      </Stack>
    </Card>
  );
}

interface PickProps {
  label: string;
  options: { id: string; name: Named | string }[];
  value: string | null;
  onPick: (id: string | null) => void;
}

function Pick({ label, options, value, onPick }: PickProps) {
  const said = useSaid();
  const data = options.map(({ id, name }) => ({ value: id, label: said(name) ?? id }));
  return <Select label={label} data={data} value={value} onChange={onPick} searchable allowDeselect={false} />;
}
