import { Button, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { put, useAddress } from "../../parts/address";
import { DayInput } from "../../parts/DayInput";
import { isoDateOf } from "../../parts/times";

/** Any day: its last instant in Vietnam. The address holds it, so a link shows a colleague the same figures. */
export function AsOf() {
  const { t } = useTranslation("overview");
  const [query, change] = useAddress();
  const asOf = query.get("as_of");
  const look = (date: string | null) => change((changed) => put(changed, "as_of", date));
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
