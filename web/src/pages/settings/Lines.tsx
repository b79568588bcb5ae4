import { Stack, Table, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Line } from "../../api/settings";
import { WideTable } from "../../parts/WideTable";

/** The general line first, then those for single kinds. */
export function Lines({ lines }: { lines: Line[] }) {
  const { t } = useTranslation("settings");
  const named = useLineName();
  const when = useWhen();
  return (
    <Stack>
      {lines.map((line) => {
        const name = named(line);
        return (
          <section key={line.kinds.join(" ")}>
            <Title order={3} size="h5">
              {name}
            </Title>
            <WideTable label={name} miw={520}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">{t("ladder.when")}</Table.Th>
                  <Table.Th scope="col">{t("ladder.to")}</Table.Th>
                  <Table.Th scope="col">{t("ladder.holds")}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {line.steps.map((step) => (
                  <Table.Tr key={step.name} data-step={step.name}>
                    <Table.Th scope="row">{when(step)}</Table.Th>
                    <Table.Td>{step.to.map((rung) => t(`rungs.${rung}`)).join(", ")}</Table.Td>
                    <Table.Td>{step.holds === 0 ? "–" : t("ladder.days", { count: step.holds })}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </WideTable>
          </section>
        );
      })}
    </Stack>
  );
}

/** The kinds that a line is for, in words. */
export function useLineName(): (line: Line) => string {
  const { t } = useTranslation("settings");
  return ({ kinds }) =>
    kinds.length === 0 ? t("ladder.general") : begun(kinds.map((kind) => t(`kinds.${kind}`)).join(", "));
}

/** As a heading begins. */
function begun(words: string): string {
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}

/** "trước hạn 3 ngày làm việc", "đầu tháng": as people say it. */
export function useWhen(): (step: { days?: number | null; mark?: string | null }) => string {
  const { t } = useTranslation("settings");
  return ({ days, mark }) => {
    if (mark) return t(`ladder.marks.${mark}`);
    if (!days) return t("ladder.on_the_day");
    return t(days < 0 ? "ladder.before" : "ladder.after", { count: Math.abs(days) });
  };
}
