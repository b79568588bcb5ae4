import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";

/** The blue of the mark; the shade 7 carries white text (AA). */
const blue: MantineColorsTuple = [
  "#eef4fc",
  "#dbe7f6",
  "#b3cdec",
  "#88b1e3",
  "#6599da",
  "#4f8ad5",
  "#3a76c4",
  "#12509e",
  "#0f4488",
  "#0a3366",
];

export const theme = createTheme({
  colors: { tiendo: blue },
  primaryColor: "tiendo",
  primaryShade: 7,
  fontFamily: '"Be Vietnam Pro", system-ui, sans-serif',
  headings: { fontFamily: '"Be Vietnam Pro", system-ui, sans-serif', fontWeight: "600" },
  defaultRadius: "md",
  respectReducedMotion: true,
  components: {
    // Links have the colour of the text around them.
    Anchor: { defaultProps: { underline: "always" } },
    // What opens over the page belongs to its content: beside every landmark, readers of screens would not find it.
    Popover: { defaultProps: { portalProps: { target: "main" } } },
    // Its first entry has the focus at once; an empty place before it would be no entry.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    // Its head is a <header>, and the page has its banner.
    Modal: { defaultProps: { attributes: { header: { role: "none" } } } },
  },
});

/** Quiet text that is still read easily, also on tinted ground (AA). */
export const quiet: CSSVariablesResolver = () => ({
  variables: {},
  light: { "--mantine-color-dimmed": "var(--mantine-color-dark-4)" },
  dark: {},
});

/** What the gateway wrote for this very page; styles that are made at run time carry it. */
export function nonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";
}
