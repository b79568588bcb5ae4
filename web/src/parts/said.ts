import { useTranslation } from "react-i18next";
import type { Named } from "../api/session";

type Sayable = Named | string | null | undefined;

/** A name in the reader's language: of `{vi, en}`, or of fields that end in `_vi` and `_en`. */
export function useSaid(): (name: Sayable) => string | null {
  const { i18n } = useTranslation();
  return (name) => {
    if (name === null || name === undefined) return null;
    if (typeof name === "string") return name;
    return i18n.language === "en" ? name.en || name.vi : name.vi;
  };
}

/** `field(thing, "title")` reads `title_vi` or `title_en`; where the English is missing, the Vietnamese stands in. */
export function useField(): (thing: object, field: string) => string {
  const { i18n } = useTranslation();
  return (thing, field) => {
    const fields = thing as Record<string, string | null | undefined>;
    return (i18n.language === "en" && fields[`${field}_en`]) || fields[`${field}_vi`] || "";
  };
}
