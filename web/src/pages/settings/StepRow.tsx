import { CloseButton, Group, MultiSelect, NativeSelect, NumberInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { RUNGS, type StepDraft } from "./draft";

interface Props {
  step: StepDraft;
  place: number;
  put: (step: StepDraft) => void;
  drop: () => void;
}

/** One step: when, whom, and for how long an acknowledgement holds back what goes higher. */
export function StepRow({ step, place, put, drop }: Props) {
  const { t } = useTranslation("settings");
  const marked = (mark: string) =>
    put(mark === "" ? { ...step, mark: null, days: 1 } : { ...step, mark: mark as StepDraft["mark"], days: null });
  return (
    <Group align="flex-end" gap="xs" role="group" aria-label={t("ladder.step", { place })}>
      <NativeSelect
        label={t("ladder.when")}
        value={step.mark ?? ""}
        onChange={(event) => marked(event.currentTarget.value)}
        data={[
          { value: "", label: t("ladder.by_days") },
          { value: "start", label: t("ladder.marks.start") },
          { value: "middle", label: t("ladder.marks.middle") },
        ]}
        w={190}
      />
      {step.mark === null && (
        <NumberInput
          label={t("ladder.days_label")}
          value={step.days ?? 0}
          onChange={(days) => put({ ...step, days: Number(days) })}
          min={-30}
          max={30}
          allowDecimal={false}
          w={150}
        />
      )}
      <MultiSelect
        label={t("ladder.to")}
        data={RUNGS.map((rung) => ({ value: rung, label: t(`rungs.${rung}`) }))}
        value={step.to}
        onChange={(to) => put({ ...step, to: to as StepDraft["to"] })}
        flex="1 1 16rem"
      />
      <NumberInput
        label={t("ladder.holds_label")}
        value={step.holds}
        onChange={(holds) => put({ ...step, holds: Number(holds) })}
        min={0}
        max={10}
        allowDecimal={false}
        w={150}
      />
      <CloseButton onClick={drop} aria-label={t("ladder.drop_step", { place })} />
    </Group>
  );
}
