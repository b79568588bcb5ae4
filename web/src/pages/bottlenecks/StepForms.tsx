import { Button, Group, Paper, Stack, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Bottleneck, type Step, take, useBottleneckLeads } from "../../api/bottlenecks";
import { decides, isStandingAgency, worksIn } from "../../api/rights";
import type { Session } from "../../api/session";
import { useCommand } from "../../parts/command";
import { Failure } from "../../parts/Failure";

const NEXT: Record<Bottleneck["status"], Step[]> = {
  open: ["proposal"],
  proposed: ["decision", "rejection"],
  decided: ["resolution", "rejection"],
  resolved: [],
  rejected: [],
};
const DOCUMENTED: Step[] = ["proposal", "decision", "rejection"];
const DECIDED: Step[] = ["decision", "rejection"];

interface Props {
  tenant: string;
  known: Bottleneck;
  session: Session;
}

/** The next steps that this person may take. */
export function StepForms({ tenant, known, session }: Props) {
  const { t } = useTranslation("bottlenecks");
  const [step, setStep] = useState<Step | null>(null);
  const leads = useBottleneckLeads(tenant).data?.groups.find((group) => group.group === known.group)?.leads ?? [];
  const leading = leads.some((lead) => worksIn(session, tenant, lead.unit)) || isStandingAgency(session, tenant);
  const may = (wanted: Step) => (DECIDED.includes(wanted) ? decides(session, tenant) : leading);
  const steps = NEXT[known.status].filter(may);
  if (steps.length === 0) return null;
  if (step && steps.includes(step))
    return <StepForm key={step} tenant={tenant} known={known} step={step} close={() => setStep(null)} />;
  return (
    <Group gap="xs" className="no-print">
      {steps.map((one) => (
        <Button key={one} variant={one === "rejection" ? "default" : "filled"} onClick={() => setStep(one)}>
          {t(`take.${one}`)}
        </Button>
      ))}
    </Group>
  );
}

interface FormProps {
  tenant: string;
  known: Bottleneck;
  step: Step;
  close: () => void;
}

function StepForm({ tenant, known, step, close }: FormProps) {
  const { t } = useTranslation("bottlenecks");
  const [read] = useState(known);
  const [text, setText] = useState("");
  const [document, setDocument] = useState("");
  const taking = useCommand(tenant, () => take(tenant, read, step, text.trim(), document.trim()), {
    done: t(`taken.${step}`),
    after: close,
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    taking.mutate();
  };
  return (
    <Paper withBorder p="md" component="form" onSubmit={send} aria-label={t(`take.${step}`)}>
      <Stack gap="sm">
        <Textarea
          label={t(`words.${step}`)}
          required
          autosize
          minRows={2}
          ref={(field) => field?.focus({ preventScroll: true })}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {DOCUMENTED.includes(step) && (
          <TextInput
            label={t("document")}
            required={step !== "proposal"}
            value={document}
            onChange={(event) => setDocument(event.currentTarget.value)}
          />
        )}
        {taking.error && <Failure error={taking.error} />}
        <Group gap="xs">
          <Button type="submit" loading={taking.isPending}>
            {t(`take.${step}`)}
          </Button>
          <Button variant="default" onClick={close}>
            {t("cancel")}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
