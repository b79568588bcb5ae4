import { Button, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { type Letter, useRequests } from "../../api/work";
import { Asked } from "../../parts/Asked";
import { ExtensionAnswer } from "../../parts/ExtensionAnswer";
import { useNames } from "../../parts/names";
import { useField } from "../../parts/said";
import { dateOf, shownDay } from "../../parts/times";
import { type Columns, Waiting } from "./Waiting";
import classes from "./work.module.css";

const UNANSWERED = new Set<Letter["status"]>(["sent", "acknowledged"]);

/** Later deadlines that units ask for, those first whose answer is due first (FR-X-08). */
export function Wanted({ tenant, desk }: { tenant: string; desk: string }) {
  const { t } = useTranslation("works");
  const field = useField();
  const { unit } = useNames(tenant);
  const columns: Columns<Letter> = [
    [t("work:columns.id"), ({ subject }) => subject],
    [t("work:columns.title"), (letter) => field(letter, "title")],
    [t("work:columns.unit"), ({ asked_by_unit }) => unit(asked_by_unit)],
    [t("work:columns.wanted"), ({ wanted_due }) => wanted_due && shownDay(wanted_due)],
    [t("work:columns.due"), ({ obligation }) => obligation.due_at && dateOf(obligation.due_at)],
    [t("work:columns.text"), ({ text_vi }) => text_vi],
  ];
  return (
    <Asked of={useRequests(tenant, desk)}>
      {(letters) => {
        const wanted = letters.filter((letter) => letter.wanted_due && UNANSWERED.has(letter.status));
        const by = ({ obligation }: Letter) => obligation.due_at ?? obligation.opened_at;
        const sorted = wanted.sort((a, b) => by(a).localeCompare(by(b)));
        return (
          <Waiting name="extensions" rows={sorted} columns={columns}>
            {(letter) => <OneWanted key={letter.id} tenant={tenant} letter={letter} />}
          </Waiting>
        );
      }}
    </Asked>
  );
}

function OneWanted({ tenant, letter }: { tenant: string; letter: Letter }) {
  const { t } = useTranslation("works");
  const field = useField();
  const { unit } = useNames(tenant);
  const [open, setOpen] = useState(false);
  return (
    <li className={classes.row} data-id={letter.id}>
      <Group justify="space-between" align="flex-start">
        <Stack gap={4} className={classes.facts}>
          <Text component={Link} to={`/t/${tenant}/tasks/${encodeURIComponent(letter.subject ?? "")}`} fw={600}>
            {field(letter, "title")}
          </Text>
          <Text size="sm">
            {[
              unit(letter.asked_by_unit),
              t("extension.wanted", { date: shownDay(letter.wanted_due ?? "") }),
              letter.obligation.due_at && t("task:letters.by", { date: dateOf(letter.obligation.due_at) }),
            ]
              .filter(Boolean)
              .join(" · ")}
          </Text>
          <Text size="sm">{letter.text_vi}</Text>
        </Stack>
        <Button
          size="compact-md"
          variant="default"
          onClick={() => setOpen(true)}
          aria-label={`${t("extension.answer")} ${letter.subject}`}
        >
          {t("extension.answer")}
        </Button>
      </Group>
      {open && <ExtensionAnswer tenant={tenant} letter={letter} close={() => setOpen(false)} />}
    </li>
  );
}
