/** The words of both languages. The address chooses (`?lang=en`), then what was chosen before, then Vietnamese. */
import i18next from "i18next";
import { initReactI18next } from "react-i18next";

export type Language = "vi" | "en";
type Words = Record<string, unknown>;

const files = import.meta.glob<Words>("../words/*/*.json", { eager: true, import: "default" });
const KEPT = "tiendo.language";

function resources(): Record<Language, Record<string, Words>> {
  const found: Record<Language, Record<string, Words>> = { vi: {}, en: {} };
  for (const [path, words] of Object.entries(files)) {
    const [language, page] = path.split("/").slice(-2) as [Language, string];
    found[language][page.replace(".json", "")] = words;
  }
  return found;
}

function first(): Language {
  const asked = new URLSearchParams(location.search).get("lang") ?? localStorage.getItem(KEPT);
  return asked === "en" ? "en" : "vi";
}

export function choose(language: Language): void {
  localStorage.setItem(KEPT, language);
  void i18next.changeLanguage(language);
}

export function spoken(): Language {
  return i18next.language === "en" ? "en" : "vi";
}

i18next.on("languageChanged", (language) => {
  document.documentElement.lang = language;
});

void i18next.use(initReactI18next).init({
  resources: resources(),
  lng: first(),
  fallbackLng: "vi",
  defaultNS: "common",
  interpolation: { escapeValue: false },
  returnNull: false,
});
