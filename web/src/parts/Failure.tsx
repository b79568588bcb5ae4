import { Alert, Button, Group, List, Text } from "@mantine/core";
import { CircleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Problem } from "../api/problems";

/** What went wrong, in the gateway's words, field by field; and the way to try again where there is one. */
export function Failure({ error, again }: { error: Error; again?: () => void }) {
  const { t } = useTranslation();
  const problem = error instanceof Problem ? error : null;
  return (
    <Alert
      color="red"
      variant="light"
      title={problem?.name ?? t("failure.title")}
      icon={<CircleAlert size={18} aria-hidden />}
      role="alert"
    >
      <Text size="sm">{problem?.message ?? t("failure.unreached")}</Text>
      {problem && problem.fields.length > 0 && (
        <List size="sm">
          {problem.fields.map((fault) => (
            <List.Item key={`${fault.field} ${fault.code}`}>
              {fault.field}: {fault.message}
            </List.Item>
          ))}
        </List>
      )}
      {again && (
        <Group mt="xs">
          <Button size="compact-sm" variant="default" onClick={again}>
            {t("again")}
          </Button>
        </Group>
      )}
    </Alert>
  );
}
