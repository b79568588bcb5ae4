import { Paper, Stack, Text, Title } from "@mantine/core";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "react-router";
import { Page } from "../../parts/Page";
import { TERMS, type Term } from "../../parts/terms";

/** What the words mean here (FR-BP-24); the address may name one, which is then brought into view. */
export default function GlossaryPage() {
  const { t } = useTranslation("glossary");
  const { hash } = useLocation();
  useEffect(() => {
    document.getElementById(hash.slice(1))?.scrollIntoView({ block: "center" });
  }, [hash]);
  return (
    <Page title={t("title")}>
      <Stack maw={800}>
        {Object.entries(TERMS).map(([term, source]) => (
          <Meaning key={term} term={term as Term} source={source} named={hash === `#${term}`} />
        ))}
      </Stack>
    </Page>
  );
}

function Meaning({ term, source, named }: { term: Term; source: string | null; named: boolean }) {
  const { t } = useTranslation("glossary");
  return (
    <Paper withBorder p="md" component="section" id={term} bg={named ? "tiendo.0" : undefined}>
      <Title order={2} size="h5">
        {t(`${term}.name`)}
      </Title>
      <Text>{t(`${term}.meaning`)}</Text>
      {source && (
        <Text size="xs" c="dimmed">
          {t("source", { source })}
        </Text>
      )}
    </Paper>
  );
}
