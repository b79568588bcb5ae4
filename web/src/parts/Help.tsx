import { ActionIcon, Anchor, Popover, Text } from "@mantine/core";
import { CircleHelp } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import type { Term } from "./terms";

/** A question mark beside a word; it opens by click or key, so that it helps on a telephone too. */
export function Help({ term }: { term: Term }) {
  const { t } = useTranslation("glossary");
  const { tenant = "" } = useParams();
  const name = t(`${term}.name`);
  return (
    <Popover width={320} withArrow shadow="md" withinPortal trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon
          className="no-print"
          variant="subtle"
          color="dark"
          size="sm"
          aria-label={t("what_is", { term: name })}
        >
          <CircleHelp size={16} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={name}>
        <Text fw={600}>{name}</Text>
        <Text size="sm" mb="xs">
          {t(`${term}.meaning`)}
        </Text>
        <Anchor component={Link} to={`/t/${tenant}/glossary#${term}`} size="sm">
          {t("all")}
        </Anchor>
      </Popover.Dropdown>
    </Popover>
  );
}
