import { Anchor, List, Paper, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { WholeDirective } from "../../api/directives";
import { useField } from "../../parts/said";
import { dateOf } from "../../parts/times";

/** The documents above it, its translations, its sources, and what is worth a second look. */
export function Origin({ tenant, known }: { tenant: string; known: WholeDirective }) {
  const { t } = useTranslation("directives");
  const field = useField();
  return (
    <Paper withBorder p="md" component="section">
      <Stack gap="sm">
        <Title order={2} size="h4">
          {t("origin")}
        </Title>
        {known.chain.length > 0 && (
          <Part title={t("above")}>
            {known.chain.map((one) => (
              <List.Item key={one.id}>
                <Anchor component={Link} to={`/t/${tenant}/directives/${encodeURIComponent(one.id)}`}>
                  {[one.full_number, field(one, "subject")].filter(Boolean).join(" · ")}
                </Anchor>{" "}
                ({dateOf(one.issued_date)})
              </List.Item>
            ))}
          </Part>
        )}
        {known.links.length > 0 && (
          <Part title={t("links")}>
            {known.links.map((link) => (
              <List.Item key={link.id}>{`${link.target} (${link.target_tenant})`}</List.Item>
            ))}
          </Part>
        )}
        <Part title={t("translations")}>
          {known.translations.map((one) => (
            <List.Item key={`${one.language} ${one.subject}`}>
              <span lang={one.language}>{one.subject}</span> ({t(`language.${one.language}`)}
              {one.machine && `, ${t("machine")}`})
            </List.Item>
          ))}
          {known.translations.length === 0 && <List.Item>{t("no_translations")}</List.Item>}
        </Part>
        {known.sources.length > 0 && (
          <Part title={t("sources")}>
            {known.sources.map((source) => (
              <List.Item key={source} style={{ overflowWrap: "anywhere" }}>
                {source}
              </List.Item>
            ))}
          </Part>
        )}
        {known.warnings.map((warning) => (
          <Text key={`${warning.code} ${warning.field}`} size="sm" role="note">
            {t("second_look", { what: field(warning, "message") })}
          </Text>
        ))}
      </Stack>
    </Paper>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section>
      <Title order={3} size="h5">
        {title}
      </Title>
      <List>{children}</List>
    </section>
  );
}
