import { Button, Container, Group, Stack, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useRouteError } from "react-router";

interface Props {
  missing?: boolean;
  /** In the frame of the application, which has its main part already. */
  framed?: boolean;
}

/** A page that does not exist, or one that broke: said in words, with a way on. */
export function Broken({ missing = false, framed = false }: Props) {
  const { t } = useTranslation();
  const error = useRouteError();
  return (
    <Container component={framed ? "div" : "main"} size="sm" py="xl">
      <Stack>
        <Title order={1}>{t(missing ? "broken.missing" : "broken.title")}</Title>
        <Text>{t(missing ? "broken.missing_text" : "broken.text")}</Text>
        {error instanceof Error && <Text c="dimmed">{error.message}</Text>}
        <Group>
          <Button component="a" href="/">
            {t("broken.home")}
          </Button>
          {!missing && (
            <Button variant="default" onClick={() => location.reload()}>
              {t("again")}
            </Button>
          )}
        </Group>
      </Stack>
    </Container>
  );
}
