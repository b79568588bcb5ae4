import { Alert, Button, Group, MultiSelect, Stack, TextInput } from "@mantine/core";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { Problem } from "../../api/problems";
import { type Ladder, setLadder } from "../../api/settings";
import { useCommand } from "../../parts/command";
import { Failure } from "../../parts/Failure";
import { KINDS, keyed, type LineDraft, nextStep, STEP, wishOf } from "./draft";
import { StepRow } from "./StepRow";

interface Props {
  from: Ladder;
  newest: Ladder;
  tenant: string;
  close: () => void;
  restart: (from: Ladder) => void;
}

/** All lines at once become the next version. Somebody else's version in the meantime is said, never overwritten. */
export function LadderForm({ from, newest, tenant, close, restart }: Props) {
  const { t } = useTranslation("settings");
  const [lines, setLines] = useState<LineDraft[]>(() =>
    from.lines.map((line) => keyed({ ...line, steps: line.steps.map(keyed) })),
  );
  const [note, setNote] = useState("");
  const setting = useCommand(tenant, (wish: Schemas["NewLadder"]) => setLadder(tenant, from.version, wish), {
    done: t("ladder.done"),
    after: close,
  });
  const put = (changed: LineDraft) => setLines(lines.map((line) => (line.key === changed.key ? changed : line)));
  const overtaken = setting.error instanceof Problem && setting.error.isConflict;
  return (
    <Stack>
      {lines.map((line) => (
        <OneLine
          key={line.key}
          line={line}
          put={put}
          drop={() => setLines(lines.filter((one) => one.key !== line.key))}
        />
      ))}
      <Group>
        <Button
          variant="default"
          leftSection={<Plus size={16} aria-hidden />}
          onClick={() => setLines([...lines, keyed({ kinds: ["periodic_report"], steps: [keyed(STEP)] })])}
        >
          {t("ladder.add_line")}
        </Button>
      </Group>
      <TextInput
        label={t("ladder.note")}
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {setting.isError && <Failure error={setting.error} />}
      {overtaken && (
        <Alert color="yellow" title={t("ladder.overtaken", { version: newest.version })}>
          <Button variant="default" onClick={() => restart(newest)}>
            {t("ladder.restart")}
          </Button>
        </Alert>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>
          {t("common:cancel")}
        </Button>
        <Button onClick={() => setting.mutate(wishOf(lines, note))} loading={setting.isPending}>
          {t("ladder.set")}
        </Button>
      </Group>
    </Stack>
  );
}

function OneLine({ line, put, drop }: { line: LineDraft; put: (line: LineDraft) => void; drop: () => void }) {
  const { t } = useTranslation("settings");
  const general = line.kinds.length === 0;
  return (
    <Stack gap="xs" component="fieldset">
      <legend>{general ? t("ladder.general") : t("ladder.special")}</legend>
      {!general && (
        <MultiSelect
          label={t("ladder.kinds")}
          data={KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
          value={line.kinds}
          onChange={(kinds) => kinds.length > 0 && put({ ...line, kinds: kinds as LineDraft["kinds"] })}
        />
      )}
      {line.steps.map((step, place) => (
        <StepRow
          key={step.key}
          step={step}
          place={place + 1}
          put={(changed) => put({ ...line, steps: line.steps.map((one) => (one.key === step.key ? changed : one)) })}
          drop={() => put({ ...line, steps: line.steps.filter((one) => one.key !== step.key) })}
        />
      ))}
      <Group>
        <Button variant="default" size="xs" onClick={() => put({ ...line, steps: [...line.steps, nextStep(line)] })}>
          {t("ladder.add_step")}
        </Button>
        {!general && (
          <Button variant="outline" color="red.9" size="xs" onClick={drop}>
            {t("ladder.drop_line")}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
