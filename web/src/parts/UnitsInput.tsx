import { Button, MultiSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useUnits } from "../api/units";
import { useNames } from "./names";
import { isoDateOf } from "./times";

interface Props {
  tenant: string;
  label: string;
  value: string[];
  onChange: (units: string[]) => void;
  /** YYYY-MM-DD on which the units have to exist; today where it is left out. */
  on?: string;
}

/** Units that exist: some of them, or all at once. */
export function UnitsInput({ tenant, label, value, onChange, on }: Props) {
  const { t } = useTranslation();
  const { units } = useNames(tenant);
  const day = on || isoDateOf(new Date());
  const there = useUnits(tenant).data?.filter(
    ({ valid_from, valid_to }) => (!valid_from || valid_from <= day) && (!valid_to || valid_to >= day),
  );
  const ids = new Set(there?.map(({ id }) => id));
  const open = units.filter((unit) => ids.has(unit.value));
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        w="fit-content"
        onClick={() => onChange(open.map((unit) => unit.value))}
      >
        {t("all_units")}
      </Button>
      <MultiSelect
        label={label}
        required
        searchable
        clearable
        value={value}
        onChange={onChange}
        data={open}
        clearButtonProps={{ "aria-label": t("cancel") }}
      />
    </>
  );
}
