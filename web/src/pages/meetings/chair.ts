import { useTranslation } from "react-i18next";
import type { Meeting } from "../../api/meetings";
import { useNames } from "../../parts/names";

/** Who chairs: the role, with its unit where it is one of a unit. */
export function useChair(tenant: string): (meeting: Meeting) => string {
  const { t } = useTranslation("task");
  const { unit } = useNames(tenant);
  return ({ chair_role, chair_unit }) => [t(`role.${chair_role}`), unit(chair_unit)].filter(Boolean).join(", ");
}
