import { Alert, Anchor, Button, Container, Group, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useChoices } from "../api/session";
import { Failure } from "../parts/Failure";
import { Waiting } from "../parts/Waiting";
import { AsSomebody } from "./AsSomebody";
import { choose, spoken } from "./language";

/** The door: the province's identity provider, or with sample data a choice of whom to be. */
export function SignIn() {
  const { t } = useTranslation();
  const choices = useChoices();
  const next = useNext();
  return (
    <Container component="main" size="xs" py="xl">
      <Stack>
        <Group justify="space-between">
          <Title order={1}>{t("sign_in.title")}</Title>
          <Button
            variant="subtle"
            lang={spoken() === "vi" ? "en" : "vi"}
            onClick={() => choose(spoken() === "vi" ? "en" : "vi")}
          >
            {t("other_language")}
          </Button>
        </Group>
        <Text>{t("sign_in.lead")}</Text>
        {choices.isPending && <Waiting />}
        {choices.isError && <Failure error={choices.error} again={() => void choices.refetch()} />}
        {choices.data?.mode === "oidc" && (
          <WithProvider start={choices.data.sign_in ?? "/session/oidc/start"} next={next} />
        )}
        {choices.data?.mode === "demo" && <AsSomebody choices={choices.data.choices} next={next} />}
        {choices.data?.mode === "none" && <Alert color="gray">{t("sign_in.none")}</Alert>}
        <Anchor href="/start" c="tiendo">
          {t("sign_in.integrators")}
        </Anchor>
      </Stack>
    </Container>
  );
}

function useNext(): string {
  const [query] = useSearchParams();
  const next = query.get("next") ?? "/";
  return /^\/(?![/\\])/.test(next) ? next : "/";
}

function WithProvider({ start, next }: { start: string; next: string }) {
  const { t } = useTranslation();
  return (
    <Button component="a" size="md" href={`${start}?next=${encodeURIComponent(next)}`}>
      {t("sign_in.provider")}
    </Button>
  );
}
