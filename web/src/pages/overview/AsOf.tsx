import { Button, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { DayInput } from "../../parts/DayInput";
import { isoDateOf } from "../../parts/times";

/** Any day: its last instant in Vietnam. The address holds it, so a link shows a colleague the same figures. */
export function AsOf() {
  const { t } = useTranslation("overview");
  const [query, setQuery] = useSearchParams();
  const asOf = query.get("as_of");
  const look = (date: string | null) => {
    const changed = new URLSearchParams(query);
    if (date) changed.set("as_of", date);
    else changed.delete("as_of");
    setQuery(changed);
  };
  return (
    <Group gap="xs" align="flex-end">
      <DayInput
        clearable={false}
        label={t("as_of")}
        value={asOf ?? isoDateOf(new Date())}
        maxDate={isoDateOf(new Date())}
        onChange={(day) => day && look(day)}
      />
      {asOf !== null && (
        <Button variant="default" onClick={() => look(null)}>
          {t("now")}
        </Button>
      )}
    </Group>
  );
}
