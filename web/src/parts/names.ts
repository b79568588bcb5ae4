import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useGroups, useUnits } from "../api/units";

interface Option {
  value: string;
  label: string;
}

interface Named {
  id: string;
  name_vi: string;
  name_en?: string | null;
}

export interface Names {
  unit: (id: string | null | undefined) => string;
  group: (id: string | null | undefined) => string;
  units: Option[];
  groups: Option[];
}

/** Names in the reader's language; an id stands for itself until its name is there. */
export function useNames(tenant: string): Names {
  const { language } = useTranslation().i18n;
  const allUnits = useUnits(tenant).data;
  const allGroups = useGroups(tenant).data;
  return useMemo(() => {
    const units = options(allUnits, language);
    const groups = options(allGroups, language);
    return { unit: labelled(units), group: labelled(groups), units, groups };
  }, [allUnits, allGroups, language]);
}

const byLabel = new Intl.Collator("vi");

function options(things: Named[] | undefined, language: string): Option[] {
  return (things ?? [])
    .map(({ id, name_vi, name_en }) => ({ value: id, label: (language === "en" && name_en) || name_vi || id }))
    .sort((one, other) => byLabel.compare(one.label, other.label));
}

function labelled(known: Option[]): Names["unit"] {
  const labels = new Map(known.map(({ value, label }) => [value, label]));
  return (id) => (id ? (labels.get(id) ?? id) : "");
}
